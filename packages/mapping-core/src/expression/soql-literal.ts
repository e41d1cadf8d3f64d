import type { RecordValue } from '../salesforce/record.ts';
import type { SnapshotField } from '../salesforce/snapshot.ts';
import { valueKind } from '../salesforce/field-types.ts';
import { parseRecordId } from '../salesforce/id.ts';
import { trimWhiteSpace } from './functions/white-space.ts';

const MAX_DIGITS = 15;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/**
 * In a pattern, `%` and `_` are escaped too. A backslash becomes `_`, any one character: whether `LIKE` reads an escaped
 * backslash once more is not documented, and this matches under both readings.
 */
const PATTERN_ESCAPES: Readonly<Record<string, string>> = { ...ESCAPES, '%': '\\%', _: '\\_', '\\': '_' };
/** What cannot travel in a query, or has no escape in SOQL. */
const UNSENDABLE = /(?![\n\r\t])[\p{Cs}\p{Cc}]/u;

/** A text constant in SOQL, or nothing when SOQL cannot carry it unchanged. */
export function soqlText(text: string): string | undefined {
  if (UNSENDABLE.test(text)) return undefined;
  return `'${text.replaceAll(/[\\'\n\r\t]/g, (character) => ESCAPES[character] ?? character)}'`;
}

/** A `LIKE` pattern that matches every text with this piece at its place. */
export function soqlPattern(piece: string, place: 'start' | 'end' | 'anywhere'): string | undefined {
  if (piece === '' || UNSENDABLE.test(piece)) return undefined;
  const pattern = piece.replaceAll(/[\\'\n\r\t%_]/g, (character) => PATTERN_ESCAPES[character] ?? character);
  return `'${place === 'start' ? '' : '%'}${pattern}${place === 'end' ? '' : '%'}'`;
}

/** A constant to compare a field with, or nothing when the comparison could drop a record. */
export function soqlConstant(field: SnapshotField, value: RecordValue): string | undefined {
  if (typeof value === 'string') return textual(field, value);
  if (typeof value === 'boolean') return field.type === 'boolean' ? String(value) : undefined;
  return typeof value === 'number' && valueKind(field.type) === 'number' ? soqlNumber(field, value) : undefined;
}

function textual(field: SnapshotField, value: string): string | undefined {
  if (field.type === 'date' || field.type === 'datetime') return isSoqlDate(value) ? value : undefined;
  if (field.type === 'id' || field.type === 'reference') return parseRecordId(value) && soqlText(value);
  // Times are no texts in SOQL, and blanks at the ends may be cut off.
  const same = value !== '' && trimWhiteSpace(value) === value;
  return same && valueKind(field.type) === 'string' && field.type !== 'time' ? soqlText(value) : undefined;
}

/** SOQL knows the years 1700 to 4000. */
function isSoqlDate(value: string): boolean {
  return value >= '1700-01-01' && value < '4001';
}

function soqlNumber(field: SnapshotField, value: number): string | undefined {
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text) || text.replaceAll(/\D/g, '').length > MAX_DIGITS) return undefined;
  const whole = field.type === 'int' || field.type === 'long';
  return whole && !Number.isInteger(value) ? undefined : text;
}
