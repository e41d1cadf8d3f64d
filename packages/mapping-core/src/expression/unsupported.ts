import type { SyntaxProblem } from './syntax.ts';
import type { Token } from './tokens.ts';

const MACROS: ReadonlySet<string> = new Set(['has', 'all', 'exists', 'exists_one', 'filter', 'map', 'matches', 'bind']);

/** Everything in a text that CEL or a template language would know and this language does not. */
export function unsupportedSyntax(tokens: readonly Token[]): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  let until = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.start < until) continue;
    const last = lastToken(tokens, index, token);
    if (last === undefined) continue;
    const end = Math.max(last.end, token.end);
    problems.push({
      code: 'mapping/unsupported-syntax',
      syntax: shown(tokens, token, end),
      start: token.start,
      end,
    });
    until = end;
  }
  return problems;
}

/** The last token of the piece that begins here, or nothing when the token is part of the language. */
function lastToken(tokens: readonly Token[], index: number, token: Token): Token | undefined {
  const next = tokens[index + 1];
  switch (token.kind) {
    case 'comment':
      return token;
    case 'text':
      return /^[bB]/.test(token.text) ? token : undefined;
    case 'number':
      return /^0[xX]|[uU]$/.test(token.text) ? token : undefined;
    case 'name':
      return MACROS.has(token.text) && next?.text === '(' ? token : undefined;
    case 'symbol':
      return isMapOrIndex(token, tokens[index - 1]) ? closing(tokens, token) : undefined;
    case 'unknown':
      if (token.text === '@') return next?.kind === 'name' && next.start === token.end ? next : token;
      return token.text === '|' ? token : undefined;
  }
}

function isMapOrIndex(token: Token, previous: Token | undefined): boolean {
  if (token.text === '{') return true;
  if (token.text !== '[' || previous === undefined) return false;
  if (previous.kind === 'symbol') return previous.text === ')' || previous.text === ']';
  return previous.kind === 'name' ? previous.text !== 'in' : previous.kind === 'text';
}

function closing(tokens: readonly Token[], token: Token): Token {
  return (token.partner === undefined ? undefined : tokens[token.partner]) ?? token;
}

/** At most 40 characters of what was written. */
function shown(tokens: readonly Token[], first: Token, end: number): string {
  const text = tokens
    .filter((token) => token.start >= first.start && token.end <= end)
    .map((token) => token.text)
    .join('');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
