import { checkEndedRuns } from './ended-runs.ts';
import { interruptAt, killAt } from './killed-world.ts';

// A sample; `ended-runs.nut.ts` takes every step.
describe('runSync', () => {
  it('resumes a first run that was killed', () =>
    checkEndedRuns({ end: killAt, of: 'load', steps: { from: 20, by: 37 } })).timeout(60_000);

  it('resumes a first run that was interrupted', () =>
    checkEndedRuns({ end: interruptAt, of: 'load', steps: { from: 25, by: 41 } })).timeout(60_000);

  it('resumes a run of changes that was killed', () =>
    checkEndedRuns({ end: killAt, of: { changes: 0 }, steps: { from: 60, by: 19 } })).timeout(60_000);

  it('resumes a run of changes that was interrupted', () =>
    checkEndedRuns({ end: interruptAt, of: { changes: 1 }, steps: { from: 62, by: 23 } })).timeout(60_000);
});
