import { soqlError } from '../errors.ts';
import { kindOf } from '../field-value.ts';
import { isGroupable } from '../field-traits.ts';
import type { Row, Value } from '../row.ts';
import type { ObjectSchema } from '../schema.ts';
import type { Condition, Operand, Ordering, Query, SelectItem } from './ast.ts';
import { compareTest, keyOf } from './filter.ts';
import { type BoundOperand, bindOperand } from './operand.ts';
import { compareKeys } from './order.ts';
import type { Binding } from './resolve.ts';
import { collectRows, countRows, type ResultView } from './result-view.ts';
import type { AggregateRow, QueryResult } from './run-query.ts';

const AGGREGATES: ReadonlySet<string> = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

export function isAggregate(query: Query): boolean {
  return query.groupBy.length > 0 || query.select.some((item) => item.kind === 'call' && AGGREGATES.has(item.name));
}

/** COUNT() alone, or one row per group with aliases, `expr0`, … as Salesforce names them. */
export async function runAggregate(
  binding: Binding,
  object: ObjectSchema,
  query: Query,
  view: ResultView,
): Promise<QueryResult> {
  const [only] = query.select;
  if (query.select.length === 1 && only?.kind === 'call' && only.name === 'COUNT' && only.path === undefined) {
    return { kind: 'count', total: Math.min(await countRows(view), query.limit ?? Infinity), object };
  }
  const columns = query.select.map((item, index) => bindColumn(binding, object, query, item, index));
  const names = nameColumns(columns);
  const groups = groupRows(binding, object, query, await collectRows(view));
  const having = query.having && bindHaving(binding, object, query, query.having);
  const kept = having === undefined ? groups : groups.filter(having);
  const ordered = orderGroups(binding, object, query, kept);
  const rows = ordered.map((group): AggregateRow =>
    Object.fromEntries(columns.map((column, index) => [names[index] ?? '', column.value(group)])),
  );
  const offset = query.offset ?? 0;
  return { kind: 'aggregate', rows: rows.slice(offset, offset + (query.limit ?? 2000)), object };
}

type Group = readonly Row[];

interface AggregateColumn {
  readonly name: string | undefined;
  value(group: Group): Value;
}

function nameColumns(columns: readonly AggregateColumn[]): readonly string[] {
  let unnamed = 0;
  return columns.map(({ name }) => name ?? `expr${unnamed++}`);
}

function bindColumn(
  binding: Binding,
  object: ObjectSchema,
  query: Query,
  item: SelectItem,
  index: number,
): AggregateColumn {
  if (item.kind === 'call') {
    const value = bindAggregate(binding, object, query, {
      kind: 'call',
      name: item.name,
      path: item.path,
      place: item.place,
    });
    return { name: item.alias, value };
  }
  if (item.kind !== 'field') {
    throw soqlError(
      'MALFORMED_QUERY',
      `column ${index + 1} cannot stand in an aggregate query`,
      binding.text,
      item.place,
    );
  }
  const bound = bindOperand(binding, object, { kind: 'field', path: item.path }, query.alias);
  if (!query.groupBy.some((operand) => isSame(binding, object, query, operand, bound))) {
    const message = `Field must be grouped or aggregated: ${bound.name}`;
    throw soqlError('MALFORMED_QUERY', message, binding.text, item.path.place);
  }
  return { name: item.alias ?? bound.name, value: (group) => (group[0] === undefined ? null : bound.read(group[0])) };
}

function isSame(binding: Binding, object: ObjectSchema, query: Query, operand: Operand, bound: BoundOperand): boolean {
  const other = bindOperand(binding, object, operand, query.alias);
  return other.name === bound.name && other.path.names.join('.') === bound.path.names.join('.');
}

/** An aggregate, or a date function that the query groups by. */
function bindAggregate(
  binding: Binding,
  object: ObjectSchema,
  query: Query,
  call: Operand & { kind: 'call' },
): (group: Group) => Value {
  if (call.path === undefined) {
    if (call.name === 'COUNT') return (group) => group.length;
    throw soqlError('MALFORMED_QUERY', `${call.name} needs a field`, binding.text, call.place);
  }
  if (!AGGREGATES.has(call.name)) {
    const bound = bindOperand(binding, object, call, query.alias);
    return (group) => (group[0] === undefined ? null : bound.read(group[0]));
  }
  const bound = bindOperand(binding, object, { kind: 'field', path: call.path }, query.alias);
  if ((call.name === 'SUM' || call.name === 'AVG') && kindOf(bound.type) !== 'number') {
    const message = `field ${bound.name} does not support aggregate operator ${call.name}`;
    throw soqlError('INVALID_FIELD', message, binding.text, call.place);
  }
  return (group) => aggregate(call.name, bound, group);
}

function aggregate(name: string, bound: BoundOperand, group: Group): Value {
  const values = group.map((row) => bound.read(row)).filter((value) => value !== null);
  const sum = () => values.reduce<number>((total, value) => total + Number(value), 0);
  const pickBy = (descending: boolean) =>
    values.toSorted((left, right) =>
      compareKeys(keyOf(bound.kind, left), keyOf(bound.kind, right), { descending, nullsLast: true }),
    )[0] ?? null;
  switch (name) {
    case 'COUNT':
      return values.length;
    case 'COUNT_DISTINCT':
      return new Set(values.map((value) => keyOf(bound.kind, value))).size;
    case 'SUM':
      return values.length === 0 ? null : sum();
    case 'AVG':
      return values.length === 0 ? null : sum() / values.length;
    case 'MIN':
      return pickBy(false);
    default:
      return pickBy(true);
  }
}

function groupRows(binding: Binding, object: ObjectSchema, query: Query, rows: Group): readonly Group[] {
  if (query.groupBy.length === 0) return [rows];
  const operands = query.groupBy.map((operand) => {
    const bound = bindOperand(binding, object, operand, query.alias);
    if (operand.kind === 'call' || isGroupable(bound.path.leaf)) return bound;
    const message = `field '${bound.name}' can not be grouped in a query call`;
    throw soqlError('MALFORMED_QUERY', message, binding.text, operand.path.place);
  });
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(operands.map((bound) => keyOf(bound.kind, bound.read(row))));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function bindHaving(
  binding: Binding,
  object: ObjectSchema,
  query: Query,
  condition: Condition,
): (group: Group) => boolean {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const left = bindHaving(binding, object, query, condition.left);
      const right = bindHaving(binding, object, query, condition.right);
      const isAnd = condition.kind === 'and';
      return (group) => (isAnd ? left(group) && right(group) : left(group) || right(group));
    }
    case 'not': {
      const test = bindHaving(binding, object, query, condition.condition);
      return (group) => !test(group);
    }
    case 'compare': {
      const { read, bound } = bindGroupValue(binding, object, query, condition.operand);
      const test = compareTest(binding, bound, condition.operator, condition.literal);
      return (group) => test(read(group));
    }
    case 'like':
    case 'in':
    case 'inQuery':
    case 'includes':
      throw soqlError('MALFORMED_QUERY', 'HAVING takes comparisons only', binding.text, query.fromPlace);
    default:
      throw new Error(`unknown condition ${JSON.stringify(condition)}`);
  }
}

function bindGroupValue(binding: Binding, object: ObjectSchema, query: Query, operand: Operand) {
  if (operand.kind === 'call' && AGGREGATES.has(operand.name)) {
    const read = bindAggregate(binding, object, query, operand);
    const path = operand.path ?? { names: ['Id'], place: operand.place };
    const field = bindOperand(binding, object, { kind: 'field', path }, query.alias);
    const isCount = operand.name.startsWith('COUNT');
    return { read, bound: isCount ? { ...field, kind: 'number' as const, type: 'int' as const } : field };
  }
  const bound = bindOperand(binding, object, operand, query.alias);
  return { read: (group: Group) => (group[0] === undefined ? null : bound.read(group[0])), bound };
}

function orderGroups(binding: Binding, object: ObjectSchema, query: Query, groups: readonly Group[]): readonly Group[] {
  const orders = query.orderBy.map((ordering: Ordering) => {
    const { read, bound } = bindGroupValue(binding, object, query, ordering.operand);
    return (left: Group, right: Group) =>
      compareKeys(keyOf(bound.kind, read(left)), keyOf(bound.kind, read(right)), ordering);
  });
  return groups.toSorted((left, right) => {
    for (const order of orders) {
      const result = order(left, right);
      if (result !== 0) return result;
    }
    return 0;
  });
}
