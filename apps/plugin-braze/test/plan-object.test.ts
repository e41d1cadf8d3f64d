import assert from 'node:assert/strict';
import { hasDifferences } from '../src/plan-object.ts';
import type { PlanObject } from '../src/results/plan.ts';
import { planOf, streamOf } from './support/plan.ts';

function check(plan: Partial<PlanObject>, expected: boolean): void {
  assert.equal(hasDifferences(planOf(plan).plan), expected);
}

describe('hasDifferences', () => {
  it('finds none when everything read is as it was sent', () =>
    check({ streams: [streamOf('people:lead', { read: 5, unchanged: 5 })], events: { account_linked: 0 } }, false));

  it('counts a new catalog, a write, a deletion and an event', () => {
    check({ structure: { create: [{ name: 'a', fields: [] }], addFields: [], unknown: [] } }, true);
    check({ streams: [streamOf('people:lead', { updated: 1 })] }, true);
    check({ streams: [streamOf('catalog:accounts', { deleted: 1 })] }, true);
    check({ events: { opportunity_won: 1 } }, true);
  });

  it('leaves a column alone that the mapping does not know', () =>
    check({ structure: { create: [], addFields: [], unknown: [{ catalog: 'a', field: 'b' }] } }, false));
});
