import { applyOperator, isNestedObject, mergeObjects, operatorOf } from './attribute-operators.ts';
import {
  type AttributeType,
  type AttributeValue,
  coerceValue,
  detectValue,
  fitting,
  typeOfValue,
} from './attribute-values.ts';
import { isObject, truncate } from './json-value.ts';
import { limits } from './limits.ts';
import type { Profile } from './profiles.ts';

/** Custom attributes of the workspace and their types: the first value decides, the dashboard can decide before it. */
export type AttributeTypes = Map<string, AttributeType>;

const typeNames: readonly AttributeType[] = ['string', 'number', 'boolean', 'time', 'array', 'object', 'object_array'];

/** A type's name as settings give it; `date` is another word for `time`. */
export function parseAttributeType(name: string): AttributeType | undefined {
  const lower = name.toLowerCase();
  return lower === 'date' ? 'time' : typeNames.find((type) => type === lower);
}

export interface AttributeUpdate {
  readonly name: string;
  readonly value: unknown;
  readonly mergeObjects: boolean;
  readonly arrayMax: number;
}

/** Applies one custom attribute; whatever Braze ignores silently changes nothing. */
export function updateCustomAttribute(profile: Profile, types: AttributeTypes, update: AttributeUpdate): void {
  const name = truncate(update.name.trim(), limits.text);
  if (name === '') return;
  if (update.value === null) {
    profile.custom.delete(name);
    return;
  }
  const stored = nextValue(profile.custom.get(name), types.get(name), update);
  if (stored === undefined) return;
  profile.custom.set(name, stored);
  const type = typeOfValue(stored);
  if (type !== undefined && !types.has(name)) types.set(name, type);
}

function nextValue(
  current: AttributeValue | undefined,
  type: AttributeType | undefined,
  update: AttributeUpdate,
): AttributeValue | undefined {
  const { value, arrayMax } = update;
  const operator = isObject(value) ? operatorOf(value) : undefined;
  if (isObject(value) && operator !== undefined) {
    const changed = applyOperator(operator, current, value, update);
    const changedType = changed === undefined ? undefined : typeOfValue(changed);
    return type === undefined || changedType === undefined || changedType === type ? changed : undefined;
  }
  const next = type === undefined ? detectValue(value, arrayMax) : coerceValue(value, type, arrayMax);
  if (!update.mergeObjects || !isNestedObject(next) || !isNestedObject(current)) return next;
  return fitting(mergeObjects(current, next));
}
