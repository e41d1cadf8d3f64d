import { id15 } from '../id.ts';
import { positionsOf, type Table } from '../record-store.ts';
import type { ObjectSchema } from '../schema.ts';
import type { Condition, Operand } from './ast.ts';
import type { ReadValues } from './filter.ts';
import { type Binding, resolvePath } from './resolve.ts';

/** The smallest part of a table that surely holds every record a condition keeps. */
export type Access =
  | { readonly kind: 'all' }
  | { readonly kind: 'ids'; readonly source: string; readonly ids: readonly string[] }
  | { readonly kind: 'between'; readonly from: string; readonly to: string };

/** Positions to look at, in ascending order of position. */
export interface Candidates {
  readonly length: number;
  positionAt(ordinal: number): number;
}

const FIRST_TIME = '0000';
const LAST_TIME = '9999';

/** Looks at the parts of a condition that AND joins: ids first, then SystemModstamp. */
export async function accessOf(
  binding: Binding,
  object: ObjectSchema,
  where: Condition | undefined,
  readValues: ReadValues,
  alias?: string,
): Promise<Access> {
  const parts = conjuncts(where);
  const fieldOf = (operand: Operand) => {
    const path = operand.kind === 'field' ? resolvePath(binding, object, operand.path, alias) : undefined;
    return path?.hops.length === 0 ? path.leaf : undefined;
  };
  let ids: Access | undefined;
  let [from, to] = [FIRST_TIME, LAST_TIME];
  for (const part of parts) {
    const field = 'operand' in part ? fieldOf(part.operand) : undefined;
    if (field === undefined) continue;
    if (field.type === 'id' || field.type === 'reference') {
      const found = await idsOf(part, readValues);
      const isBetter = ids === undefined || field.type === 'id';
      if (found !== undefined && isBetter) ids = { kind: 'ids', source: field.source, ids: found };
    } else if (field.source === 'SystemModstamp' && part.kind === 'compare' && part.literal.kind === 'datetime') {
      const { value } = part.literal;
      if (part.operator === '>' || part.operator === '>=' || part.operator === '=') from = value > from ? value : from;
      if (part.operator === '<' || part.operator === '<=' || part.operator === '=') to = value < to ? value : to;
    }
  }
  if (ids !== undefined) return ids;
  return from === FIRST_TIME && to === LAST_TIME ? { kind: 'all' } : { kind: 'between', from, to };
}

export function candidatesOf(table: Table, access: Access): Candidates {
  const { generated } = table;
  const first = generated?.size ?? 0;
  const all = { length: positionsOf(table), positionAt: (ordinal: number) => ordinal };
  switch (access.kind) {
    case 'all':
      return all;
    case 'between': {
      if (generated === undefined) return all;
      const [from, to] = generated.indexesBetween(access.from, access.to);
      const outside = [...table.overlaid.keys()].filter((index) => index < from || index >= to);
      const count = Math.max(0, to - from);
      const rest = [...outside, ...table.others.map((_, index) => first + index)];
      return {
        length: count + rest.length,
        positionAt: (ordinal) => (ordinal < count ? from + ordinal : (rest[ordinal - count] ?? -1)),
      };
    }
    case 'ids':
      return byIds(table, access.source, access.ids) ?? all;
    default:
      throw new Error(`unknown access ${JSON.stringify(access)}`);
  }
}

function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  const found: Condition[] = [];
  const open: Condition[] = [condition];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.kind === 'and') open.push(part.right, part.left);
    else found.push(part);
  }
  return found;
}

async function idsOf(part: Condition, readValues: ReadValues): Promise<readonly string[] | undefined> {
  if (part.kind === 'compare' && part.operator === '=' && part.literal.kind === 'string') return [part.literal.value];
  if (part.kind === 'inQuery' && !part.not) return (await readValues(part.query)).map(String);
  if (part.kind !== 'in' || part.not) return undefined;
  const ids = part.literals.map((literal) => (literal.kind === 'string' ? literal.value : undefined));
  return ids.every((id) => id !== undefined) ? ids : undefined; // null in the list needs a scan
}

function byIds(table: Table, source: string, ids: readonly string[]): Candidates | undefined {
  const { generated } = table;
  const first = generated?.size ?? 0;
  const positions = new Set<number>();
  if (source === 'Id') {
    const wanted = new Set(ids.map(id15));
    for (const id of wanted) {
      const index = generated?.indexOf(id);
      if (index !== undefined) positions.add(index);
    }
    for (const [index, row] of table.others.entries()) if (wanted.has(id15(row.id))) positions.add(first + index);
  } else {
    const indexes = generated === undefined ? [] : generated.indexesWhere(source, ids);
    if (indexes === undefined) return undefined;
    for (const index of indexes) positions.add(index);
    for (const index of table.overlaid.keys()) positions.add(index);
    for (const index of table.others.keys()) positions.add(first + index);
  }
  const sorted = [...positions].toSorted((left, right) => left - right);
  return { length: sorted.length, positionAt: (ordinal) => sorted[ordinal] ?? -1 };
}
