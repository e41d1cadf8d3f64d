import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { type BrazeClient, createBrazeClient } from '../../src/braze/client.ts';
import { createDestination } from '../../src/braze/destination.ts';
import { isSyncFailure } from '../../src/failures.ts';
import type { Destination } from '../../src/ports.ts';
import { type EmulatedBraze, withBraze } from './emulated-braze.ts';
import { attribute, both, event, kinds, signal, type Track } from './track-requests.ts';

const people = ['u1', 'u2', 'u3'];

/** Fresh names, so that the emulator's counts tell how often each event happened. */
function requestOf(round: number): Track {
  return {
    kind: 'track',
    attributes: people.map((id) => attribute(id, { round })),
    events: people.map((id) => event(id, `${id}-${round}`)),
  };
}

const faults = fc.constantFrom(
  undefined,
  { respond: { status: 429, body: {} } },
  { respond: { status: 500, body: {} } },
  { respond: { status: 504, body: '' } },
  { respond: { status: 400, body: { message: 'Bad Request' } } },
  { respond: { status: 200, body: '<html></html>' } },
  { drop: 'before' },
  { drop: 'after' },
);

/** A destination behind a network on which some requests, counted from 1, do not even leave. */
function behind({ url, apiKey, clock }: EmulatedBraze, isLost: (call: number) => boolean): Destination {
  const client = createBrazeClient({ endpoint: url, apiKey, connections: 1, timeoutMs: 5000 });
  const limits = { requestsPerSecond: 50, concurrency: 1, exportPerMinute: 250 };
  let calls = 0;
  const network: BrazeClient = {
    ...client,
    async exchange(request, stop) {
      calls += 1;
      return isLost(calls) ? { kind: 'not-sent', reason: 'ECONNREFUSED' } : client.exchange(request, stop);
    },
  };
  return createDestination(network, { clock, limits });
}

describe('createDestination', () => {
  it('makes no event happen twice and no accepted one vanish, whatever befalls its requests', () =>
    withBraze(async ({ destination, faults: plan, control }) => {
      await fc.assert(
        fc.asyncProperty(fc.array(faults, { maxLength: 12 }), async (befalls) => {
          await control('POST', 'reset');
          await destination.send({ ...both, attributes: people.map((id) => attribute(id)), events: [] }, signal);
          const planned = befalls.flatMap((fault, call) =>
            fault === undefined ? [] : [Object.assign({ path: '/users/track', nth: call + 1, times: 1 }, fault)],
          );
          await plan(...planned);
          const outcomes = new Map<string, string>();
          for (const round of [1, 2, 3, 4]) {
            const request = requestOf(round);
            const { events } = await destination.send(request, signal);
            for (const [index, kind] of kinds(events).entries()) outcomes.set(request.events[index]?.name ?? '', kind);
          }
          await plan();
          await control('POST', 'settle');
          const handles = people.map((externalId) => ({ kind: 'external_id' as const, externalId }));
          const profiles = await destination.look(handles, ['external_id', 'custom_events'], signal);
          const happened = new Map(
            profiles.flatMap(({ custom_events: events }) =>
              events.map(({ name, count }) => [name, count ?? 0] as const),
            ),
          );
          for (const [name, kind] of outcomes) {
            const count = happened.get(name) ?? 0;
            const allowed = kind === 'accepted' ? [1] : kind === 'rejected' ? [0] : [0, 1];
            assert.ok(allowed.includes(count), `${name} was ${kind} and happened ${count} times`);
          }
        }),
        { numRuns: 60 },
      );
    })).timeout(60_000);

  it('sends everything again when nothing was sent', () =>
    withBraze(async (braze) => {
      const destination = behind(braze, (call) => call <= 2);
      const { attributes, events } = await destination.send(both, signal);
      assert.deepEqual([...kinds(attributes), ...kinds(events)], ['accepted', 'accepted']);
      assert.equal((await braze.calls()).length, 1);
      await destination.close();
    }));

  it('keeps what was accepted before the connection was lost for good', () =>
    withBraze(async (braze) => {
      await braze.control('PUT', 'settings', { trackMax: 4 });
      const destination = behind(braze, (call) => call > 2);
      const { attributes, events } = await destination.send(requestOf(1), signal);
      assert.deepEqual(kinds(attributes), ['accepted', 'accepted', 'unknown']);
      assert.deepEqual(kinds(events), ['accepted', 'accepted', 'unknown']);
      await destination.close();
    }));

  it('does not read the page of a proxy as an empty workspace', () =>
    withBraze(async ({ destination, faults: plan }) => {
      await plan({ path: '/catalogs', respond: { status: 200, body: '<html></html>' } });
      const error: unknown = await destination.catalogs(signal).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.ok(isSyncFailure(error) && error.code === 'braze/unreachable');
    }));
});
