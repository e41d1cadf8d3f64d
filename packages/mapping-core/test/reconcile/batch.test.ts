import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { limits } from '../../src/braze/limits.ts';
import type { EventObject } from '../../src/braze/requests.ts';
import type { Capabilities } from '../../src/language/project.ts';
import { batchAliases, batchItemDeletes, batchItems, batchLooks } from '../../src/reconcile/batch.ts';
import { batchTrack, type TrackObjects } from '../../src/reconcile/batch-track.ts';
import { wireBytes } from '../../src/reconcile/wire-size.ts';
import { b2bCapabilities } from '../fixtures/b2b-compiled.ts';

const capabilities = fc
  .tuple(fc.constantFrom('combined' as const, 'per_array' as const), fc.integer({ min: 1, max: 75 }))
  .map(([trackBatch, trackMax]): Capabilities => Object.assign({}, b2bCapabilities, { trackBatch, trackMax }));

const people: fc.Arbitrary<readonly TrackObjects[]> = fc
  .array(
    fc.record({
      hasAttributes: fc.boolean(),
      events: fc.integer({ min: 0, max: 90 }),
      text: fc.string({ unit: 'grapheme' }),
    }),
    { maxLength: 60 },
  )
  .map((all) => all.map((one, index) => trackObjects(String(index), one)));

function trackObjects(
  person: string,
  { hasAttributes, events, text }: { readonly hasAttributes: boolean; readonly events: number; readonly text: string },
): TrackObjects {
  return {
    person,
    attributes: hasAttributes ? { external_id: person, _update_existing_only: true, text } : undefined,
    events: Array.from({ length: events }, (_, index) => event(person, index)),
  };
}

function event(person: string, index: number): EventObject {
  return { external_id: person, name: `event ${index}`, time: '2026-11-23T10:00:00Z', properties: {} };
}

function put(id: string, text = '') {
  return { kind: 'put' as const, item: { id, text } };
}

describe('batchTrack', () => {
  it('obeys the limits, keeps the order, and loses nothing', () => {
    fc.assert(
      fc.property(people, capabilities, (objects, workspace) => {
        const batches = batchTrack(objects, workspace);
        for (const { request } of batches) {
          const [attributes, events] = [request.attributes.length, request.events.length];
          const size = workspace.trackBatch === 'combined' ? attributes + events : Math.max(attributes, events);
          assert.ok(size > 0 && size <= workspace.trackMax);
          assert.ok(wireBytes(request) <= limits.requestBytes.value);
        }
        assert.deepEqual(
          batches.flatMap(({ request }) => request.attributes),
          objects.flatMap(({ attributes }) => attributes ?? []),
        );
        objects.forEach((one, input) => {
          const sent = batches.flatMap(({ request, members }) =>
            request.events.filter((_, position) => members.events[position]?.input === input),
          );
          assert.deepEqual(sent, one.events);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('names the input of every object', () => {
    fc.assert(
      fc.property(people, capabilities, (objects, workspace) => {
        for (const { request, members } of batchTrack(objects, workspace)) {
          assert.deepEqual(
            request.attributes,
            members.attributes.map((input) => objects[input]?.attributes),
          );
          assert.deepEqual(
            request.events,
            members.events.map((member) => objects[member.input]?.events[member.event]),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never has one person in two requests of a round', () => {
    fc.assert(
      fc.property(people, capabilities, (objects, workspace) => {
        const seen = new Set<string>();
        for (const { round, members } of batchTrack(objects, workspace)) {
          const inputs = new Set([...members.attributes, ...members.events.map(({ input }) => input)]);
          for (const input of inputs) {
            assert.ok(!seen.has(`${round} ${input}`));
            seen.add(`${round} ${input}`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a person who comes twice out of the same round', () => {
    const twice = [1, 2].map(() => trackObjects('ada', { hasAttributes: true, events: 1, text: '' }));
    const rounds = batchTrack(twice, b2bCapabilities).map(({ round }) => round);
    assert.deepEqual(rounds, [0, 1]);
  });

  it('counts bytes of UTF-8, not characters', () => {
    const big = Array.from({ length: 60 }, (_, index) =>
      trackObjects(String(index), { hasAttributes: true, events: 0, text: '€'.repeat(40_000) }),
    );
    const sizes = batchTrack(big, b2bCapabilities).map(({ request }) => wireBytes(request));
    assert.equal(sizes.length, 2);
    assert.ok(sizes.every((size) => size <= limits.requestBytes.value));
  });

  it('makes no request of nothing', () => {
    assert.deepEqual(batchTrack([], b2bCapabilities), []);
    assert.deepEqual(batchTrack([{ person: 'ada', events: [] }], b2bCapabilities), []);
  });
});

describe('batchItems', () => {
  it('sends 50 items a request, PUT and PATCH apart', () => {
    const writes = Array.from({ length: 120 }, (_, index) => ({
      ...put(`i${index}`),
      kind: index % 2 ? ('patch' as const) : ('put' as const),
    }));
    const { batches } = batchItems('accounts', writes);
    assert.deepEqual(
      batches.map(({ request }) => [request.kind, request.items.length]),
      [
        ['items-put', 50],
        ['items-put', 10],
        ['items-patch', 50],
        ['items-patch', 10],
      ],
    );
    for (const { request, members } of batches) {
      assert.deepEqual(
        request.items,
        members.map((index) => writes[index]?.item),
      );
    }
  });

  it('never has an id twice in a request', () => {
    const { batches } = batchItems('accounts', [put('a', '1'), put('b'), put('a', '2')]);
    assert.deepEqual(
      batches.map(({ members }) => members),
      [[0, 1], [2]],
    );
  });

  it('keeps out an item that would refuse its whole request', () => {
    const { batches, tooLarge } = batchItems('accounts', [put('a'), put('b', 'x'.repeat(102_400)), put('c')]);
    assert.deepEqual(tooLarge, [1]);
    assert.deepEqual(
      batches.map(({ members }) => members),
      [[0, 2]],
    );
  });

  it('stays below 4 MB', () => {
    const { batches } = batchItems(
      'accounts',
      Array.from({ length: 50 }, (_, index) => put(`i${index}`, '€'.repeat(34_000))),
    );
    assert.equal(batches.length, 2);
    assert.ok(batches.every(({ request }) => wireBytes(request) <= limits.requestBytes.value));
  });
});

describe('batchAliases, batchLooks, batchItemDeletes', () => {
  const ids = Array.from({ length: 51 }, (_, index) => `id${index}`);

  it('take 50 a call', () => {
    const aliases = ids.map((id) => ({ external_id: id, alias_label: 'l', alias_name: id }));
    const handles = ids.map((externalId) => ({ kind: 'external_id' as const, externalId }));
    const sizes = [batchAliases(aliases), batchLooks(handles), batchItemDeletes('accounts', ids)].map((batches) =>
      batches.map(({ members }) => members.length),
    );
    assert.deepEqual(sizes, [
      [50, 1],
      [50, 1],
      [50, 1],
    ]);
  });

  it('look at external ids and aliases together', () => {
    const alias = { alias_label: 'l', alias_name: 'n' };
    const [batch] = batchLooks([
      { kind: 'alias', alias },
      { kind: 'external_id', externalId: 'e' },
    ]);
    assert.deepEqual(batch?.request, {
      kind: 'export',
      externalIds: ['e'],
      aliases: [alias],
      fields: ['braze_id', 'external_id', 'user_aliases'],
    });
  });
});
