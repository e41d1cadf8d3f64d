import { ofText, ofTexts } from './compile.ts';
import type { FunctionEntry } from './entry.ts';
import { plainText } from './plain-text.ts';
import { separator, text } from './parameters.ts';
import { trimWhiteSpace } from './white-space.ts';

const LETTER_AT_START = /(?<=^|[\s-])\p{L}/gu;

/** Functions from text to text. Lengths count code points. */
export const textFunctions: readonly FunctionEntry[] = [
  {
    name: 'trim',
    parameters: [text],
    result: 'string',
    nullable: false,
    sql: 'same',
    doc: 'Cuts all Unicode white space off both ends.',
    example: { text: "trim('  Ada ')", result: 'Ada' },
    compile: ofText(trimWhiteSpace),
  },
  {
    name: 'lower',
    parameters: [text],
    result: 'string',
    nullable: false,
    sql: 'same',
    doc: 'Small letters, by no locale.',
    example: { text: "lower('Ada@Acme.Example')", result: 'ada@acme.example' },
    compile: ofText((value) => value.toLowerCase()),
  },
  {
    name: 'upper',
    parameters: [text],
    result: 'string',
    nullable: false,
    sql: 'same',
    doc: 'Capital letters, by no locale.',
    example: { text: "upper('de')", result: 'DE' },
    compile: ofText((value) => value.toUpperCase()),
  },
  {
    name: 'title',
    parameters: [text],
    result: 'string',
    nullable: false,
    sql: 'none',
    doc: 'A capital at the start and after each space and hyphen, small letters elsewhere.',
    example: { text: "title('ada BYRON-king')", result: 'Ada Byron-King' },
    compile: ofText((value) => value.toLowerCase().replaceAll(LETTER_AT_START, (letter) => letter.toUpperCase())),
  },
  {
    name: 'text',
    parameters: [text],
    result: 'string',
    nullable: false,
    sql: 'none',
    doc: 'HTML as plain text: tags out, `<br>` and block ends become line breaks, entities decoded, ends trimmed.',
    example: { text: "text('<p>R&amp;D<br>team</p>')", result: 'R&D\nteam' },
    compile: ofText(plainText),
  },
  {
    name: 'truncate',
    parameters: [text, { name: 'n', types: ['number'], refuses: notACount }],
    result: 'string',
    nullable: false,
    sql: 'same',
    doc: 'The first `n` characters.',
    example: { text: "truncate('Ada Byron', 3)", result: 'Ada' },
    compile:
      ([value, count]) =>
      (row, run) => {
        const whole = value?.(row, run);
        const limit = count?.(row, run);
        return typeof whole === 'string' && typeof limit === 'number' ? firstCharacters(whole, limit) : null;
      },
  },
  {
    name: 'startsWith',
    parameters: [text, { name: 't', types: ['string'] }],
    result: 'boolean',
    nullable: false,
    sql: 'same',
    doc: 'Whether a text begins with another; case counts.',
    example: { text: "startsWith('Acme Corp', 'Acme')", result: true },
    compile: ofTexts((whole, part) => whole.startsWith(part)),
  },
  {
    name: 'endsWith',
    parameters: [text, { name: 't', types: ['string'] }],
    result: 'boolean',
    nullable: false,
    sql: 'same',
    doc: 'Whether a text ends with another; case counts.',
    example: { text: "endsWith('ada@acme.example', '@acme.example')", result: true },
    compile: ofTexts((whole, part) => whole.endsWith(part)),
  },
  {
    name: 'split',
    parameters: [text, { ...separator, refuses: (literal) => (literal === '' ? {} : undefined) }],
    result: 'list',
    nullable: false,
    sql: 'same',
    doc: 'The pieces between separators, trimmed; blank ones are dropped.',
    example: { text: "split('a; b;;c', ';')", result: ['a', 'b', 'c'] },
    compile: ofTexts((whole, between) => {
      const pieces = between === '' ? [whole] : whole.split(between);
      return pieces.map(trimWhiteSpace).filter((piece) => piece !== '');
    }),
  },
  {
    name: 'domain',
    parameters: [{ name: 'email', types: ['string'] }],
    result: 'string',
    nullable: true,
    sql: 'same',
    doc: 'What stands behind the last `@`, in small letters; blank without one.',
    example: { text: "domain('ada@Acme.Example')", result: 'acme.example' },
    compile: ofText((email) => {
      const at = email.lastIndexOf('@');
      return (at === -1 ? '' : trimWhiteSpace(email.slice(at + 1)).toLowerCase()) || null;
    }),
  },
];

function notACount(literal: string | number): object | undefined {
  return typeof literal === 'number' && Number.isInteger(literal) && literal >= 0 ? undefined : {};
}

/** Never cuts inside a surrogate pair. */
function firstCharacters(whole: string, count: number): string {
  if (whole.length <= count) return whole;
  let end = 0;
  for (let taken = 1; taken <= count && end < whole.length; taken++) {
    end += (whole.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return whole.slice(0, end);
}
