import { isList, isObject, isString } from './json-value.ts';
import { limits } from './limits.ts';
import { parseTime } from './times.ts';

/** A value as the catalog stores it, or the error id that refuses the whole request. */
export type CatalogValue =
  | { readonly kind: 'stored'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly id: string };

const cannotCoerce: CatalogValue = { kind: 'refused', id: 'unable-to-coerce-value' };
const tooLarge: CatalogValue = { kind: 'refused', id: 'items-too-large' };

/** Brings a value (not null) to its field's type: https://www.braze.com/docs/api/endpoints/catalogs */
export function toCatalogValue(value: unknown, type: string): CatalogValue {
  switch (type) {
    case 'string':
      return toText(value);
    case 'number':
      return coerced(isNumeric(value) ? Number(value) : undefined);
    case 'boolean':
      return coerced(toBoolean(value));
    case 'time':
      return coerced(toTime(value));
    case 'array':
      return toArray(value);
    case 'object':
      return toObject(value);
    case 'geo':
      return coerced(isGeo(value) ? value : undefined);
    default:
      return cannotCoerce;
  }
}

function coerced(value: unknown): CatalogValue {
  return value === undefined ? cannotCoerce : { kind: 'stored', value };
}

function toText(value: unknown): CatalogValue {
  if (typeof value === 'number' || typeof value === 'boolean') return coerced(String(value));
  if (!isString(value)) return cannotCoerce;
  return value.length > limits.catalogValue ? tooLarge : coerced(value);
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || (isString(value) && /^-?\d+(?:\.\d+)?$/u.test(value));
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

function toTime(value: unknown): string | undefined {
  const time = isString(value) ? parseTime(value) : typeof value === 'number' ? new Date(value * 1000) : undefined;
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function toArray(value: unknown): CatalogValue {
  if (!isList(value) || !value.every(isString) || value.length > limits.catalogArray) return cannotCoerce;
  return value.some((element) => element.length > limits.catalogValue) ? tooLarge : coerced(value);
}

function toObject(value: unknown): CatalogValue {
  if (!isObject(value)) return cannotCoerce;
  const id = refuseNested(value, 1);
  if (id !== undefined) return { kind: 'refused', id };
  return JSON.stringify(value).length > limits.catalogValue ? tooLarge : coerced(value);
}

function refuseNested(value: unknown, depth: number): string | undefined {
  if (!isObject(value) && !isList(value)) return undefined;
  if (depth > limits.catalogNesting) return 'too-deep-nesting-in-value-object';
  if (isObject(value) && Object.keys(value).some((key) => /[.$]/u.test(key))) return 'invalid-keys-in-value-object';
  for (const inner of Object.values(value)) {
    const id = refuseNested(inner, depth + 1);
    if (id !== undefined) return id;
  }
  return undefined;
}

function isGeo(value: unknown): boolean {
  if (!isList(value) || value.length !== 2) return false;
  const [longitude, latitude] = value;
  return isWithin(longitude, 180) && isWithin(latitude, 90);
}

function isWithin(value: unknown, limit: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= limit;
}
