import { noSuchColumn, noSuchObject, soqlError } from '../errors.ts';
import type { Row, Value } from '../row.ts';
import type { Snapshot } from '../record-store.ts';
import { type Field, findField, findObject, type ObjectSchema, type Schema } from '../schema.ts';
import { readField } from '../field-value.ts';
import type { Path } from './ast.ts';

/** What a query is bound against. */
export interface Binding {
  readonly schema: Schema;
  readonly snapshot: Snapshot;
  /** Milliseconds since 1970: what TODAY is. */
  readonly now: number;
  /** The query's text, for messages. */
  readonly text: string;
}

/** A path that exists, and how to read it. */
export interface ResolvedPath {
  /** The lookup fields on the way, by their canonical names. */
  readonly hops: readonly Field[];
  readonly leaf: Field;
  /** Canonical spelling, joined by dots in CSV headers. */
  readonly names: readonly string[];
  read(row: Row): Value;
}

export function bindObject(binding: Binding, name: string, place: number): ObjectSchema {
  const object = findObject(binding.schema, name);
  if (object === undefined) throw noSuchObject(name, binding.text, place);
  return object;
}

const MAX_LEVELS = 5;

/** Throws INVALID_FIELD for a field or relationship that is not there or not visible. */
export function resolvePath(binding: Binding, object: ObjectSchema, path: Path, alias?: string): ResolvedPath {
  const names = withoutAlias(object, path.names, alias);
  const hops: Field[] = [];
  const steps: ReadonlyMap<string, Field>[] = [];
  let objects: readonly ObjectSchema[] = [object];
  for (const name of names.slice(0, -1)) {
    const step = stepOver(objects, (candidate) => candidate.parentByName.get(name.toLowerCase()));
    const hop = [...step.values()][0];
    if (hop === undefined || hops.length >= MAX_LEVELS) throw unknownRelationship(binding, name, path.place);
    hops.push(hop);
    steps.push(step);
    objects = [...step.values()]
      .flatMap((field) => field.referenceTo ?? [])
      .flatMap((target) => findObject(binding.schema, target) ?? []);
  }
  const last = names.at(-1) ?? '';
  const leaves = stepOver(objects, (candidate) => findField(candidate, last));
  const leaf = [...leaves.values()][0];
  if (leaf === undefined) {
    const entity = objects.length === 1 ? (objects[0]?.name ?? object.name) : 'Name';
    throw noSuchColumn(last, entity, binding.text, path.place);
  }
  return {
    hops,
    leaf,
    names: [...hops.map((hop) => String(hop.relationshipName)), leaf.name],
    read: reader(binding.snapshot, object, steps, leaves, leaf),
  };
}

/** The record that a chain of lookups ends at. */
function followHops(snapshot: Snapshot, row: Row, steps: readonly ReadonlyMap<string, Field>[]): Row | undefined {
  let current: Row | undefined = row;
  for (const step of steps) {
    const field: Field | undefined = current === undefined ? undefined : step.get(current.object);
    const id: Value = current === undefined || field === undefined ? null : readField(current, field);
    current = typeof id === 'string' ? snapshot.find(id) : undefined;
  }
  return current;
}

function reader(
  snapshot: Snapshot,
  object: ObjectSchema,
  steps: readonly ReadonlyMap<string, Field>[],
  leaves: ReadonlyMap<string, Field>,
  leaf: Field,
): (row: Row) => Value {
  if (steps.length === 0 && leaves.has(object.name)) return (row) => readField(row, leaf);
  return (row) => {
    const target = followHops(snapshot, row, steps);
    const field = target === undefined ? undefined : leaves.get(target.object);
    return target === undefined || field === undefined ? null : readField(target, field);
  };
}

/** `Contact.Name` and `c.Name` in `FROM Contact c` are `Name`. */
function withoutAlias(object: ObjectSchema, names: readonly string[], alias: string | undefined): readonly string[] {
  const first = names[0]?.toLowerCase();
  if (names.length === 1) return names;
  if (first === alias?.toLowerCase()) return names.slice(1);
  const isObject = first === object.name.toLowerCase() && !object.parentByName.has(first);
  return isObject ? names.slice(1) : names;
}

function stepOver(
  objects: readonly ObjectSchema[],
  find: (object: ObjectSchema) => Field | undefined,
): ReadonlyMap<string, Field> {
  const found = objects.flatMap((object) => {
    const field = find(object);
    return field === undefined ? [] : [[object.name, field] as const];
  });
  return new Map(found);
}

function unknownRelationship(binding: Binding, name: string, place: number) {
  const message =
    `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be ` +
    `sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for ` +
    `the appropriate names.`;
  return soqlError('INVALID_FIELD', message, binding.text, place);
}
