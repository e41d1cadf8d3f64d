import { toStored } from './field-value.ts';
import { id18, isId, numberedId } from './id.ts';
import { issue, nowText, type Org, USER_ID } from './org.ts';
import { derivedFields } from './derived-fields.ts';
import { findRelation, followAccount } from './direct-relations.ts';
import { isKept, keptRow, type KeptRow, type RawRecord, type Row, type Value } from './row.ts';
import type { FieldDefinition, ObjectDefinition } from './schema.ts';

/** Ids given out stand in a block after the seed's and the generated ones. */
const NEW_BLOCK = '5g00002';

/**
 * Writes records of one object and returns their ids, in order. A record with an Id that exists is merged into it.
 * - SystemModstamp and LastModifiedDate become now, unless the record brings its own, or only formula fields are given.
 * - A nested parent (`"Owner": {"Email": "a@b.example"}`) is found by its values, or made.
 * - `"attributes": {"commitAt": "2026-11-23T10:05:00Z"}` keeps the stamped record invisible until then.
 * - `"IsDeleted": true` puts it into the recycle bin.
 * Throws an Error that says which record is wrong; earlier ones of the list are then written.
 */
export function upsertRecords(org: Org, object: string, records: readonly unknown[]): readonly string[] {
  const definition = definitionOf(org, object);
  return records.map((record, index) => {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      throw new Error(`${object}[${index}] must be an object`);
    }
    return upsertRecord(org, definition, record as Readonly<Record<string, unknown>>, `${object}[${index}]`); // a plain object, checked above
  });
}

/** Changes stored values by their sources, and stamps the record. */
export function touchRecord(org: Org, row: Row, values: RawRecord): KeptRow {
  const stamp = nowText(org);
  const record = {
    ...rawOf(org, row),
    ...values,
    SystemModstamp: stamp,
    LastModifiedDate: stamp,
    LastModifiedById: USER_ID,
  };
  const written = keptRow(row.object, record, isKept(row) ? row.deletion : undefined);
  org.store.put(written);
  return written;
}

/** All stored values of a row, generated ones made now. */
export function rawOf(org: Org, row: Row): RawRecord {
  if (isKept(row)) return row.record;
  const entries = definitionOf(org, row.object).fields.map((field): [string, Value] => {
    const source = field.source ?? field.name;
    return [source, row.get(source)];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

function newId(org: Org, object: string): string {
  return numberedId(definitionOf(org, object).keyPrefix, NEW_BLOCK, issue(org, object));
}

function definitionOf(org: Org, object: string): ObjectDefinition {
  const definition = org.schema.definition.objects.find(({ name }) => name.toLowerCase() === object.toLowerCase());
  if (definition === undefined) throw new Error(`no object ${object}`);
  return definition;
}

function upsertRecord(
  org: Org,
  definition: ObjectDefinition,
  given: Readonly<Record<string, unknown>>,
  place: string,
): string {
  const { name: object, keyPrefix } = definition;
  const givenId = given['Id'];
  if (givenId !== undefined && (typeof givenId !== 'string' || !isId(givenId) || !givenId.startsWith(keyPrefix))) {
    throw new Error(`${place}.Id: ${JSON.stringify(givenId)} is no id of ${object}`);
  }
  const known =
    object === 'AccountContactRelation' ? findRelation(org, given['ContactId'], given['AccountId']) : undefined;
  const id = givenId === undefined ? (known?.id ?? newId(org, object)) : id18(givenId);
  const existing = org.store.find(id);
  const values = readValues(org, definition, given, existing, place);
  const isFormulaOnly =
    existing !== undefined &&
    given['SystemModstamp'] === undefined &&
    values.calculated &&
    Object.keys(values.record).length > 0;
  const before = existing === undefined ? newRecord(org, definition, id) : rawOf(org, existing);
  const stamp = typeof values.record['SystemModstamp'] === 'string' ? values.record['SystemModstamp'] : nowText(org);
  const stamps = isFormulaOnly ? {} : { SystemModstamp: stamp, LastModifiedDate: stamp };
  const created = existing === undefined ? { CreatedDate: stamp } : {};
  const merged: RawRecord = { ...before, ...created, ...stamps, ...values.record };
  const record: RawRecord = { ...merged, ...derivedFields(object, merged, values.record) };
  const isDeleted = record['IsDeleted'] === true;
  const deletion = existing !== undefined && isKept(existing) ? existing.deletion : undefined;
  const row = keptRow(object, record, isDeleted ? (deletion ?? { at: Date.parse(stamp), root: id }) : undefined);
  commit(org, row, given['attributes'], place);
  const hasMoved = object === 'Contact' && row.get('AccountId') !== (existing?.get('AccountId') ?? null);
  if (hasMoved) followAccount(org, row);
  return id;
}

function commit(org: Org, row: KeptRow, attributes: unknown, place: string): void {
  const commitAt =
    typeof attributes === 'object' && attributes !== null && 'commitAt' in attributes ? attributes.commitAt : undefined;
  if (commitAt === undefined) {
    org.store.put(row);
    return;
  }
  const time =
    typeof commitAt === 'number' ? commitAt : typeof commitAt === 'string' ? Date.parse(commitAt) : Number.NaN;
  if (Number.isNaN(time)) throw new Error(`${place}.attributes.commitAt: ${JSON.stringify(commitAt)} is no time`);
  org.transactions.push({ openedAt: org.clock.now(), commitAt: time, row });
}

function newRecord(org: Org, definition: ObjectDefinition, id: string): RawRecord {
  const has = (name: string) => definition.fields.some((field) => field.name === name);
  return {
    Id: id,
    ...(has('IsDeleted') ? { IsDeleted: false } : {}),
    ...(has('CreatedById') ? { CreatedById: USER_ID, LastModifiedById: USER_ID } : {}),
    ...(has('OwnerId') ? { OwnerId: USER_ID } : {}),
    ...(org.schema.definition.switches.multiCurrency && has('CurrencyIsoCode') ? { CurrencyIsoCode: 'USD' } : {}),
  };
}

function readValues(
  org: Org,
  definition: ObjectDefinition,
  given: Readonly<Record<string, unknown>>,
  existing: Row | undefined,
  place: string,
): { readonly record: RawRecord; readonly calculated: boolean } {
  const record: Record<string, Value> = {};
  let calculated = true;
  for (const [name, value] of Object.entries(given)) {
    if (name === 'attributes' || name === 'Id') continue;
    const field = definition.fields.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    const lookup = definition.fields.find(
      ({ relationshipName }) => relationshipName?.toLowerCase() === name.toLowerCase(),
    );
    if (field !== undefined) {
      const stored = toStored(value, field.type);
      if (stored === undefined) throw new Error(`${place}.${name}: ${JSON.stringify(value)} is no ${field.type}`);
      record[field.source ?? field.name] = field.type === 'reference' ? checkedId(stored, `${place}.${name}`) : stored;
      if (field.calculated !== true) calculated = false;
    } else if (lookup !== undefined) {
      const source = lookup.source ?? lookup.name;
      const parent = parentId(
        org,
        lookup,
        value,
        given[lookup.name] ?? existing?.get(source) ?? null,
        `${place}.${name}`,
      );
      record[source] = parent;
      calculated = false;
    } else throw new Error(`${place}: ${definition.name} has no field ${name}`);
  }
  return { record, calculated };
}

function checkedId(value: Value, place: string): Value {
  if (value === null) return null;
  if (!isId(String(value))) throw new Error(`${place}: ${JSON.stringify(value)} is no id`);
  return id18(String(value));
}

/** Values that tell which record is meant; others describe the parent that is linked already. */
const NAMING = new Set(['Id', 'Name', 'Email', 'Username', 'DeveloperName', 'LastName']);

function parentId(org: Org, lookup: FieldDefinition, value: unknown, linked: unknown, place: string): Value {
  if (value === null) return null;
  if (typeof value !== 'object') throw new Error(`${place} must be an object or null`);
  const wanted = Object.entries(value).filter(([name]) => name !== 'attributes');
  const targets = lookup.referenceTo ?? [];
  const target = targets[0];
  if (target === undefined) throw new Error(`${place}: nothing to look up`);
  if (typeof linked === 'string' && !wanted.some(([name]) => NAMING.has(name))) {
    return upsertRecords(org, target, [{ ...value, Id: linked }])[0] ?? null;
  }
  for (const candidate of targets) {
    const { others } = org.store.snapshot().table(candidate);
    const found = others.find((row) => wanted.every(([name, part]) => row.get(name) === part));
    if (found !== undefined) return found.id;
  }
  return upsertRecords(org, target, [value])[0] ?? null;
}
