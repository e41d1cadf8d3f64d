import { kindOf } from './field-value.ts';
import { id18 } from './id.ts';
import type { Value } from './row.ts';
import type { FieldType } from './schema.ts';
import type { ResultView } from './soql/result-view.ts';
import type { Column } from './soql/select-columns.ts';

export const DELIMITERS = { BACKQUOTE: '`', CARET: '^', COMMA: ',', PIPE: '|', SEMICOLON: ';', TAB: '\t' } as const;
export const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' } as const;

export interface CsvFormat {
  readonly delimiter: keyof typeof DELIMITERS;
  readonly lineEnding: keyof typeof LINE_ENDINGS;
}

type FieldColumn = Column & { kind: 'field' };

const PIECE = 65_536;

/** A result page as Bulk API 2.0 writes it, header first, in pieces of about 64 kB. */
export async function* writeCsv(
  view: ResultView,
  ordinals: readonly number[],
  columns: readonly FieldColumn[],
  format: CsvFormat,
): AsyncGenerator<string> {
  const delimiter = DELIMITERS[format.delimiter];
  const end = LINE_ENDINGS[format.lineEnding];
  let piece = columns.map(({ path, alias }) => quote(alias ?? path.names.join('.'))).join(delimiter) + end;
  for (const ordinal of ordinals) {
    const row = view.rowAt(ordinal);
    if (row === undefined) continue;
    piece += columns.map(({ path }) => quote(toCsvText(path.read(row), path.leaf.type))).join(delimiter) + end;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** null is an empty cell; datetimes end in `Z`; doubles are written as Java writes them (`1.0E-7`). */
export function toCsvText(value: Value, type: FieldType): string {
  if (value === null) return '';
  if (typeof value === 'number') return type === 'double' ? javaDouble(value) : plainNumber(value, type);
  return typeof value === 'string' && kindOf(type) === 'id' ? id18(value) : String(value);
}

function quote(text: string): string {
  return `"${text.includes('"') ? text.replaceAll('"', '""') : text}"`;
}

function plainNumber(value: number, type: FieldType): string {
  if (type === 'int') return String(value);
  const plain =
    Math.abs(value) < 1e-6 || Math.abs(value) >= 1e21 ? BigInt(Math.round(value)).toString() : String(value);
  return plain.includes('.') ? plain : `${plain}.0`;
}

/** https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#toString(double) */
function javaDouble(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e7)) {
    const plain = String(value);
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
