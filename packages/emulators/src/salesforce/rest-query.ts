import { SalesforceError } from './errors.ts';
import { findCursor, openCursor, type QueryCursor } from './locators.ts';
import type { Org } from './org.ts';
import { describeColumns } from './column-metadata.ts';
import { parseQuery } from './soql/parse.ts';
import { type Json, toJsonRecord } from './soql/project.ts';
import type { Binding } from './soql/resolve.ts';
import { countRows, pageOf, type ResultView } from './soql/result-view.ts';
import { type QueryResult, runQuery } from './soql/run-query.ts';

export interface RestQuery {
  readonly text: string;
  readonly all: boolean;
  /** `columns=true`: what the columns are instead of the records. */
  readonly columns: boolean;
  /** From `Sforce-Query-Options`, if it says one. */
  readonly batchSize: number | undefined;
  /** `/services/data/v67.0`. */
  readonly base: string;
}

/** The first page of a query, or all there is to say about an aggregate. */
export async function startQuery(org: Org, request: RestQuery): Promise<Json> {
  const { result, binding } = await runText(org, request.text, request.all);
  if (request.columns) return describeColumns(org.schema, result);
  switch (result.kind) {
    case 'count':
      return { totalSize: result.total, done: true, records: [] };
    case 'aggregate': {
      const records = result.rows.map((row) => ({ attributes: { type: 'AggregateResult' }, ...jsonRow(row) }));
      return { totalSize: records.length, done: true, records };
    }
    case 'records': {
      const cursor = await cursorOf(org, result, binding);
      return readPage(org, cursor, undefined, 0, request);
    }
    default:
      throw new Error(`unknown result ${JSON.stringify(result)}`);
  }
}

export async function continueQuery(
  org: Org,
  locatorText: string,
  request: Pick<RestQuery, 'base' | 'batchSize'>,
): Promise<Json> {
  const { locator, cursor, number } = findCursor(org, locatorText);
  return readPage(org, cursor, locator, number, request);
}

/** Parses, checks and runs a query at this moment. */
export async function runText(
  org: Org,
  text: string,
  all: boolean,
): Promise<{ readonly result: QueryResult; readonly binding: Binding }> {
  if (text.trim() === '') throw new SalesforceError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  const binding = { schema: org.schema, snapshot: org.store.snapshot(), now: org.clock.now(), text };
  const recycleBinMs = org.settings.recycleBinDays * 86_400_000;
  return { result: await runQuery({ binding, all, recycleBinMs }, parseQuery(text)), binding };
}

/** `Sforce-Query-Options: batchSize=500`; values outside 200 to 2,000 are moved to the nearer end. */
export function readBatchSize(header: string | undefined): number | undefined {
  const digits = /batchSize\s*=\s*(\d+)/iu.exec(header ?? '')?.[1];
  return digits === undefined ? undefined : Math.min(2000, Math.max(200, Number(digits)));
}

function jsonRow(row: Readonly<Record<string, string | number | boolean | null>>): Record<string, Json> {
  const entries = Object.entries(row).map(([name, value]): [string, Json] => {
    const isInstant = typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/u.test(value);
    return [name, isInstant ? value.replace('Z', '+0000') : value];
  });
  return Object.fromEntries(entries);
}

async function cursorOf(org: Org, result: QueryResult & { kind: 'records' }, binding: Binding): Promise<QueryCursor> {
  const { view, columns, children } = result;
  return {
    createdAt: org.clock.now(),
    total: await countRows(view),
    ordinals: new Map([[0, 0]]),
    read: (ordinal, size, base) =>
      readRecords(view, ordinal, size, (row) => toJsonRecord({ ...binding, base }, columns, row, children)),
  };
}

async function readRecords(
  view: ResultView,
  ordinal: number,
  size: number,
  toJson: (row: NonNullable<ReturnType<ResultView['rowAt']>>) => Promise<Json>,
) {
  const { ordinals, next } = await pageOf(view, ordinal, size);
  const records: Json[] = [];
  for (const at of ordinals) {
    const row = view.rowAt(at);
    if (row !== undefined) records.push(await toJson(row));
  }
  return { records, next };
}

async function readPage(
  org: Org,
  cursor: QueryCursor,
  locator: string | undefined,
  number: number,
  { base, batchSize }: Pick<RestQuery, 'base' | 'batchSize'>,
): Promise<Json> {
  const page = await cursor.read(cursor.ordinals.get(number) ?? 0, batchSize ?? org.settings.restPageSize, base);
  const done = page.next === undefined;
  const answer = { totalSize: cursor.total, done };
  if (page.next === undefined) return { ...answer, records: page.records };
  const following = number + page.records.length;
  cursor.ordinals.set(following, page.next);
  const name = locator ?? openCursor(org, cursor);
  return { ...answer, nextRecordsUrl: `${base}/query/${name}-${following}`, records: page.records };
}
