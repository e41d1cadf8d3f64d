import { checkEndedRuns } from './ended-runs.ts';
import { interruptAt, killAt } from './killed-world.ts';

describe('runSync', () => {
  for (const from of [1, 2, 3, 4]) {
    const steps = { from, by: 4 };
    it(`resumes a first run killed at every step (${from} of 4)`, () =>
      checkEndedRuns({ end: killAt, of: 'load', steps }));
    it(`resumes a first run interrupted at every step (${from} of 4)`, () =>
      checkEndedRuns({ end: interruptAt, of: 'load', steps }));
    it(`resumes a run of changes killed at every step (${from} of 4)`, () =>
      checkEndedRuns({ end: killAt, of: { changes: from }, steps: { from: 8 + from, by: 4 } }));
    it(`resumes a run of changes interrupted at every step (${from} of 4)`, () =>
      checkEndedRuns({ end: interruptAt, of: { changes: from }, steps: { from: 8 + from, by: 4 } }));
  }
});
