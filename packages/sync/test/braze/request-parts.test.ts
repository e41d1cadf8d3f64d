import assert from 'node:assert/strict';
import type { BrazeRequest } from '@sf-braze/mapping-core';
import * as fc from 'fast-check';
import type { WriteRequest } from '../../src/braze/endpoints.ts';
import { halvesOf, type Part, pickPart, sizeOf, wholeOf } from '../../src/braze/request-parts.ts';

type Track = Extract<BrazeRequest, { kind: 'track' }>;

function track(attributes: readonly string[], events: readonly string[]): Track {
  return {
    kind: 'track',
    attributes: attributes.map((id) => ({ external_id: id, _update_existing_only: true })),
    events: events.map((id) => ({
      external_id: id,
      name: 'account_linked',
      time: '2026-11-23T10:00:00Z',
      properties: {},
    })),
  };
}

function part(some: Partial<Part>): Part {
  return { attributes: [], events: [], objects: [], ...some };
}

describe('halvesOf', () => {
  it('keeps the objects of a person together', () => {
    const request = track(['a', 'b', 'c'], ['c', 'a']);
    assert.deepEqual(halvesOf(request, wholeOf(request)), [
      part({ attributes: [0, 1], events: [1] }),
      part({ attributes: [2], events: [0] }),
    ]);
  });
  it('parts one person with the attributes first', () => {
    const request = track(['a'], ['a', 'a']);
    assert.deepEqual(halvesOf(request, wholeOf(request)), [
      part({ attributes: [0], events: [0] }),
      part({ events: [1] }),
    ]);
  });
  it('parts the one array of other requests', () => {
    const request: WriteRequest = { kind: 'items-delete', catalog: 'accounts', ids: ['a', 'b', 'c'] };
    assert.deepEqual(halvesOf(request, wholeOf(request)), [part({ objects: [0, 1] }), part({ objects: [2] })]);
  });

  it('loses nothing, doubles nothing, and always comes to an end', () => {
    const people = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 20 });
    fc.assert(
      fc.property(people, people, (attributes, events) => {
        const request = track(attributes, events);
        const found = part({ attributes: [], events: [] });
        const seen = { attributes: [...found.attributes], events: [...found.events] };
        const open = [wholeOf(request)].filter((one) => sizeOf(one) > 0);
        for (let next = open.pop(); next !== undefined; next = open.pop()) {
          if (sizeOf(next) > 1) {
            const halves = halvesOf(request, next);
            assert.ok(halves.every((half) => sizeOf(half) > 0));
            open.push(...halves);
          } else {
            seen.attributes.push(...next.attributes);
            seen.events.push(...next.events);
          }
        }
        const whole = wholeOf(request);
        assert.deepEqual(
          seen.attributes.toSorted((a, b) => a - b),
          whole.attributes,
        );
        assert.deepEqual(
          seen.events.toSorted((a, b) => a - b),
          whole.events,
        );
      }),
    );
  });
});

describe('pickPart', () => {
  it('gives the objects in the order of the indexes', () => {
    const request = track(['a', 'b', 'a', 'c'], ['a']);
    const [first] = halvesOf(request, wholeOf(request));
    const picked = pickPart(request, first);
    assert.ok(picked.kind === 'track');
    assert.deepEqual(
      picked.attributes,
      first.attributes.map((index) => request.attributes[index]),
    );
  });
});
