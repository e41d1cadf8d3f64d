import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';

const DAY = 24 * 60 * 60 * 1000;
const STALE_DAYS = 30;

/** Says so when a snapshot is older than thirty days. `now` is an ISO time; nothing here reads a clock. */
export function checkSnapshotAge(snapshot: Snapshot, now: string): readonly Diagnostic[] {
  const days = Math.floor((Date.parse(now) - Date.parse(snapshot.takenAt)) / DAY);
  if (!(days > STALE_DAYS)) return [];
  return [diagnostic('config/snapshot-stale', { file: '', span: { start: 0, end: 0 } }, { days })];
}
