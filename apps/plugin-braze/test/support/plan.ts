import type { PlanObject } from '../../src/results/plan.ts';
import type { PlanShown } from '../../src/plan-text.ts';

/** A plan with nothing to do, but for what is given. */
export function planOf(plan: Partial<PlanObject> = {}, shown: Partial<PlanShown> = {}): PlanShown {
  return {
    plan: {
      id: '7f3a91c2',
      createdAt: '2026-11-23T10:00:00Z',
      environment: 'production',
      workspace: 'Acme',
      endpoint: 'https://rest.iad-03.braze.com',
      org: '00D5g000004BfXbEAK',
      firstRun: false,
      structure: { create: [], addFields: [], unknown: [] },
      streams: [],
      events: {},
      attributes: 0,
      problems: {},
      gates: [{ name: 'deletes', count: 0, limit: 500, reached: false }],
      ...plan,
    },
    differences: false,
    approval: null,
    next: 'sf braze sync -e production',
    mapping: { files: ['mappings/b2b.braze.yaml'], destinations: 42 },
    notes: [],
    ...shown,
  };
}

/** One object of a plan or a run. */
export function streamOf(
  name: string,
  counts: Partial<PlanObject['streams'][number]> = {},
): PlanObject['streams'][number] {
  const none = { read: 0, created: 0, updated: 0, deleted: 0, unchanged: 0 };
  return { name, object: 'Account', from: '2026-11-23T09:45:00Z', ...none, ...counts };
}
