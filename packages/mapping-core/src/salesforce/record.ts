import { type FieldType, valueKind } from './field-types.ts';
import { parseRecordId } from './id.ts';

/**
 * A field value inside the engine. Dates are `YYYY-MM-DD`, datetimes `YYYY-MM-DDThh:mm:ss.sssZ`
 * (so both compare as text), ids have 18 characters, multi-select picklists are sorted lists of unique texts.
 */
export type RecordValue = string | number | boolean | readonly string[] | null;

/** One column of a query: a field path from the queried object, and the type of the field it ends in. */
export interface Column {
  readonly path: string;
  readonly type: FieldType;
}

/** One record: values in the order of the query's columns. `undefined` is “not given”, and only fixtures have it. */
export type Row = readonly (RecordValue | undefined)[];

/**
 * Reads the text of a CSV cell or a JSON value of the REST API. Blank is null: Salesforce stores no empty
 * text, and a checkbox is blank only where a path leads through a missing parent.
 */
export function decodeValue(type: FieldType, raw: unknown): RecordValue {
  if (raw === null || raw === undefined || raw === '') return null;
  switch (valueKind(type)) {
    case 'number':
      return typeof raw === 'number' ? raw : Number(raw);
    case 'boolean':
      return raw === true || raw === 'true';
    case 'list':
      return [...new Set(text(raw).split(';'))].filter((part) => part !== '').toSorted();
    case 'datetime':
      return canonicalDatetime(text(raw));
    case 'string':
      return type === 'id' || type === 'reference' ? (parseRecordId(text(raw)) ?? text(raw)) : text(raw);
    case 'date':
    case 'unmappable':
      return text(raw);
  }
}

// Every character is `*` or `X`; some masks keep punctuation and the last four.
const MASKED = /^(?:\*|[*X]{2}[*X -]*\w{0,4})$/;

/** Whether this is what users without *View Encrypted Data* read instead of the value. */
export function isMasked({ type }: Column, value: RecordValue | undefined): boolean {
  return type === 'encryptedstring' && typeof value === 'string' && MASKED.test(value);
}

const IN_SECONDS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** REST says `+0000` without a colon, Bulk says `Z`; both become `Z` with milliseconds. */
export function canonicalDatetime(value: string): string {
  if (value.length === 24 && value.endsWith('Z')) return value;
  if (value.length === 28 && value.endsWith('+0000')) return `${value.slice(0, 23)}Z`;
  if (IN_SECONDS.test(value)) return `${value.slice(0, 19)}.000Z`;
  const time = Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}

function text(raw: unknown): string {
  return typeof raw === 'string' ? raw : JSON.stringify(raw);
}
