import type { SyntaxProblem, TextRange } from './syntax.ts';

const LIMITS: Readonly<Record<string, string>> = { maxAstNodes: '2,000 nodes', maxDepth: '64 levels' };

/** What the parser throws, as far as it is read here. */
export interface ReadingError {
  readonly code: string;
  /** The parser's own sentence, which names tokens and limits. */
  readonly summary: string;
  readonly range?: TextRange;
}

/** How the parser's tokens are written. */
const WRITTEN: Readonly<Record<string, string>> = {
  LPAREN: '`(`',
  RPAREN: '`)`',
  RBRACKET: '`]`',
  COLON: '`:`',
  IDENTIFIER: 'a name',
};

/** What the parser found wrong, in words and with the range it stumbled over. */
export function readingProblem(text: string, error: ReadingError): SyntaxProblem {
  const range = rangeOf(text, error);
  if (error.code === 'limit_exceeded') {
    const limit = /Exceeded (\w+)/.exec(error.summary)?.[1] ?? '';
    return { code: 'mapping/expression-too-large', limit: LIMITS[limit] ?? '2,000 nodes', ...range };
  }
  return { code: 'mapping/invalid-expression', reason: reasonOf(text, error, range), ...range };
}

function rangeOf(text: string, error: ReadingError): TextRange {
  const start = Math.min(error.range?.start ?? 0, text.length);
  const end = Math.min(Math.max(error.range?.end ?? start, start), text.length);
  // A character outside the first plane has two units; the parser stops at the first.
  const whole = (text.codePointAt(start) ?? 0) > 0xffff ? start + 2 : end;
  return { start, end: Math.max(end, whole) };
}

function reasonOf(text: string, error: ReadingError, { start, end }: TextRange): string {
  const found = start >= text.length ? 'the end' : `\`${text.slice(start, Math.max(end, start + 1))}\``;
  switch (error.code) {
    case 'expected_token': {
      const expected = /Expected (\w+)/.exec(error.summary)?.[1] ?? '';
      return `${WRITTEN[expected] ?? 'something else'} is expected before ${found}`;
    }
    case 'unexpected_token':
      if (text.trim() === '') return 'it is empty';
      return start >= text.length ? 'it ends too early' : `${found} cannot stand here`;
    case 'unexpected_character':
      return unexpected(text, start, found);
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
      return 'the text is not closed';
    case 'newline_in_string':
      return "a text holds a line break, which only `'''…'''` can";
    case 'reserved_identifier':
      return `${found} is a reserved word`;
    case 'invalid_number':
    case 'invalid_exponent':
    case 'invalid_integer':
      return 'the number cannot be read';
    default:
      return error.code.includes('escape') || error.code.includes('surrogate')
        ? `${found} is no escape that text can hold`
        : `${found} cannot stand here`;
  }
}

function unexpected(text: string, start: number, found: string): string {
  const character = text[start];
  if (character === '=') return 'a single `=` has no meaning; equality is written `==`';
  if (character === '&') return 'a single `&` has no meaning; “and” is written `&&`';
  return /[\w'"([]/.test(character ?? '') ? `an operator is missing before ${found}` : `${found} cannot stand here`;
}
