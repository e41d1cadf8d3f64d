import { id18 } from '../id.ts';
import { readField } from '../field-value.ts';
import type { Row, Value } from '../row.ts';
import type { Snapshot } from '../record-store.ts';
import { type Field, findObject, type ObjectSchema, type Schema } from '../schema.ts';
import type { ChildResult } from './run-query.ts';
import type { Column } from './select-columns.ts';

export interface Projection {
  readonly schema: Schema;
  readonly snapshot: Snapshot;
  /** `/services/data/v67.0`. */
  readonly base: string;
}

export type Json = Value | readonly Json[] | { readonly [key: string]: Json };

type JsonRecord = Record<string, Json>;

/** A row as REST shows it: attributes first, parents nested, `null` for a parent that is not there. */
export async function toJsonRecord(
  projection: Projection,
  columns: readonly Column[],
  row: Row,
  children: (column: Column & { kind: 'children' }, row: Row) => Promise<ChildResult>,
): Promise<JsonRecord> {
  const record: JsonRecord = { attributes: attributesOf(projection, row) };
  for (const column of columns) {
    if (column.kind === 'children') {
      record[column.relationship] = await toChildList(projection, await children(column, row), children);
    } else placeValue(projection, record, column, row);
  }
  return record;
}

/** A single field as REST shows it: `+0000` in datetimes, an object for an address. */
export function toJsonValue(field: Field, value: Value, object: ObjectSchema | undefined, row: Row | undefined): Json {
  if (field.type === 'address' && object !== undefined && row !== undefined) return toAddress(field, object, row);
  if (value === null) return null;
  if (field.type === 'datetime') return String(value).replace('Z', '+0000');
  return field.type === 'reference' || field.type === 'id' ? id18(String(value)) : value;
}

export function attributesOf(projection: Projection, row: Row): JsonRecord {
  return { type: row.object, url: `${projection.base}/sobjects/${row.object}/${row.id}` };
}

function placeValue(projection: Projection, record: JsonRecord, column: Column & { kind: 'field' }, row: Row): void {
  let place = record;
  let current = row;
  for (const hop of column.path.hops) {
    const name = String(hop.relationshipName);
    const id = readField(current, hop);
    const parent = typeof id === 'string' ? projection.snapshot.find(id) : undefined;
    if (parent === undefined) {
      place[name] = null;
      return;
    }
    const nested = (place[name] ?? { attributes: attributesOf(projection, parent) }) as JsonRecord; // only this loop writes relationship names
    place[name] = nested;
    place = nested;
    current = parent;
  }
  const object = findObject(projection.schema, current.object);
  const value = displayed(column, column.path.read(row));
  place[column.alias ?? column.path.leaf.name] = toJsonValue(column.path.leaf, value, object, current);
}

function displayed(column: Column & { kind: 'field' }, value: Value): Value {
  if (column.display === 'TOLABEL') {
    return column.path.leaf.picklistValues?.find((entry) => entry.value === value)?.label ?? value;
  }
  return column.display === 'FORMAT' && value !== null ? String(value) : value;
}

async function toChildList(
  projection: Projection,
  result: ChildResult,
  children: (column: Column & { kind: 'children' }, row: Row) => Promise<ChildResult>,
): Promise<Json> {
  if (result.rows.length === 0) return null;
  const records: Json[] = [];
  for (const row of result.rows) records.push(await toJsonRecord(projection, result.columns, row, children));
  return { totalSize: records.length, done: true, records };
}

/** https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/compound_fields_address.htm */
function toAddress(field: Field, object: ObjectSchema, row: Row): Json {
  const prefix = field.name.slice(0, -'Address'.length);
  const parts = object.fields.filter(({ compoundFieldName }) => compoundFieldName === field.name);
  const entries = parts.map((part): [string, Value] => {
    const name = part.name.slice(prefix.length);
    return [name.charAt(0).toLowerCase() + name.slice(1), readField(row, part)];
  });
  if (entries.every(([, value]) => value === null)) return null;
  return { ...Object.fromEntries(entries), geocodeAccuracy: null };
}
