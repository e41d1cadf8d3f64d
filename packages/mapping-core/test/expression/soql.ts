import type { RecordValue } from '../../src/salesforce/record.ts';

/** What SOQL compares: a row by field path. */
export type SoqlRow = Readonly<Record<string, RecordValue>>;

type Literal = string | number | boolean | null;

const TOKEN =
  /\s*('(?:\\.|[^'\\])*'|[A-Za-z_][\w.]*|\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?|-?\d+(?:\.\d+)?|!=|<=|>=|[=<>(),])/gy;

/**
 * A small reading of SOQL conditions of our own, as Salesforce documents them: text without case, `!=` true for nulls,
 * `LIKE` with `%`, `_` and backslash escapes, `INCLUDES`.
 */
export function soqlKeeps(condition: string, row: SoqlRow): boolean {
  const tokens = [...condition.matchAll(TOKEN)].map(([, token = '']) => token);
  if (
    tokens.join('') !== condition.replaceAll(/'(?:\\.|[^'\\])*'|\s+/g, (part) => (part.startsWith("'") ? part : ''))
  ) {
    throw new Error(`no SOQL: ${condition}`);
  }
  const reader = { tokens, at: 0 };
  const kept = choice(reader, row);
  if (reader.at !== tokens.length) throw new Error(`SOQL goes on: ${condition}`);
  return kept;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function next(reader: Reader, expected?: string): string {
  const token = reader.tokens[reader.at++];
  if (token === undefined || (expected !== undefined && token !== expected))
    throw new Error(`expected ${expected}, found ${token}`);
  return token;
}

function takes(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at++;
  return true;
}

function choice(reader: Reader, row: SoqlRow): boolean {
  const first = atom(reader, row);
  const word = reader.tokens[reader.at];
  if (word !== 'AND' && word !== 'OR') return first;
  let result = first;
  // SOQL refuses `AND` beside `OR` without brackets.
  while (takes(reader, word)) {
    const other = atom(reader, row);
    result = word === 'AND' ? result && other : result || other;
  }
  return result;
}

function atom(reader: Reader, row: SoqlRow): boolean {
  if (takes(reader, '(')) {
    const inside = choice(reader, row);
    next(reader, ')');
    return inside;
  }
  const field = next(reader);
  if (!(field in row)) throw new Error(`no field ${field}`);
  return compare(row[field] ?? null, next(reader), reader);
}

function compare(value: RecordValue, operator: string, reader: Reader): boolean {
  if (operator === 'LIKE') {
    const like = pattern(next(reader));
    return typeof value === 'string' && like.test(value);
  }
  if (operator === 'INCLUDES' || operator === 'IN') {
    const values = list(reader);
    if (operator === 'IN') return values.some((each) => equal(value, each));
    return Array.isArray(value) && values.some((each) => value.some((item) => equal(item, each)));
  }
  const constant = literal(next(reader));
  if (operator === '=') return equal(value, constant);
  if (operator === '!=') return !equal(value, constant);
  if (value === null || constant === null) return false;
  switch (operator) {
    case '<':
      return value < constant;
    case '<=':
      return value <= constant;
    case '>':
      return value > constant;
    case '>=':
      return value >= constant;
    default:
      throw new Error(`no operator ${operator}`);
  }
}

function list(reader: Reader): readonly Literal[] {
  next(reader, '(');
  const values = [literal(next(reader))];
  while (takes(reader, ',')) values.push(literal(next(reader)));
  next(reader, ')');
  return values;
}

function equal(one: RecordValue, other: Literal): boolean {
  return typeof one === 'string' && typeof other === 'string'
    ? one.toLowerCase() === other.toLowerCase()
    : one === other;
}

function literal(token: string): Literal {
  if (token === 'null') return null;
  if (token === 'true' || token === 'false') return token === 'true';
  if (token.startsWith("'")) return soqlLiteralText(token);
  return /^\d{4}-\d{2}/.test(token) ? token : Number(token);
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'" };

/** The text a quoted SOQL literal stands for. */
export function soqlLiteralText(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(.)/gs, (whole, escaped: string) => {
    const character = ESCAPED[escaped];
    if (character === undefined) throw new Error(`no escape: ${whole}`);
    return character;
  });
}

function pattern(quoted: string): RegExp {
  const parts = [...quoted.slice(1, -1).matchAll(/\\(.)|%|_|[^]/gsu)].map(([part, escaped]) => {
    if (part === '%') return '[^]*';
    if (part === '_') return '[^]';
    const character = escaped === undefined ? part : (ESCAPED[escaped] ?? escaped);
    return character.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`, 'iu');
}
