import type { TextRange } from './syntax.ts';

export interface Token extends TextRange {
  readonly kind: 'text' | 'number' | 'name' | 'symbol' | 'comment' | 'unknown';
  readonly text: string;
  /** Index of the bracket that closes or opens this one. */
  readonly partner: number | undefined;
}

const TOKEN =
  /(?<text>[rRbB]?(?:'''(?:\\[^]|(?!''')[^])*'''|"""(?:\\[^]|(?!""")[^])*"""|'(?:\\[^]|[^'\\])*'|"(?:\\[^]|[^"\\])*"))|(?<comment>\/\/[^\n]*)|(?<number>\d[\w]*(?:\.\d\w*)?)|(?<name>[A-Za-z_]\w*)|(?<symbol>&&|\|\||[=!<>]=|[-+*/%<>!?:.,()[\]{}])|(?<unknown>[^\s])/gu;

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const kinds = ['text', 'comment', 'number', 'name', 'symbol', 'unknown'] as const;

/** Splits a text into the pieces a reader sees. Total: what is no token is `unknown`, one character at a time. */
export function tokensOf(text: string): readonly Token[] {
  const tokens = [...text.matchAll(TOKEN)].map((match) => ({
    kind: kinds.find((kind) => match.groups?.[kind] !== undefined) ?? 'unknown',
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  const partners = partnersOf(tokens);
  return tokens.map(({ kind, text: piece, start, end }, index) => {
    return { kind, text: piece, start, end, partner: partners.get(index) };
  });
}

function partnersOf(tokens: readonly Pick<Token, 'kind' | 'text'>[]): ReadonlyMap<number, number> {
  const partners = new Map<number, number>();
  const open: number[] = [];
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== 'symbol') continue;
    if (text === '(' || text === '[' || text === '{') open.push(index);
    const opener = open.at(-1);
    if (opener === undefined || CLOSING[text] !== tokens[opener]?.text) continue;
    open.pop();
    partners.set(opener, index).set(index, opener);
  }
  return partners;
}
