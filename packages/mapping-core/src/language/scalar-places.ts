import { Scalar } from 'yaml';
import type { Span } from '../diagnostics/diagnostic.ts';

/** One character, or surrogate half, of a decoded text and where it stands in the file. */
interface Unit {
  readonly text: string;
  readonly span: Span;
}

/** Several times what an expression may have; following more would take long and help nobody. */
const MAX_SOURCE = 20_000;
const MAX_INDENT = 200;

/**
 * Where each UTF-16 unit of a scalar's text stands in the file: quotes, escapes, folding and indentation
 * (YAML 1.2.2 §7.3, §8.1) move it. Empty when the source cannot be followed.
 */
export function placesInScalar(source: string, scalar: Scalar): readonly Span[] {
  const { value, range } = scalar;
  if (typeof value !== 'string' || !range || range[1] - range[0] > MAX_SOURCE) return [];
  const [start, end] = range;
  const candidates = readings(source, { start, end }, scalar.type);
  for (const units of candidates) {
    if (units.map((unit) => unit.text).join('') === value) return units.flatMap(perUnit);
  }
  return [];
}

function* readings(source: string, span: Span, type: Scalar['type']): Iterable<readonly Unit[]> {
  const inner = { start: span.start + 1, end: span.end - 1 };
  switch (type) {
    case Scalar.QUOTE_DOUBLE:
      yield [...tokens(source, inner, DOUBLE)];
      return;
    case Scalar.QUOTE_SINGLE:
      yield [...tokens(source, inner, SINGLE)];
      return;
    case Scalar.BLOCK_LITERAL:
    case Scalar.BLOCK_FOLDED:
      yield* blockReadings(source, span, type === Scalar.BLOCK_FOLDED);
      return;
    case Scalar.PLAIN:
    case undefined:
      yield [...tokens(source, span, PLAIN)];
  }
}

function perUnit({ text, span }: Unit): Span[] {
  return Array.from({ length: text.length }, (_, index) =>
    text.length === span.end - span.start ? { start: span.start + index, end: span.start + index + 1 } : span,
  );
}

// Each alternative starts with another character, so that no text makes them backtrack far.
const PLAIN = /(?<fold>[ \t]*\r?\n\s*)|(?<text>[^])/gy;
const SINGLE = /(?<fold>[ \t]*\r?\n\s*)|(?<quote>'')|(?<text>[^])/gy;
const DOUBLE =
  /(?<joined>\\\r?\n[ \t]*)|(?<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^]))|(?<fold>[ \t]*\r?\n\s*)|(?<text>[^])/gy;

function* tokens(source: string, { start, end }: Span, token: RegExp): Iterable<Unit> {
  const body = source.slice(0, end);
  const reader = new RegExp(token);
  reader.lastIndex = start;
  for (let match = reader.exec(body); match !== null; match = reader.exec(body)) {
    const text = decoded(match);
    if (text !== '') yield { text, span: { start: match.index, end: reader.lastIndex } };
  }
}

function decoded({ groups = {}, 0: whole }: RegExpExecArray): string {
  if (groups['fold'] !== undefined) {
    const breaks = whole.split('\n').length - 1;
    return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
  }
  if (groups['joined'] !== undefined) return '';
  if (groups['quote'] !== undefined) return "'";
  return groups['escape'] === undefined ? whole : unescaped(whole);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

function unescaped(escape: string): string {
  const letter = escape.charAt(1);
  if (escape.length === 2) return escapes.get(letter) ?? letter;
  const code = Number.parseInt(escape.slice(2), 16);
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}

/** The indentation of a block is only known for sure from its text, so every possible one is a reading. */
function* blockReadings(source: string, { start, end }: Span, folded: boolean): Iterable<readonly Unit[]> {
  const header = source.indexOf('\n', start) + 1;
  if (header === 0 || header > end) return;
  const lines = linesOf(source, header, end);
  const first = lines.find((line) => source.slice(line.start, line.end).trim() !== '');
  const widest =
    first === undefined ? 0 : first.end - first.start - source.slice(first.start, first.end).trimStart().length;
  for (let indent = Math.min(widest, MAX_INDENT); indent >= 0; indent--) {
    const raw = lines.flatMap((line) => charactersOf(source, { start: indented(source, line, indent), end: line.end }));
    for (const kept of chomped(raw)) yield folded ? foldedBlock(kept) : kept;
  }
}

/** Where the text of a line begins; a blank line may have less than the indentation. */
function indented(source: string, { start, end }: Span, indent: number): number {
  return start + Math.min(indent, source.slice(start, end).replace(/\r?\n$/, '').length);
}

/** With all, with one, and with no line break at the end: `|+`, `|`, `|-`. */
function chomped(raw: readonly Unit[]): (readonly Unit[])[] {
  const last = raw.findLastIndex((unit) => unit.text !== '\n');
  return [raw.slice(0, last + 2), raw.slice(0, last + 1), raw];
}

/** Lines become one when both begin with a character; of the breaks between paragraphs, one is dropped (YAML 1.2.2 §8.1.3). */
function foldedBlock(raw: readonly Unit[]): readonly Unit[] {
  const lastText = raw.findLastIndex((unit) => unit.text !== '\n');
  const spaced = (unit: Unit | undefined): boolean => unit?.text === ' ' || unit?.text === '\t';
  const out: Unit[] = [];
  let lineStart = 0;
  for (let index = 0; index < raw.length; index++) {
    const unit = raw[index];
    if (unit === undefined) continue;
    if (unit.text !== '\n' || index > lastText) {
      out.push(unit);
      continue;
    }
    let next = index + 1;
    while (raw[next]?.text === '\n') next++;
    const breaks = next - index;
    const keepsAll = index === 0 || spaced(raw[lineStart]) || spaced(raw[next]);
    const kept = keepsAll ? breaks : breaks - 1;
    if (kept === 0) out.push({ text: ' ', span: unit.span });
    else out.push(...raw.slice(next - kept, next));
    lineStart = next;
    index = next - 1;
  }
  return out;
}

function linesOf(source: string, start: number, end: number): Span[] {
  const lines: Span[] = [];
  for (let at = start; at < end;) {
    const newline = source.indexOf('\n', at);
    const stop = newline < 0 || newline >= end ? end : newline + 1;
    lines.push({ start: at, end: stop });
    at = stop;
  }
  return lines;
}

function charactersOf(source: string, { start, end }: Span): Unit[] {
  const units: Unit[] = [];
  for (let at = start; at < end; at++) {
    const text = source.charAt(at);
    if (text === '\r' && source.charAt(at + 1) === '\n') continue;
    units.push({ text, span: { start: at, end: at + 1 } });
  }
  return units;
}
