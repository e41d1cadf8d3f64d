import assert from 'node:assert/strict';
import { type Gate, gateNames } from '@sf-braze/mapping-core';
import * as fc from 'fast-check';
import { checkGates, type GatedCounts, withinApproval } from '../src/gates.ts';

function countsOf(count: number): GatedCounts {
  return { deletes: count, suspends: count, merges: count, events: count, unsets: count, erases: count };
}

function gatesOf(gate: Gate): Parameters<typeof checkGates>[1] {
  return { deletes: gate, suspends: gate, merges: gate, events: gate, unsets: gate, erases: gate };
}

function check(gate: Gate, people: number, limit: number) {
  return () => {
    for (const [count, reached] of [
      [limit, false],
      [limit + 1, true],
    ] as const) {
      const states = checkGates(countsOf(count), gatesOf(gate), people);
      assert.deepEqual(
        states,
        gateNames.map((name) => ({ name, count, limit, reached })),
      );
    }
  };
}

describe('checkGates', () => {
  it('is reached above its count', check({ kind: 'count', count: 500 }, 10, 500));
  it('can be closed', check({ kind: 'count', count: 0 }, 10, 0));
  it('takes a share of the people known', check({ kind: 'percent', percent: 1 }, 190_000, 1900));
  it('rounds a share down', check({ kind: 'percent', percent: 10 }, 1999, 199));
  it('lets ten through in a small workspace', check({ kind: 'percent', percent: 1 }, 37, 10));
});

describe('withinApproval', () => {
  it('allows ten more, or one per cent, and nothing beyond', () =>
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(...gateNames), (approved, name) => {
        const slack = Math.max(10, Math.ceil(approved / 100));
        const now = (more: number): GatedCounts => ({ ...countsOf(approved), [name]: approved + more });
        assert.ok(withinApproval(countsOf(approved), now(slack)));
        assert.ok(!withinApproval(countsOf(approved), now(slack + 1)));
        assert.ok(withinApproval(countsOf(approved), countsOf(0)));
      }),
    ));
});
