/**
 * Characters that could move a cursor, hide text or end a line: controls, line separators,
 * bidirectional controls and lone surrogates. They reach a terminal only as `\u{…}`.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const named: Readonly<Record<string, string>> = { '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` };

/** The text with everything escaped that is not plainly visible. Nobody outside controls what a terminal does. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => named[character] ?? escape(character));
}

function escape(character: string): string {
  return String.raw`\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
