import { soqlError } from '../errors.ts';

export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly place: number }
  | { readonly kind: 'string'; readonly text: string; readonly pattern: string; readonly place: number }
  | { readonly kind: 'number' | 'date' | 'datetime'; readonly text: string; readonly place: number }
  | { readonly kind: 'symbol'; readonly text: string; readonly place: number }
  | { readonly kind: 'end'; readonly text: string; readonly place: number };

const SHAPES = [
  ['datetime', /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:[zZ]|[+\- ]\d\d:?\d\d)/uy],
  ['date', /\d{4}-\d\d-\d\d(?![\dT])/uy],
  ['number', /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w])/uy],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/uy],
  ['symbol', /<=|>=|!=|<>|[(),.=<>:]/uy],
] as const;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  N: '\n',
  r: '\r',
  R: '\r',
  t: '\t',
  T: '\t',
  b: '\b',
  B: '\b',
  f: '\f',
  F: '\f',
  "'": "'",
  '"': '"',
  '\\': '\\',
  _: '_',
  '%': '%',
};

/** Cuts a query into tokens, the last of kind `end`. Throws MALFORMED_QUERY. */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let place = 0;
  while (place < query.length) {
    if (/\s/u.test(query.charAt(place))) {
      place += 1;
      continue;
    }
    const token = query.charAt(place) === "'" ? readString(query, place) : readPlain(query, place);
    tokens.push(token);
    place = token.kind === 'string' ? endOfString(query, place) : place + token.text.length;
  }
  tokens.push({ kind: 'end', text: '<EOF>', place: query.length });
  return tokens;
}

function readPlain(query: string, place: number): Token {
  for (const [kind, shape] of SHAPES) {
    shape.lastIndex = place;
    const text = shape.exec(query)?.[0];
    if (text !== undefined) return { kind, text, place };
  }
  throw soqlError('MALFORMED_QUERY', `unexpected token: '${query.charAt(place)}'`, query, place);
}

/** `text` is the value; `pattern` keeps `\_` and `\%` escaped, for LIKE. */
function readString(query: string, place: number): Token {
  const end = endOfString(query, place) - 1;
  let text = '';
  let pattern = '';
  for (let at = place + 1; at < end; at += 1) {
    const character = query.charAt(at);
    if (character !== '\\') {
      text += character;
      pattern += character;
      continue;
    }
    at += 1;
    const escaped = query.charAt(at);
    const code = escaped === 'u' ? /^[0-9a-fA-F]{4}/u.exec(query.slice(at + 1))?.[0] : undefined;
    const value = code === undefined ? ESCAPES[escaped] : String.fromCharCode(Number.parseInt(code, 16));
    if (value === undefined) {
      throw soqlError(
        'MALFORMED_QUERY',
        `Invalid string literal. Illegal character sequence '\\${escaped}'`,
        query,
        at - 1,
      );
    }
    if (code !== undefined) at += 4;
    text += value;
    pattern += '_%\\'.includes(value) ? `\\${value}` : value;
  }
  return { kind: 'string', text, pattern, place };
}

function endOfString(query: string, place: number): number {
  for (let at = place + 1; at < query.length; at += 1) {
    if (query.charAt(at) === '\\') at += 1;
    else if (query.charAt(at) === "'") return at + 1;
  }
  throw soqlError('MALFORMED_QUERY', `expecting a single quote to close the string`, query, place);
}
