import type { RecordId } from './id.ts';
import type { Column } from './record.ts';

export interface SelectInput {
  readonly object: string;
  readonly columns: readonly Column[];
  /** A condition made by the SOQL emitter; undefined reads everything. */
  readonly where: string | undefined;
  /** Window over `SystemModstamp`: ISO times, `from` inclusive, `to` exclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only rows whose field holds one of these ids. */
  readonly ids?: { readonly field: string; readonly values: readonly RecordId[] } | undefined;
  /** For `queryAll`: deleted rows come whether `where` keeps them or not, so that no deletion is missed. */
  readonly includeDeleted?: boolean | undefined;
}

/**
 * The query of one read. Never ORDER BY: it makes Bulk jobs slow, and no reader depends on an order.
 * Throws for a compound column, which Bulk refuses; checked mappings have none.
 */
export function selectQuery(input: SelectInput): string {
  const compound = input.columns.find(({ type }) => type === 'address' || type === 'location');
  if (compound !== undefined) throw new Error(`${compound.path} is a compound field and cannot be selected`);
  const conditions = [scope(input), window(input), membership(input)].filter((one) => one !== undefined);
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${input.columns.map(({ path }) => path).join(', ')} FROM ${input.object}${where}`;
}

/** A SOQL text literal. https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm */
function textLiteral(text: string): string {
  return `'${text.replaceAll(/[\\'"\n\r\t\b\f]/g, (character) => escapes.get(character) ?? character)}'`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ["'", "\\'"],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\b', '\\b'],
  ['\f', '\\f'],
]);

function scope({ where, includeDeleted }: SelectInput): string | undefined {
  if (where === undefined) return undefined;
  return includeDeleted === true ? `((${where}) OR IsDeleted = true)` : `(${where})`;
}

function window({ from, to }: SelectInput): string | undefined {
  const bounds = [
    ...(from === undefined ? [] : [`SystemModstamp >= ${datetimeLiteral(from)}`]),
    ...(to === undefined ? [] : [`SystemModstamp < ${datetimeLiteral(to)}`]),
  ];
  return bounds.length === 0 ? undefined : bounds.join(' AND ');
}

function membership({ ids }: SelectInput): string | undefined {
  return ids && `${ids.field} IN (${ids.values.map(textLiteral).join(', ')})`;
}

/** Datetimes stand without quotes, so nothing but a time may get here. */
function datetimeLiteral(time: string): string {
  return new Date(time).toISOString();
}
