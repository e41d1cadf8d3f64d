import { setImmediate as pause } from 'node:timers/promises';
import { rowAt, type Table } from '../record-store.ts';
import type { Row } from '../row.ts';
import type { Candidates } from './access.ts';

/** The records of a result at one moment, reachable by ordinal; some ordinals hold none (filtered out). */
export interface ResultView {
  readonly length: number;
  rowAt(ordinal: number): Row | undefined;
}

/** A view that filters while somebody reads: a million records need no list. */
export function streamedView(table: Table, candidates: Candidates, keeps: (row: Row) => boolean): ResultView {
  return {
    length: candidates.length,
    rowAt(ordinal) {
      const row = rowAt(table, candidates.positionAt(ordinal));
      return row !== undefined && keeps(row) ? row : undefined;
    },
  };
}

export function listedView(rows: readonly Row[]): ResultView {
  return { length: rows.length, rowAt: (ordinal) => rows[ordinal] };
}

const BREATH = 20_000; // records between two chances for other requests

export async function countRows(view: ResultView): Promise<number> {
  let count = 0;
  for (let ordinal = 0; ordinal < view.length; ordinal += 1) {
    if (ordinal % BREATH === BREATH - 1) await pause();
    if (view.rowAt(ordinal) !== undefined) count += 1;
  }
  return count;
}

/** At most `limit` records. */
export async function collectRows(view: ResultView, limit = Infinity): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let ordinal = 0; ordinal < view.length && rows.length < limit; ordinal += 1) {
    if (ordinal % BREATH === BREATH - 1) await pause();
    const row = view.rowAt(ordinal);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

/** One page: the ordinals of at most `size` records from `start` on, and where the next page begins, if there is one. */
export async function pageOf(
  view: ResultView,
  start: number,
  size: number,
): Promise<{ readonly ordinals: readonly number[]; readonly next: number | undefined }> {
  const ordinals: number[] = [];
  for (let ordinal = start; ordinal < view.length; ordinal += 1) {
    if (ordinal % BREATH === BREATH - 1) await pause();
    if (view.rowAt(ordinal) === undefined) continue;
    if (ordinals.length === size) return { ordinals, next: ordinal };
    ordinals.push(ordinal);
  }
  return { ordinals, next: undefined };
}
