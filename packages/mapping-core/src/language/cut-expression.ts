import { type Document, isMap, isScalar, type Pair, Scalar } from 'yaml';
import type { Span } from '../diagnostics/diagnostic.ts';
import { isExpressionPlace } from './expression-places.ts';
import { intendedEnd } from './intended-end.ts';
import type { Path } from './yaml-tree.ts';

/** An expression that YAML has ended before its author did. */
export interface CutExpression {
  /** What should have been quoted. */
  readonly span: Span;
  /** The characters at which YAML ended it. */
  readonly at: string;
}

interface Source {
  readonly text: string;
  readonly document: Document.Parsed;
}

/** Looks whether the value of a pair is the beginning of an expression that goes on behind it. */
export function cutExpression(
  { text, document }: Source,
  { value }: Pair,
  path: Path,
  { keyEnd, inFlow }: { readonly keyEnd: number; readonly inFlow: boolean },
): CutExpression | undefined {
  if (!isExpressionPlace(path)) return undefined;
  const start = valueStart(text, keyEnd);
  if (start === undefined) return undefined;
  const cut = (yamlEnd: number, end: number): CutExpression | undefined =>
    end > yamlEnd ? { span: { start, end }, at: delimiter(text, yamlEnd) } : undefined;
  const failed = (from: number, to: number): boolean =>
    document.errors.some(({ pos }) => from <= pos[0] && pos[0] < to);

  if (isScalar(value) && value.tag !== undefined)
    return { span: { start, end: intendedEnd(text, start, inFlow) }, at: '!' };
  if (isScalar(value) && value.range) {
    const yamlEnd = value.range[1];
    if (value.type === Scalar.PLAIN) return cut(yamlEnd, intendedEnd(text, start, inFlow));
    if (value.type !== Scalar.QUOTE_SINGLE && value.type !== Scalar.QUOTE_DOUBLE) return undefined;
    const end = intendedEnd(text, yamlEnd, inFlow);
    if (end <= yamlEnd || !failed(yamlEnd, end)) return undefined;
    return { span: { start, end }, at: text.charAt(yamlEnd - 1) };
  }
  if (isMap(value) && value.flow !== true && value.range && value.range[0] <= start + 1) {
    const end = intendedEnd(text, start, inFlow);
    return failed(start, end) ? { span: { start, end }, at: ': ' } : undefined;
  }
  return undefined;
}

/** Offset of the value that begins on the line of its key. */
function valueStart(text: string, keyEnd: number): number | undefined {
  const match = /\s*:[ \t]+(?=\S)/y;
  match.lastIndex = keyEnd;
  return match.test(text) ? match.lastIndex : undefined;
}

function delimiter(text: string, at: number): string {
  return /^\s*(?:#|: ?|\S)/.exec(text.slice(at, at + 40))?.[0] ?? '';
}
