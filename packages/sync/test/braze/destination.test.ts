import assert from 'node:assert/strict';
import { withBraze } from './emulated-braze.ts';
import {
  attribute,
  both,
  carried,
  event,
  kinds,
  onlyAttributes,
  onlyEvents,
  signal,
  type Track,
} from './track-requests.ts';

interface Expected {
  readonly attributes?: readonly string[];
  readonly events?: readonly string[];
  /** What the calls carried, in order. */
  readonly calls: readonly string[];
}

/** Sends a request while faults hit `/users/track`. */
function survives(request: Track, faults: readonly unknown[], expected: Expected) {
  return () =>
    withBraze(async (braze) => {
      await braze.faults(...faults.map((fault) => ({ match: { path: '/users/track' }, ...(fault as object) })));
      const { attributes, events } = await braze.destination.send(request, signal);
      assert.deepEqual(kinds(attributes), expected.attributes ?? []);
      assert.deepEqual(kinds(events), expected.events ?? []);
      assert.deepEqual(carried(await braze.calls()), expected.calls);
    });
}

const always = 1000;

describe('createDestination', () => {
  describe('after a fault', () => {
    const done = { attributes: ['accepted'], events: ['accepted'] };
    const doubtful = { attributes: ['accepted'], events: ['unknown'] };

    it(
      'waits for a storm of 429s and then sends everything',
      survives(both, [{ times: 12, respond: { status: 429, body: { message: 'Rate Limited' } } }], {
        ...done,
        calls: Array.from({ length: 13 }, () => 'ae'),
      }),
    );
    for (const status of [500, 502, 503, 504, 408]) {
      it(
        `repeats attributes but not events after ${status}`,
        survives(both, [{ times: 2, respond: { status, body: {} } }], {
          ...doubtful,
          calls: ['ae', 'a', 'a'],
        }),
      );
    }
    it(
      'repeats attributes but not events when the connection is cut before the request was taken',
      survives(both, [{ times: 1, drop: 'before' }], {
        ...doubtful,
        calls: ['ae', 'a'],
      }),
    );
    it(
      'repeats attributes but not events when the connection is cut after the request was taken',
      survives(both, [{ times: 1, drop: 'after' }], {
        ...doubtful,
        calls: ['ae', 'a'],
      }),
    );
    it(
      'sends events alone once, whatever happens',
      survives(onlyEvents, [{ times: 1, drop: 'after' }], { events: ['unknown'], calls: ['e'] }),
    );
    it(
      'gives up on attributes after the last try',
      survives(onlyAttributes, [{ times: always, respond: { status: 503, body: {} } }], {
        attributes: ['unknown'],
        calls: Array.from({ length: 8 }, () => 'a'),
      }),
    );
    it(
      'does not believe the page of a proxy',
      survives(both, [{ times: 1, respond: { status: 200, body: '<html>welcome</html>' } }], {
        ...doubtful,
        calls: ['ae', 'a'],
      }),
    );

    it('never makes an event happen twice', () =>
      withBraze(async ({ destination, faults, control }) => {
        await faults(
          { path: '/users/track', nth: 2, times: 1, drop: 'after' },
          { path: '/users/track', nth: 4, times: 1, respond: { status: 500, body: {} } },
        );
        await destination.send(onlyAttributes, signal);
        for (const name of ['e1', 'e2', 'e3', 'e4']) {
          await destination.send({ ...both, events: [event('u1', name)] }, signal);
        }
        await control('POST', 'settle');
        const [profile] = await destination.look(
          [{ kind: 'external_id', externalId: 'u1' }],
          ['external_id', 'custom_events'],
          signal,
        );
        assert.ok(profile !== undefined && profile.custom_events.length >= 2);
        assert.ok(profile.custom_events.every(({ count }) => count === 1));
      }));

    it('waits as long as Braze asks to', () =>
      withBraze(async ({ destination, faults, slept }) => {
        await faults({
          path: '/users/track',
          times: 1,
          respond: { status: 429, headers: { 'X-Ratelimit-Retry-After': '7' }, body: {} },
        });
        await destination.send(both, signal);
        assert.ok(slept.some((ms) => ms > 6900 && ms <= 7000));
        assert.equal(destination.usage().rateLimited, 1);
      }));

    it('fails when Braze cannot be reached at all', () =>
      withBraze(
        async ({ destination }) => {
          await assert.rejects(destination.send(both, signal), { code: 'braze/unreachable', retry: 'later' });
          await assert.rejects(destination.catalogs(signal), { code: 'braze/unreachable' });
        },
        { client: { endpoint: 'http://127.0.0.1:1' } },
      ));

    it('fails when the rate limit never opens', () =>
      withBraze(async ({ destination, faults }) => {
        await faults({ path: '/users/track', respond: { status: 429, body: {} } });
        await assert.rejects(destination.send(both, signal), { code: 'braze/rate-limited', retry: 'later' });
      }));

    it('stops trying when nothing was answered for five requests in a row', () =>
      withBraze(async ({ destination, faults, calls }) => {
        await faults({ path: '/users/track', drop: 'before' });
        for (let sent = 1; sent < 5; sent += 1) {
          assert.deepEqual(kinds((await destination.send(onlyEvents, signal)).events), ['unknown']);
        }
        await assert.rejects(destination.send(onlyEvents, signal), { code: 'braze/unreachable' });
        assert.equal((await calls()).length, 5);
      }));
  });

  describe('after a refusal', () => {
    it('gives partial errors to their objects', () =>
      withBraze(async ({ destination }) => {
        const request: Track = {
          kind: 'track',
          attributes: [attribute('a'), attribute('b', { email_subscribe: 'maybe' }), attribute('c')],
          events: [event('a'), { ...event('b'), properties: { time: 'now' } }],
        };
        const { attributes, events } = await destination.send(request, signal);
        assert.deepEqual(kinds(attributes), ['accepted', 'rejected', 'accepted']);
        assert.deepEqual(kinds(events), ['accepted', 'rejected']);
      }));

    it('finds all rejected when every object is', () =>
      withBraze(async ({ destination, calls }) => {
        const { attributes } = await destination.send(
          { ...onlyAttributes, attributes: [attribute('b', { email_subscribe: 'maybe' })] },
          signal,
        );
        assert.deepEqual(kinds(attributes), ['rejected']);
        assert.equal((await calls()).length, 1);
      }));

    it('parts a request that is refused as a whole, and keeps people whole', () =>
      withBraze(async ({ destination, calls, control }) => {
        await control('PUT', 'settings', { trackMax: 2 });
        const people = ['a', 'b', 'c'];
        const request: Track = {
          kind: 'track',
          attributes: people.map((id) => attribute(id)),
          events: people.map((id) => event(id)),
        };
        const { attributes, events } = await destination.send(request, signal);
        assert.deepEqual(
          [...kinds(attributes), ...kinds(events)],
          Array.from({ length: 6 }, () => 'accepted'),
        );
        assert.deepEqual(carried(await calls()), ['aaaeee', 'aaee', 'ae', 'ae', 'ae']);
      }));

    it('rejects the one object that is refused alone', () =>
      withBraze(async ({ destination, faults }) => {
        const body = { message: 'Bad Request for ada@example.com' };
        await faults({ path: '/users/track', times: 2, respond: { status: 400, body } });
        const { attributes } = await destination.send(
          { ...onlyAttributes, attributes: [attribute('a'), attribute('b')] },
          signal,
        );
        assert.deepEqual(attributes, [{ kind: 'rejected', reason: 'Bad Request for ‹email›' }, { kind: 'accepted' }]);
      }));

    it('takes refused items out and sends the others again', () =>
      withBraze(async ({ destination, calls, control }) => {
        await control('PUT', 'state', {
          catalogs: {
            accounts: {
              fields: [
                { name: 'id', type: 'string' },
                { name: 'AccountName', type: 'string' },
              ],
            },
          },
        });
        const names = ['A', 'B', 'C', 'D'];
        const items = names.map((id) => ({ id, [id === 'B' ? 'Unknown' : 'AccountName']: id }));
        const { objects } = await destination.send({ kind: 'items-put', catalog: 'accounts', items }, signal);
        assert.deepEqual(kinds(objects), ['accepted', 'rejected', 'accepted', 'accepted']);
        await control('POST', 'settle');
        assert.deepEqual(await destination.item('accounts', 'C', signal), { id: 'C', AccountName: 'C' });
        assert.equal(await destination.item('accounts', 'B', signal), undefined);
        assert.deepEqual(
          (await calls()).slice(0, 2).map(({ status }) => status),
          [400, 202],
        );
      }));

    it('finds the refused item even when none is named', () =>
      withBraze(async ({ destination, control }) => {
        await control('PUT', 'state', {
          catalogs: {
            accounts: {
              fields: [
                { name: 'id', type: 'string' },
                { name: 'AccountName', type: 'string' },
              ],
            },
          },
        });
        const items = ['A', 'B', 'C', 'D', 'E'].map((id) => ({ id, AccountName: id === 'D' ? 'x'.repeat(5001) : id }));
        const { objects } = await destination.send({ kind: 'items-put', catalog: 'accounts', items }, signal);
        assert.deepEqual(kinds(objects), ['accepted', 'accepted', 'accepted', 'rejected', 'accepted']);
      }));

    it('stops when the catalog is missing', () =>
      withBraze(async ({ destination, calls }) => {
        await assert.rejects(
          destination.send({ kind: 'items-put', catalog: 'nowhere', items: [{ id: 'A' }, { id: 'B' }] }, signal),
          {
            code: 'braze/request-rejected',
            retry: 'never',
          },
        );
        assert.equal((await calls()).length, 1);
      }));

    it('leaves out empty arrays', () =>
      withBraze(async ({ destination, calls }) => {
        await destination.send(onlyAttributes, signal);
        assert.deepEqual(Object.keys((await calls())[0]?.body ?? {}), ['attributes']);
      }));

    it('sends nothing for an empty request', () =>
      withBraze(async ({ destination, calls }) => {
        await destination.send({ kind: 'track', attributes: [], events: [] }, signal);
        assert.deepEqual(await calls(), []);
      }));
  });
});
