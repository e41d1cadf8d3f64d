import { type Column, decodeValue, type Row } from '@sf-braze/mapping-core';
import { type Fields, isFields } from './json-fields.ts';

/** Flattens one record of the REST API into the query's columns. A path through a missing parent is blank. */
export function rowFromRecord(record: Fields, columns: readonly Column[]): Row {
  return columns.map(({ path, type }) => decodeValue(type, valueAt(record, path.split('.'))));
}

function valueAt(record: Fields, path: readonly string[]): unknown {
  let value: unknown = record;
  for (const name of path) {
    if (!isFields(value)) return null;
    value = value[name];
  }
  return value;
}
