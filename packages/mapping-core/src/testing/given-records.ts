import { type RecordId, parseRecordId } from '../salesforce/id.ts';
import { type Column, decodeValue, type RecordValue, type Row } from '../salesforce/record.ts';
import type { Snapshot, SnapshotField } from '../salesforce/snapshot.ts';
import type { Fixture, FixtureRecord } from './fixture.ts';

/** The records of a fixture, found by object and id. */
export interface GivenRecords {
  of(object: string): readonly FixtureRecord[];
  find(object: string, id: RecordId): FixtureRecord | undefined;
  /** The row a query would return; `undefined` where the fixture gives nothing. */
  row(object: string, record: FixtureRecord, columns: readonly Column[]): Row;
}

export function givenRecords({ given }: Fixture, snapshot: Snapshot): GivenRecords {
  const byId = new Map<string, FixtureRecord>();
  for (const [object, records] of Object.entries(given)) {
    for (const record of records) {
      const id = recordIdOf(record);
      if (id !== undefined) byId.set(`${object} ${id}`, record);
    }
  }
  const find = (object: string, id: RecordId): FixtureRecord | undefined => byId.get(`${object} ${id}`);
  const world: World = { snapshot, find };
  return {
    of: (object) => (Object.hasOwn(given, object) ? (given[object] ?? []) : []),
    find,
    row: (object, record, columns) => columns.map((column) => cell(world, [object], record, column, column.path)),
  };
}

/** The id of a record, completed to 18 characters. */
export function recordIdOf(record: FixtureRecord): RecordId | undefined {
  return idOf(record['Id']);
}

export function idOf(value: unknown): RecordId | undefined {
  return typeof value === 'string' ? parseRecordId(value) : undefined;
}

/** A row of a record that Braze does not know yet: what is not given is blank, and a checkbox is false. */
export function completeRow(row: Row, columns: readonly Column[]): Row {
  return columns.map(({ type }, index) => row[index] ?? (type === 'boolean' ? false : null));
}

interface World {
  readonly snapshot: Snapshot;
  find(object: string, id: RecordId): FixtureRecord | undefined;
}

function cell(
  world: World,
  objects: readonly string[],
  record: FixtureRecord,
  { type }: Column,
  path: string,
): RecordValue | undefined {
  const dot = path.indexOf('.');
  if (dot < 0) return Object.hasOwn(record, path) ? ownValue(type, record[path]) : undefined;
  const parent = path.slice(0, dot);
  const lookup = lookupField(world, objects, parent);
  const found = parentRecord(world, record, parent, lookup);
  if (found === null) return null;
  return found && cell(world, lookup?.referenceTo ?? [], found, { path, type }, path.slice(dot + 1));
}

/** Null when the lookup is blank; undefined when the fixture says nothing of the parent. */
function parentRecord(
  world: World,
  record: FixtureRecord,
  name: string,
  lookup: SnapshotField | undefined,
): FixtureRecord | null | undefined {
  const nested = Object.hasOwn(record, name) ? record[name] : undefined;
  if (nested === null) return null;
  if (isRecord(nested)) return nested;
  if (lookup === undefined || !Object.hasOwn(record, lookup.name)) return undefined;
  const target = record[lookup.name];
  if (target === null || target === undefined) return null;
  const id = idOf(target);
  if (id === undefined) return undefined;
  return lookup.referenceTo.map((object) => world.find(object, id)).find((one) => one !== undefined);
}

function lookupField({ snapshot }: World, objects: readonly string[], relationship: string): SnapshotField | undefined {
  for (const object of objects) {
    for (const field of snapshot.objects.get(object)?.fields.values() ?? []) {
      if (field.relationshipName === relationship) return field;
    }
  }
  return undefined;
}

export function isRecord(value: unknown): value is FixtureRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Multi-select values may be written as lists; what no field can hold counts as not given. */
function ownValue(type: Column['type'], value: unknown): RecordValue | undefined {
  if (isRecord(value)) return undefined;
  return decodeValue(type, Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(';') : value);
}
