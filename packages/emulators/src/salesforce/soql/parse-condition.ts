import { soqlError } from '../errors.ts';
import type { Comparison, Condition, Literal, Operand } from './ast.ts';
import { parseOperand, parseSelect } from './parse.ts';
import type { Cursor } from './token-cursor.ts';

/** `a AND b AND c` or `a OR b OR c`; both at one level need parentheses, as in Salesforce. */
export function parseCondition(cursor: Cursor): Condition {
  let left = parseTerm(cursor);
  for (const [word, kind, other] of [
    ['AND', 'and', 'OR'],
    ['OR', 'or', 'AND'],
  ] as const) {
    if (!isWord(cursor, word)) continue;
    while (cursor.takeWord(word)) left = { kind, left, right: parseTerm(cursor) };
    if (isWord(cursor, other)) throw cursor.unexpected();
  }
  return left;
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

function isWord(cursor: Cursor, word: string): boolean {
  const token = cursor.peek();
  return token.kind === 'name' && token.text.toUpperCase() === word;
}

function parseTerm(cursor: Cursor): Condition {
  return cursor.nested(() => {
    if (cursor.takeWord('NOT')) return { kind: 'not', condition: parseTerm(cursor) };
    if (!cursor.takeSymbol('(')) return parseComparison(cursor);
    const condition = parseCondition(cursor);
    cursor.expectSymbol(')');
    return condition;
  });
}

function parseComparison(cursor: Cursor): Condition {
  const operand = parseOperand(cursor);
  if (cursor.takeWord('LIKE')) return { kind: 'like', operand, literal: parseLiteral(cursor) };
  if (cursor.takeWord('INCLUDES')) return { kind: 'includes', operand, not: false, literals: parseLiterals(cursor) };
  if (cursor.takeWord('EXCLUDES')) return { kind: 'includes', operand, not: true, literals: parseLiterals(cursor) };
  if (cursor.takeWord('IN')) return parseIn(cursor, operand, false);
  if (cursor.takeWord('NOT')) {
    cursor.expectWord('IN');
    return parseIn(cursor, operand, true);
  }
  const token = cursor.peek();
  const operator = token.kind === 'symbol' ? COMPARISONS[token.text] : undefined;
  if (operator === undefined) throw cursor.unexpected();
  cursor.next();
  return { kind: 'compare', operand, operator, literal: parseLiteral(cursor) };
}

function parseIn(cursor: Cursor, operand: Operand, not: boolean): Condition {
  cursor.expectSymbol('(');
  if (isWord(cursor, 'SELECT')) {
    const query = parseSelect(cursor);
    cursor.expectSymbol(')');
    return { kind: 'inQuery', operand, not, query };
  }
  const literals = cursor.list(parseLiteral);
  cursor.expectSymbol(')');
  return { kind: 'in', operand, not, literals };
}

function parseLiterals(cursor: Cursor): readonly Literal[] {
  cursor.expectSymbol('(');
  const literals = cursor.list(parseLiteral);
  cursor.expectSymbol(')');
  return literals;
}

function parseLiteral(cursor: Cursor): Literal {
  const token = cursor.peek();
  const { place } = token;
  switch (token.kind) {
    case 'string':
      cursor.next();
      return { kind: 'string', value: token.text, pattern: token.pattern, place };
    case 'number':
      cursor.next();
      return { kind: 'number', value: Number(token.text), place };
    case 'date':
    case 'datetime':
      cursor.next();
      return { kind: token.kind, value: checkedTime(cursor, token.text, place), place };
    case 'name':
      cursor.next();
      return parseWordLiteral(cursor, token.text.toUpperCase(), place);
    case 'symbol':
    case 'end':
      throw cursor.unexpected();
    default:
      throw cursor.unexpected();
  }
}

/** A space stands where a client forgot to encode the plus sign. */
function checkedTime(cursor: Cursor, text: string, place: number): string {
  const time = Date.parse(text.replace(' ', '+').replace(/([+-]\d\d)(\d\d)$/u, '$1:$2'));
  if (Number.isNaN(time)) throw soqlError('MALFORMED_QUERY', `Invalid date or datetime: ${text}`, cursor.query, place);
  return text.includes('T') ? new Date(time).toISOString() : text;
}

function parseWordLiteral(cursor: Cursor, word: string, place: number): Literal {
  if (word === 'NULL') return { kind: 'null', place };
  if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE', place };
  const amount = /^[A-Z]{3}(\d+(?:\.\d+)?)$/u.exec(word)?.[1];
  if (amount !== undefined) return { kind: 'number', value: Number(amount), place };
  const count = cursor.takeSymbol(':') ? cursor.expectCount() : undefined;
  return { kind: 'dateLiteral', name: word, count, place };
}
