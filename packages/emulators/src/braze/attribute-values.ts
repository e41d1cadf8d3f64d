import { isList, isObject, type JsonObject, jsonBytes, truncate } from './json-value.ts';
import { limits } from './limits.ts';
import { parseTime } from './times.ts';

/** What a custom attribute can hold; a `Date` is Braze's type Time. */
export type AttributeValue = string | number | boolean | Date | readonly AttributeValue[] | AttributeObject;

export interface AttributeObject {
  readonly [key: string]: AttributeValue;
}

export type AttributeType = 'string' | 'number' | 'boolean' | 'time' | 'array' | 'object' | 'object_array';

/**
 * The value as Braze would store it when no type is known yet; `undefined` when it stores nothing.
 * Top-level texts that look like times become times, nested ones need `{"$time": …}`.
 */
export function detectValue(value: unknown, arrayMax: number): AttributeValue | undefined {
  if (typeof value === 'string') return parseTime(value) ?? truncate(value, limits.text);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (isList(value)) return value.some(isObject) ? toObjectArray(value) : toScalarArray(value, arrayMax);
  return isObject(value) ? fitting(toNested(value)) : undefined;
}

/** The value's type; `undefined` for `[]`, which leaves open what kind of array the attribute will be. */
export function typeOfValue(value: AttributeValue): AttributeType | undefined {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (value instanceof Date) return 'time';
  if (!isList(value)) return 'object';
  if (value.length === 0) return undefined;
  return isObject(value[0]) ? 'object_array' : 'array';
}

/** The value in the attribute's own type; `undefined` when it cannot be had and is ignored. */
export function coerceValue(value: unknown, type: AttributeType, arrayMax: number): AttributeValue | undefined {
  switch (type) {
    case 'string':
      return toText(value);
    case 'number':
      return toNumber(value);
    case 'boolean':
      return toBoolean(value);
    case 'time':
      return typeof value === 'string' ? parseTime(value) : undefined;
    case 'array':
      return isList(value) ? toScalarArray(value, arrayMax) : undefined;
    case 'object_array':
      return isList(value) ? toObjectArray(value) : undefined;
    case 'object':
      return isObject(value) ? fitting(toNested(value)) : undefined;
    default:
      return assertNever(type);
  }
}

/** Elements once each, the newest `arrayMax`; `undefined` when an element is no scalar or the array is too large. */
export function toScalarArray(list: readonly unknown[], arrayMax: number): readonly AttributeValue[] | undefined {
  const scalars = new Set<AttributeValue>();
  for (const element of list) {
    if (typeof element === 'string') scalars.add(truncate(element, limits.text));
    else if (typeof element === 'number' || typeof element === 'boolean') scalars.add(element);
    else return undefined;
  }
  return fitting([...scalars].slice(-arrayMax));
}

export function toObjectArray(list: readonly unknown[]): readonly AttributeObject[] | undefined {
  const objects: AttributeObject[] = [];
  for (const element of list) {
    const object = isObject(element) ? toNested(element) : undefined;
    if (object === undefined) return undefined;
    objects.push(object);
  }
  return fitting(objects);
}

/** The object with its times read; one invalid value or key anywhere in it makes the whole invalid. */
export function toNested(object: JsonObject): AttributeObject | undefined {
  const entries: [string, AttributeValue][] = [];
  for (const [key, value] of Object.entries(object)) {
    const nested = isNestedKey(key) ? toNestedValue(value) : undefined;
    if (nested === undefined) return undefined;
    entries.push([key, nested]);
  }
  return Object.fromEntries(entries);
}

/** The value itself, unless it is larger than Braze stores. */
export function fitting<T>(value: T | undefined): T | undefined {
  return value === undefined || jsonBytes(value) > limits.nestedBytes ? undefined : value;
}

function toNestedValue(value: unknown): AttributeValue | undefined {
  if (typeof value === 'string') return truncate(value, limits.text);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (isObject(value)) return Object.hasOwn(value, '$time') ? nestedTime(value) : toNested(value);
  if (!isList(value)) return undefined;
  const elements = value.map(toNestedValue);
  return elements.every((element) => element !== undefined) ? elements : undefined;
}

function nestedTime(object: JsonObject): Date | undefined {
  const text = object['$time'];
  return typeof text === 'string' && Object.keys(object).length === 1 ? parseTime(text) : undefined;
}

function isNestedKey(key: string): boolean {
  return key !== '' && key.length <= limits.text && !/[\s.$]/u.test(key);
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return truncate(value, limits.text);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/u.test(value) ? Number(value) : undefined;
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : '';
  if (['1', 'true', 't'].includes(text)) return true;
  return ['0', 'false', 'f'].includes(text) ? false : undefined;
}

function assertNever(value: never): never {
  throw new Error(`unexpected ${String(value)}`);
}
