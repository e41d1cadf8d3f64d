import assert from 'node:assert/strict';
import { setTimeout as passes } from 'node:timers/promises';
import { type BrazeClient, createBrazeClient } from '../../src/braze/client.ts';
import { createDestination } from '../../src/braze/destination.ts';
import { isSyncFailure } from '../../src/failures.ts';
import { createRequestLog } from '../../src/observe/log.ts';
import type { Clock, ProgressEvent } from '../../src/ports.ts';
import { type EmulatedBraze, withBraze } from './emulated-braze.ts';
import { attribute, both, kinds, onlyAttributes, signal } from './track-requests.ts';

const label = 'salesforce_contact_id';

/** Time that passes as it does. */
const realClock: Clock = {
  now: () => new Date().toISOString(),
  sleep: (ms, stop) => passes(ms, undefined, { signal: stop }),
};

function manyRequests(braze: EmulatedBraze, count: number): Promise<unknown> {
  return Promise.all(
    Array.from({ length: count }, (_, n) =>
      braze.destination.send({ ...onlyAttributes, attributes: [attribute(`u${n}`)] }, signal),
    ),
  );
}

describe('createDestination', () => {
  describe('with a key', () => {
    const canary = 'canary-0f3e9a51-not-a-real-key';

    it('never lets the key out, although the answer repeats it', async () => {
      const lines: string[] = [];
      await withBraze(
        async ({ destination, calls }) => {
          for (const call of [
            () => destination.send(both, signal),
            () => destination.catalogs(signal),
            () => destination.look([{ kind: 'external_id', externalId: 'u1' }], ['external_id'], signal),
            () => destination.item('accounts', 'A', signal),
          ]) {
            const error: unknown = await call().then(
              () => undefined,
              (reason: unknown) => reason,
            );
            assert.ok(isSyncFailure(error));
            assert.equal(error.code, 'braze/key-rejected');
            const shown = [error.message, error.stack, error.help, JSON.stringify(error), String(error.cause)].join(
              '\n',
            );
            assert.ok(!shown.includes(canary));
          }
          assert.ok((await calls()).every(({ status }) => status === 401));
        },
        { client: { apiKey: canary }, destination: { log: createRequestLog('run', (line) => lines.push(line)) } },
      );
      assert.equal(lines.length, 4);
      assert.ok(!lines.join('').includes(canary));
    });

    it('names the permission it lacks', () =>
      withBraze(async ({ destination, control, apiKey }) => {
        await control('PUT', 'settings', { keys: [{ key: apiKey, permissions: ['users.track'] }] });
        await destination.send(both, signal);
        await assert.rejects(destination.catalogs(signal), {
          code: 'braze/permission-missing',
          params: { permission: 'catalogs.get', step: 'GET /catalogs' },
        });
      }));

    it('logs one line per request, and no value', async () => {
      const lines: string[] = [];
      await withBraze(
        async ({ destination }) => {
          await destination.send({ ...both, attributes: [attribute('u1'), attribute('u2')] }, signal);
        },
        { destination: { log: createRequestLog('run-1', (line) => lines.push(line)) } },
      );
      assert.equal(lines.length, 1);
      const { ms, requestId, ...rest } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
      assert.deepEqual(rest, { run: 'run-1', endpoint: 'POST /users/track', count: 3, status: 201 });
      assert.ok(typeof ms === 'number' && typeof requestId === 'string');
      assert.ok(!lines.join('').includes('Countess'));
    });
  });

  describe('below the limits', () => {
    it('is never refused, although somebody else uses the same limit', () =>
      withBraze(
        async (braze) => {
          await braze.control('PUT', 'settings', { rateLimits: { track: { limit: 20, windowMs: 1000 } } });
          const other = async () => {
            for (let call = 0; call < 6; call += 1) {
              await fetch(`${braze.url}/users/track`, {
                method: 'POST',
                headers: { authorization: `Bearer ${braze.apiKey}`, 'content-type': 'application/json' },
                body: JSON.stringify({ attributes: [{ external_id: 'other' }] }),
              });
            }
          };
          await other();
          await manyRequests(braze, 40);
          assert.equal(braze.destination.usage().rateLimited, 0);
          assert.equal(braze.destination.usage().requests, 40);
          assert.ok((await braze.calls()).every(({ status }) => status === 201));
        },
        { destination: { clock: realClock } },
      ));

    it('tells that it waits', async () => {
      const told: ProgressEvent[] = [];
      await withBraze(
        async (braze) => {
          await braze.faults({
            path: '/users/track',
            times: 1,
            respond: { status: 429, headers: { 'Retry-After': '60' }, body: {} },
          });
          await braze.destination.send(both, signal);
        },
        { destination: { progress: (one) => told.push(one) } },
      );
      assert.ok(
        told.some((one) => one.kind === 'waiting' && one.reason === 'rate limit of Braze (track)' && one.ms > 59_000),
      );
    });

    it('sends no more a second than it may', () =>
      withBraze(
        async (braze) => {
          await manyRequests(braze, 25);
          assert.equal(braze.destination.usage().peakPerSecond, 5);
        },
        { destination: { limits: { requestsPerSecond: 5, concurrency: 4, exportPerMinute: 250 } } },
      ));

    it('has no more requests in flight than it may', () =>
      withBraze(async (braze) => {
        const inFlight = { now: 0, most: 0 };
        const client = createBrazeClient({
          endpoint: braze.url,
          apiKey: braze.apiKey,
          connections: 9,
          timeoutMs: 5000,
        });
        const counted: BrazeClient = {
          ...client,
          async exchange(request, stop) {
            inFlight.now += 1;
            inFlight.most = Math.max(inFlight.most, inFlight.now);
            const exchange = await client.exchange(request, stop);
            inFlight.now -= 1;
            return exchange;
          },
        };
        const limits = { requestsPerSecond: 1000, concurrency: 3, exportPerMinute: 250 };
        const destination = createDestination(counted, { clock: braze.clock, limits });
        await manyRequests({ ...braze, destination }, 20);
        assert.equal(inFlight.most, 3);
        await destination.close();
      }));

    it('exports no more a minute than it may, although Braze would allow more', () =>
      withBraze(
        async ({ destination, slept }) => {
          for (let look = 0; look < 3; look += 1) {
            await destination.look([{ kind: 'external_id', externalId: 'u1' }], ['external_id'], signal);
          }
          assert.equal(slept.length, 1);
        },
        { destination: { limits: { requestsPerSecond: 50, concurrency: 4, exportPerMinute: 2 } } },
      ));
  });

  describe('when it is stopped', () => {
    it('sends nothing more', () =>
      withBraze(async ({ destination, calls }) => {
        await assert.rejects(destination.send(both, AbortSignal.abort(new Error('stop'))), { message: 'stop' });
        assert.deepEqual(await calls(), []);
      }));

    it('lets a write that is under way come to its end', () =>
      withBraze(async ({ destination, faults }) => {
        await faults({ path: '/users/track', delayMs: 100 });
        const stop = new AbortController();
        const sending = destination.send(both, stop.signal);
        setTimeout(() => stop.abort(new Error('stop')), 20);
        const { attributes, events } = await sending;
        assert.deepEqual([...kinds(attributes), ...kinds(events)], ['accepted', 'accepted']);
      }));

    it('tells what is in doubt instead of trying again', () =>
      withBraze(async ({ destination, faults, calls }) => {
        await faults({ path: '/users/track', delayMs: 100, respond: { status: 500, body: {} } });
        const stop = new AbortController();
        const sending = destination.send(both, stop.signal);
        setTimeout(() => stop.abort(new Error('stop')), 20);
        const { attributes, events } = await sending;
        assert.deepEqual([...kinds(attributes), ...kinds(events)], ['unknown', 'unknown']);
        assert.equal((await calls()).length, 1);
      }));
  });

  describe('when it reads', () => {
    it('shows profiles by external id and by alias', () =>
      withBraze(async ({ destination, control }) => {
        const alias = { alias_label: label, alias_name: '0035g00000KpQ1aAAF' };
        await control('PUT', 'state', { users: [{ external_id: 'u1' }, { user_aliases: [alias] }] });
        const profiles = await destination.look(
          [
            { kind: 'external_id', externalId: 'u1' },
            { kind: 'alias', alias },
            { kind: 'external_id', externalId: 'nobody' },
          ],
          ['braze_id', 'external_id', 'user_aliases'],
          signal,
        );
        assert.deepEqual(
          profiles.map(({ external_id: id }) => id),
          ['u1', undefined],
        );
        assert.deepEqual(profiles[1]?.user_aliases, [alias]);
        assert.ok(profiles.every(({ braze_id: id }) => id !== undefined));
      }));

    it('asks nobody about nobody', () =>
      withBraze(async ({ destination, calls }) => {
        assert.deepEqual(await destination.look([], ['external_id'], signal), []);
        assert.deepEqual(await calls(), []);
      }));

    it('reads again after a fault', () =>
      withBraze(async ({ destination, faults }) => {
        await faults(
          { path: '/catalogs', times: 1, drop: 'before' },
          { path: '/catalogs', nth: 2, times: 2, respond: { status: 502, body: {} } },
        );
        assert.deepEqual(await destination.catalogs(signal), []);
      }));

    it('shows catalogs with their fields', () =>
      withBraze(async ({ destination, control }) => {
        const fields = [
          { name: 'id', type: 'string' },
          { name: 'ARR', type: 'number' },
        ];
        await control('PUT', 'state', { catalogs: { accounts: { fields, items: { A: { ARR: 1 } } } } });
        assert.deepEqual(await destination.catalogs(signal), [{ name: 'accounts', fields, items: 1 }]);
      }));
  });
});
