import { codes, type DiagnosticCode, type ItemPlan, type PersonPlan, type Problem } from '@sf-braze/mapping-core';
import type { GatedCounts } from './gates.ts';

/** What a walk found for one stream, in records. */
export interface StreamCount {
  read: number;
  created: number;
  updated: number;
  deleted: number;
  unchanged: number;
}

/** Counts of one walk. Never values, never ids. */
export interface Tally {
  readonly streams: Map<string, StreamCount>;
  /** By event name and reason: `account_linked created`. */
  readonly events: Map<string, number>;
  readonly problems: Map<DiagnosticCode, number>;
  attributes: number;
  unsets: number;
  suspends: number;
  itemDeletes: number;
  /** People in scope whom the guard let through. */
  peopleInScope: number;
}

export function newTally(): Tally {
  return {
    streams: new Map(),
    events: new Map(),
    problems: new Map(),
    attributes: 0,
    unsets: 0,
    suspends: 0,
    itemDeletes: 0,
    peopleInScope: 0,
  };
}

export function streamCount(tally: Tally, stream: string): StreamCount {
  const known = tally.streams.get(stream);
  if (known) return known;
  const fresh: StreamCount = { read: 0, created: 0, updated: 0, deleted: 0, unchanged: 0 };
  tally.streams.set(stream, fresh);
  return fresh;
}

export function countPeople(
  tally: Tally,
  stream: string,
  read: number,
  plans: readonly (PersonPlan | undefined)[],
): void {
  const count = streamCount(tally, stream);
  count.read += read;
  for (const plan of plans) {
    if (plan === undefined) {
      count.unchanged += 1;
      continue;
    }
    if (plan.write?.create === true) count.created += 1;
    else if (plan.write !== undefined) count.updated += 1;
    else count.unchanged += 1;
    if (plan.write !== undefined) tally.attributes += Object.keys(plan.write.attributes).length;
    if (plan.cause === 'suspend') tally.suspends += 1;
    tally.unsets += plan.unsets;
    for (const { name, properties } of plan.events) countEvent(tally, name, properties['reason']);
    countProblems(tally, plan.problems);
  }
}

export function countItems(tally: Tally, stream: string, read: number, plans: readonly ItemPlan[]): void {
  const count = streamCount(tally, stream);
  count.read += read;
  for (const { call, presence, problems } of plans) {
    if (presence === 'vanishes') {
      count.deleted += 1;
      tally.itemDeletes += 1;
    } else if (call === undefined) count.unchanged += 1;
    else if (presence === 'appears') count.created += 1;
    else count.updated += 1;
    countProblems(tally, problems);
  }
}

function countEvent(tally: Tally, name: string, reason: unknown): void {
  const label = typeof reason === 'string' ? `${name} ${reason}` : name;
  tally.events.set(label, (tally.events.get(label) ?? 0) + 1);
}

/** Events of a name that has no reasons. */
export function countEvents({ events }: Tally, counts: ReadonlyMap<string, number>): void {
  for (const [name, count] of counts) events.set(name, (events.get(name) ?? 0) + count);
}

function countProblems(tally: Tally, problems: readonly Problem[]): void {
  for (const { code } of problems) countProblem(tally, code);
}

export function countProblem(tally: Tally, code: DiagnosticCode): void {
  tally.problems.set(code, (tally.problems.get(code) ?? 0) + 1);
}

function eventTotal({ events }: Tally): number {
  return [...events.values()].reduce((sum, one) => sum + one, 0);
}

/** People whose attributes are unset count once for the gate, however many attributes it is. */
export function gatedCounts(tally: Tally): GatedCounts {
  return {
    deletes: tally.itemDeletes,
    suspends: tally.suspends,
    merges: 0,
    events: eventTotal(tally),
    unsets: tally.unsets,
    erases: 0,
  };
}

/** Errors among the problems: records that did not go through. */
export function failedRecords({ problems }: Tally): number {
  return [...problems].reduce((sum, [code, count]) => sum + (codes[code].severity === 'error' ? count : 0), 0);
}
