import { SalesforceError, soqlError } from '../errors.ts';
import { isKept, type Row, type Value } from '../row.ts';
import type { ObjectSchema } from '../schema.ts';
import { type Access, accessOf, candidatesOf } from './access.ts';
import { isAggregate, runAggregate } from './aggregate.ts';
import type { Query } from './ast.ts';
import { bindFilter, type ReadValues } from './filter.ts';
import { bindOrder } from './order.ts';
import { type Binding, bindObject } from './resolve.ts';
import { collectRows, listedView, type ResultView, streamedView } from './result-view.ts';
import { bindColumns, childLookup, type Column } from './select-columns.ts';

export interface RunOptions {
  readonly binding: Binding;
  /** queryAll: deleted records too, as long as the recycle bin keeps them. */
  readonly all: boolean;
  readonly recycleBinMs: number;
}

export type AggregateRow = Readonly<Record<string, Value>>;

export type QueryResult =
  | { readonly kind: 'count'; readonly total: number; readonly object: ObjectSchema }
  | { readonly kind: 'aggregate'; readonly rows: readonly AggregateRow[]; readonly object: ObjectSchema }
  | {
      readonly kind: 'records';
      readonly object: ObjectSchema;
      readonly columns: readonly Column[];
      readonly view: ResultView;
      /** The child records of a row, for each column of kind `children`. */
      readonly children: (column: Column & { kind: 'children' }, row: Row) => Promise<ChildResult>;
    };

export interface ChildResult {
  readonly object: ObjectSchema;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** Checks and answers a query as Salesforce would; throws its errors. */
export async function runQuery(options: RunOptions, query: Query): Promise<QueryResult> {
  const { binding } = options;
  const object = bindObject(binding, query.from, query.fromPlace);
  const run: RunOptions = query.allRows ? { ...options, all: true } : options;
  if (query.offset !== undefined && query.offset > 2000) {
    throw new SalesforceError(400, 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
  }
  if (isAggregate(query)) {
    const { view } = await select(run, object, query);
    return runAggregate(binding, object, query, view);
  }
  const columns = bindColumns(binding, object, query);
  for (const column of columns) if (column.kind === 'children') bindColumns(binding, column.object, column.query);
  const { view } = await select(run, object, query);
  return { kind: 'records', object, columns, view, children: (column, row) => childrenOf(run, object, column, row) };
}

async function select(
  options: RunOptions,
  object: ObjectSchema,
  query: Query,
  within?: { readonly access: Access; readonly keeps: (row: Row) => boolean },
): Promise<{ view: ResultView }> {
  const { binding } = options;
  const readValues = memoized((sub) => semiJoinValues(options, sub));
  const where = query.where && (await bindFilter(binding, object, query.where, readValues, query.alias));
  const access = within?.access ?? (await accessOf(binding, object, query.where, readValues, query.alias));
  const table = binding.snapshot.table(object.name);
  const isVisible = visibility(options);
  const keeps = (row: Row) =>
    isVisible(row) && (within === undefined || within.keeps(row)) && (where === undefined || where(row));
  const streamed = streamedView(table, candidatesOf(table, access), keeps);
  if (isAggregate(query)) return { view: streamed };
  if (query.orderBy.length === 0 && query.limit === undefined && query.offset === undefined) return { view: streamed };
  const offset = query.offset ?? 0;
  const end = offset + (query.limit ?? Infinity);
  const rows =
    query.orderBy.length === 0
      ? await collectRows(streamed, end)
      : (await collectRows(streamed)).toSorted(bindOrder(binding, object, query.orderBy, query.alias));
  return { view: listedView(rows.slice(offset, end)) };
}

/** Live records, or for queryAll also those that the recycle bin still keeps. */
function visibility({ all, recycleBinMs, binding }: RunOptions): (row: Row) => boolean {
  if (!all) return (row) => !isKept(row) || row.record['IsDeleted'] !== true;
  const oldest = binding.now - recycleBinMs;
  return (row) => !isKept(row) || row.deletion === undefined || row.deletion.at >= oldest;
}

async function semiJoinValues(options: RunOptions, query: Query): Promise<readonly Value[]> {
  const result = await runQuery(options, query);
  const column = result.kind === 'records' ? result.columns[0] : undefined;
  if (result.kind !== 'records' || column?.kind !== 'field' || result.columns.length !== 1) {
    const message = 'The inner select field must be exactly one id or reference field';
    throw soqlError('MALFORMED_QUERY', message, options.binding.text, query.fromPlace);
  }
  const values = new Set<Value>();
  for (const row of await collectRows(result.view)) {
    const value = column.path.read(row);
    if (value !== null) values.add(value);
  }
  return [...values];
}

async function childrenOf(
  options: RunOptions,
  object: ObjectSchema,
  column: Column & { kind: 'children' },
  row: Row,
): Promise<ChildResult> {
  const source = childLookup(object, column);
  const { view } = await select(options, column.object, column.query, {
    access: { kind: 'ids', source, ids: [row.id] },
    keeps: (child) => child.get(source) === row.id,
  });
  const columns = bindColumns(options.binding, column.object, column.query);
  return { object: column.object, columns, rows: await collectRows(view) };
}

function memoized(read: ReadValues): ReadValues {
  const known = new Map<Query, Promise<readonly Value[]>>();
  return (query) => {
    const values = known.get(query) ?? read(query);
    known.set(query, values);
    return values;
  };
}
