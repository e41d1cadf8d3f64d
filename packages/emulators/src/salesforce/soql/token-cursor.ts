import { type SalesforceError, soqlError } from '../errors.ts';
import type { Token } from './tokens.ts';

/** A place in the tokens; `take…` moves only when it finds what it wants, `expect…` throws MALFORMED_QUERY instead. */
export interface Cursor {
  readonly query: string;
  peek(): Token;
  next(): Token;
  takeWord(word: string): boolean;
  takeSymbol(symbol: string): boolean;
  expectWord(word: string): void;
  expectSymbol(symbol: string): void;
  expectName(): string;
  /** A whole number from 0. */
  expectCount(): number;
  /** One or more, separated by commas. */
  list<Item>(parseItem: (cursor: Cursor) => Item): readonly Item[];
  unexpected(): SalesforceError;
  /** Runs `parse` one level deeper; refuses nesting that no client writes before the stack overflows. */
  nested<Result>(parse: () => Result): Result;
}

const MAX_DEPTH = 400;

export function createCursor(query: string, tokens: readonly Token[]): Cursor {
  let at = 0;
  let depth = 0;
  const end: Token = { kind: 'end', text: '<EOF>', place: query.length };
  const cursor: Cursor = {
    query,
    peek: () => tokens[at] ?? end,
    next() {
      const token = cursor.peek();
      at += 1;
      return token;
    },
    takeWord: (word) => take(isWord(cursor.peek(), word)),
    takeSymbol: (symbol) => take(isSymbol(cursor.peek(), symbol)),
    expectWord(word) {
      if (!cursor.takeWord(word)) throw cursor.unexpected();
    },
    expectSymbol(symbol) {
      if (!cursor.takeSymbol(symbol)) throw cursor.unexpected();
    },
    expectName() {
      const token = cursor.peek();
      if (token.kind !== 'name') throw cursor.unexpected();
      at += 1;
      return token.text;
    },
    expectCount() {
      const token = cursor.peek();
      if (token.kind !== 'number' || !/^\d+$/u.test(token.text)) throw cursor.unexpected();
      at += 1;
      return Number(token.text);
    },
    list(parseItem) {
      const items = [parseItem(cursor)];
      while (cursor.takeSymbol(',')) items.push(parseItem(cursor));
      return items;
    },
    unexpected() {
      const { text, place, kind } = cursor.peek();
      const message = kind === 'end' ? 'unexpected token: <EOF>' : `unexpected token: '${text}'`;
      return soqlError('MALFORMED_QUERY', message, query, place);
    },
    nested(parse) {
      depth += 1;
      if (depth > MAX_DEPTH) throw cursor.unexpected();
      const result = parse();
      depth -= 1;
      return result;
    },
  };
  const take = (found: boolean) => {
    if (found) at += 1;
    return found;
  };
  return cursor;
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'name' && token.text.toUpperCase() === word;
}

function isSymbol(token: Token, symbol: string): boolean {
  return token.kind === 'symbol' && token.text === symbol;
}
