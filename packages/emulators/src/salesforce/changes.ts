import { SalesforceError } from './errors.ts';
import type { Org } from './org.ts';
import { rowAt } from './record-store.ts';
import { isKept } from './row.ts';
import type { ObjectSchema } from './schema.ts';
import { candidatesOf } from './soql/access.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * `sobjects/X/updated`: ids written in the span, to the minute. While a transaction is open `latestDateCovered` is
 * when it began.
 */
export function listUpdated(org: Org, object: ObjectSchema, query: URLSearchParams): Readonly<Record<string, unknown>> {
  const { from, to } = readSpan(org, query, 30);
  const table = org.store.snapshot().table(object.name);
  const access = { kind: 'between', from: new Date(from).toISOString(), to: new Date(to).toISOString() } as const;
  const candidates = candidatesOf(table, access);
  const ids: string[] = [];
  for (let ordinal = 0; ordinal < candidates.length; ordinal += 1) {
    const row = rowAt(table, candidates.positionAt(ordinal));
    const stamp = String(row?.get('SystemModstamp'));
    if (row !== undefined && stamp >= access.from && stamp < access.to && row.get('IsDeleted') !== true)
      ids.push(row.id);
  }
  const opened = org.transactions.map(({ openedAt }) => openedAt);
  return { ids, latestDateCovered: toMinute(Math.min(to, ...opened)) };
}

/** `sobjects/X/deleted`; contact roles leave no trace. */
export function listDeleted(org: Org, object: ObjectSchema, query: URLSearchParams): Readonly<Record<string, unknown>> {
  const { from, to } = readSpan(org, query, org.settings.recycleBinDays);
  const isIn = (at: number) => at >= from && at < to;
  const { overlaid, others } = org.store.snapshot().table(object.name);
  const kept = [...overlaid.values(), ...others].filter((row) => row !== null && isKept(row));
  const soft = kept.flatMap(({ id, deletion }) => (deletion === undefined ? [] : [{ id, at: deletion.at }]));
  const hard = org.purged.filter((purge) => purge.object === object.name);
  const found = object.name === 'OpportunityContactRole' ? [] : [...soft, ...hard].filter(({ at }) => isIn(at));
  return {
    deletedRecords: found.map(({ id, at }) => ({ id, deletedDate: new Date(at).toISOString().replace('Z', '+0000') })),
    earliestDateAvailable: toMinute(org.clock.now() - org.settings.recycleBinDays * DAY),
    latestDateCovered: toMinute(to),
  };
}

function readSpan(org: Org, query: URLSearchParams, days: number): { readonly from: number; readonly to: number } {
  const read = (name: string) => {
    // a client that does not encode the plus sign sends a space
    const time = Date.parse((query.get(name) ?? '').replace(' ', '+').replace(/([+-]\d\d)(\d\d)$/u, '$1:$2'));
    if (Number.isNaN(time))
      throw new SalesforceError(400, 'INVALID_REPLICATION_DATE', `${name} date is not a dateTime`);
    return Math.floor(time / MINUTE) * MINUTE;
  };
  const span = { from: read('start'), to: read('end') };
  if (span.to - span.from < MINUTE) {
    throw new SalesforceError(400, 'INVALID_REPLICATION_DATE', 'endDate must be at least one minute after startDate');
  }
  if (span.from < org.clock.now() - days * DAY - MINUTE) {
    throw new SalesforceError(
      400,
      'INVALID_REPLICATION_DATE',
      `startDate before org replication enabled date, or more than ${days} days ago`,
    );
  }
  return span;
}

function toMinute(time: number): string {
  return new Date(Math.floor(time / MINUTE) * MINUTE).toISOString().replace('Z', '+0000');
}
