import assert from 'node:assert/strict';
import { checkSnapshotAge } from '../../src/checks/snapshot-age.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';

function check(takenAt: string, now: string, expected: readonly string[]): void {
  const found = checkSnapshotAge({ ...b2bSnapshot, takenAt }, now);
  assert.deepEqual(
    found.map(({ code, message }) => `${code} ${message}`),
    expected,
  );
}

describe('checkSnapshotAge', () => {
  it('takes a snapshot of up to thirty days', () => check('2026-11-01T00:00:00Z', '2026-12-01T12:00:00Z', []));
  it('tells the age of an older one', () =>
    check('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z', ['config/snapshot-stale The org snapshot is 31 days old.']));
  it('takes a time that it cannot read, or one in the future', () => {
    check('soon', '2026-11-01T00:00:00Z', []);
    check('2027-01-01T00:00:00Z', '2026-11-01T00:00:00Z', []);
  });
});
