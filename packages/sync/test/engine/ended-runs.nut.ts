import { checkEndedRuns } from './ended-runs.ts';
import { interruptAt, killAt } from './killed-world.ts';

describe('runSync', () => {
  it('resumes a first run killed at any step', () =>
    checkEndedRuns({ end: killAt, of: 'load', steps: { from: 1, by: 3 } }));

  it('resumes a first run interrupted at any step', () =>
    checkEndedRuns({ end: interruptAt, of: 'load', steps: { from: 2, by: 3 } }));

  it('resumes a run of changes killed at any step', () =>
    checkEndedRuns({ end: killAt, of: { changes: 2 }, steps: { from: 9, by: 3 } }));

  it('resumes a run of changes interrupted at any step', () =>
    checkEndedRuns({ end: interruptAt, of: { changes: 3 }, steps: { from: 10, by: 3 } }));
});
