import { soqlError } from '../errors.ts';
import type { Operand, Ordering, Path, Query, SelectItem } from './ast.ts';
import { parseCondition } from './parse-condition.ts';
import { createCursor, type Cursor } from './token-cursor.ts';
import { tokenize } from './tokens.ts';

/**
 * Text to syntax tree. Throws MALFORMED_QUERY with Salesforce's message and caret.
 * Grammar: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm
 */
export function parseQuery(text: string): Query {
  const cursor = createCursor(text, tokenize(text));
  const query = parseSelect(cursor);
  if (cursor.peek().kind !== 'end') throw cursor.unexpected();
  return query;
}

export function parseSelect(cursor: Cursor): Query {
  return cursor.nested(() => parseClauses(cursor));
}

/** A field path, or a call with at most one path as argument. */
export function parseOperand(cursor: Cursor): Operand {
  const path = parsePath(cursor);
  if (!cursor.takeSymbol('(')) return { kind: 'field', path };
  return { kind: 'call', name: path.names.join('.').toUpperCase(), ...parseArgument(cursor), place: path.place };
}

const FROM_ENDS = new Set(['USING', 'WHERE', 'WITH', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'FOR', 'ALL']);
const ITEM_ENDS = new Set(['FROM']);
const CALL_DEPTH = 2; // FORMAT(convertCurrency(Amount)) is the deepest Salesforce allows

function parseClauses(cursor: Cursor): Query {
  cursor.expectWord('SELECT');
  const select = cursor.list(parseSelectItem);
  cursor.expectWord('FROM');
  const fromPlace = cursor.peek().place;
  const from = parsePath(cursor).names.join('.');
  const alias = parseAlias(cursor, FROM_ENDS);
  if (cursor.takeWord('USING')) {
    cursor.expectWord('SCOPE');
    cursor.expectName();
  }
  const where = cursor.takeWord('WHERE') ? parseCondition(cursor) : undefined;
  if (cursor.takeWord('WITH')) cursor.expectName(); // SECURITY_ENFORCED, USER_MODE: field security always holds here
  const groupBy = cursor.takeWord('GROUP') ? parseBy(cursor, parseOperand) : [];
  const having = cursor.takeWord('HAVING') ? parseCondition(cursor) : undefined;
  const orderBy = cursor.takeWord('ORDER') ? parseBy(cursor, parseOrdering) : [];
  const limit = cursor.takeWord('LIMIT') ? cursor.expectCount() : undefined;
  const offset = cursor.takeWord('OFFSET') ? cursor.expectCount() : undefined;
  if (cursor.takeWord('FOR')) cursor.expectName(); // VIEW, REFERENCE, UPDATE
  const allRows = cursor.takeWord('ALL');
  if (allRows) cursor.expectWord('ROWS');
  return { select, from, fromPlace, alias, where, groupBy, having, orderBy, limit, offset, allRows };
}

function parseBy<Item>(cursor: Cursor, parseItem: (cursor: Cursor) => Item): readonly Item[] {
  cursor.expectWord('BY');
  return cursor.list(parseItem);
}

function parseSelectItem(cursor: Cursor): SelectItem {
  const { place } = cursor.peek();
  if (cursor.takeSymbol('(')) {
    const query = parseSelect(cursor);
    cursor.expectSymbol(')');
    return { kind: 'subquery', query, place };
  }
  const operand = parseOperand(cursor);
  if (operand.kind === 'field') {
    return { kind: 'field', path: operand.path, alias: parseAlias(cursor, ITEM_ENDS) };
  }
  if (operand.name === 'FIELDS') return { kind: 'fields', group: fieldGroup(cursor, operand), place };
  return { ...operand, alias: parseAlias(cursor, ITEM_ENDS) };
}

function fieldGroup(cursor: Cursor, operand: Operand & { kind: 'call' }): 'ALL' | 'STANDARD' | 'CUSTOM' {
  const group = operand.path?.names.join('.').toUpperCase();
  if (group === 'ALL' || group === 'STANDARD' || group === 'CUSTOM') return group;
  throw soqlError('MALFORMED_QUERY', 'FIELDS() must name ALL, STANDARD or CUSTOM', cursor.query, operand.place);
}

function parseArgument(cursor: Cursor, depth = 0): { path: Path | undefined } {
  if (depth > CALL_DEPTH) throw cursor.unexpected();
  if (cursor.takeSymbol(')')) return { path: undefined };
  const path = parsePath(cursor);
  const argument = cursor.takeSymbol('(') ? parseArgument(cursor, depth + 1) : { path };
  cursor.expectSymbol(')');
  return argument;
}

function parseAlias(cursor: Cursor, ends: ReadonlySet<string>): string | undefined {
  const next = cursor.peek();
  if (next.kind !== 'name' || ends.has(next.text.toUpperCase())) return undefined;
  return cursor.expectName();
}

function parsePath(cursor: Cursor): Path {
  const { place } = cursor.peek();
  const names = [cursor.expectName()];
  while (cursor.takeSymbol('.')) names.push(cursor.expectName());
  return { names, place };
}

function parseOrdering(cursor: Cursor): Ordering {
  const operand = parseOperand(cursor);
  const descending = cursor.takeWord('DESC');
  if (!descending) cursor.takeWord('ASC');
  if (!cursor.takeWord('NULLS')) return { operand, descending, nullsLast: false };
  const nullsLast = cursor.takeWord('LAST');
  if (!nullsLast) cursor.expectWord('FIRST');
  return { operand, descending, nullsLast };
}
