import { isDeepStrictEqual } from 'node:util';
import {
  type AttributeObject,
  type AttributeValue,
  fitting,
  toNested,
  toObjectArray,
  toScalarArray,
} from './attribute-values.ts';
import { isList, isObject, type JsonObject, listOf } from './json-value.ts';

/** `{"inc": n}`, `{"add": […], "remove": […]}` or `{"$add": …, "$remove": …, "$update": …}`. */
export type Operator = 'inc' | 'array' | 'objects';

/** Which operators an object value is made of; `undefined` when it is a plain object. */
export function operatorOf(value: JsonObject): Operator | undefined {
  const keys = Object.keys(value);
  if (keys.length === 0) return undefined;
  if (keys.length === 1 && typeof value['inc'] === 'number') return 'inc';
  if (keys.every((key) => (key === 'add' || key === 'remove') && isList(value[key]))) return 'array';
  return keys.every((key) => ['$add', '$remove', '$update'].includes(key)) ? 'objects' : undefined;
}

export interface OperatorContext {
  readonly arrayMax: number;
  /** `_merge_objects` of the attributes object. */
  readonly mergeObjects: boolean;
}

/** The attribute after the operators; `undefined` when the update is ignored. */
export function applyOperator(
  operator: Operator,
  current: AttributeValue | undefined,
  value: JsonObject,
  context: OperatorContext,
): AttributeValue | undefined {
  switch (operator) {
    case 'inc':
      return increment(current, Number(value['inc']));
    case 'array':
      return changeArray(current, value, context.arrayMax);
    case 'objects':
      return changeObjectArray(current, value, context.mergeObjects);
    default:
      return assertNever(operator);
  }
}

/** Deep merge of objects; everything else is replaced. */
export function mergeObjects(current: AttributeObject, update: AttributeObject): AttributeObject {
  const merged = new Map(Object.entries(current));
  for (const [key, value] of Object.entries(update)) {
    const before = merged.get(key);
    merged.set(key, isNestedObject(before) && isNestedObject(value) ? mergeObjects(before, value) : value);
  }
  return Object.fromEntries(merged);
}

export function isNestedObject(value: AttributeValue | undefined): value is AttributeObject {
  return isObject(value);
}

function increment(current: AttributeValue | undefined, by: number): number | undefined {
  if (current === undefined) return by;
  return typeof current === 'number' ? current + by : undefined;
}

function changeArray(current: AttributeValue | undefined, value: JsonObject, arrayMax: number) {
  if (current !== undefined && (!isList(current) || current.some(isObject))) return undefined;
  const added = toScalarArray(listOf(value['add']), arrayMax);
  const removed = toScalarArray(listOf(value['remove']), Infinity);
  if (added === undefined || removed === undefined) return undefined;
  const before = current ?? [];
  const kept = before.filter((element) => !added.includes(element));
  return toScalarArray(
    [...kept, ...added].filter((element) => !removed.includes(element)),
    arrayMax,
  );
}

/** Always $add, then $remove, then $update, in whatever order they were sent. */
function changeObjectArray(current: AttributeValue | undefined, value: JsonObject, merge: boolean) {
  const before = current === undefined ? [] : isList(current) && current.every(isNestedObject) ? current : undefined;
  const added = toObjectArray(listOf(value['$add']));
  if (before === undefined || added === undefined) return undefined;
  let objects: readonly AttributeObject[] = [...before, ...added];
  for (const criterion of listOf(value['$remove'])) {
    if (!isObject(criterion)) return undefined;
    objects = objects.filter((object) => !meets(object, criterion));
  }
  for (const update of listOf(value['$update'])) {
    const replacement =
      isObject(update) && isObject(update['$new_object']) ? toNested(update['$new_object']) : undefined;
    if (!isObject(update) || replacement === undefined) return undefined;
    const replace = (object: AttributeObject) => (merge ? mergeObjects(object, replacement) : replacement);
    objects = objects.map((object) => (meets(object, update) ? replace(object) : object));
  }
  return fitting(objects);
}

function meets(object: AttributeObject, criterion: JsonObject): boolean {
  const key = criterion['$identifier_key'];
  if (typeof key !== 'string' || !Object.hasOwn(object, key)) return false;
  return isDeepStrictEqual(object[key], criterion['$identifier_value']);
}

function assertNever(value: never): never {
  throw new Error(`unexpected ${String(value)}`);
}
