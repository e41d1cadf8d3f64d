import { isList, isObject, isString, isText, type JsonObject, jsonBytes, truncate } from './json-value.ts';
import { limits } from './limits.ts';
import type { LoggedEvent, LoggedPurchase } from './profiles.ts';
import { parseTime } from './times.ts';

const badProperties = "Invalid 'properties' field";

/**
 * A custom event, or the text of its refusal. A time in the future becomes `now`.
 * https://www.braze.com/docs/api/objects_filters/event_object
 */
export function parseEvent(object: JsonObject, now: number): LoggedEvent | string {
  const { name } = object;
  if (!isText(name)) return "'name' is required";
  if (name.length > limits.text || name.startsWith('$')) return "'name' is not valid";
  const time = readTime(object['time'], now);
  if (isString(time)) return time;
  const properties = readProperties(object['properties'], ['time', 'event_name'], limits.propertiesBytes);
  return isString(properties) ? properties : { name, time, properties };
}

/** A purchase, or the text of its refusal. https://www.braze.com/docs/api/objects_filters/purchase_object */
export function parsePurchase(object: JsonObject, now: number): LoggedPurchase | string {
  const { product_id, currency, price, quantity = 1 } = object;
  if (!isText(product_id) || product_id.length > limits.text) return "'product_id' is not valid";
  if (!isString(currency) || !/^[A-Z]{3}$/u.test(currency)) return "'currency' is not valid";
  if (typeof price !== 'number') return "'price' is not valid";
  const isCount = typeof quantity === 'number' && Number.isInteger(quantity) && quantity >= 1;
  if (!isCount || quantity > limits.purchaseQuantity) return "'quantity' is not valid";
  const time = readTime(object['time'], now);
  if (isString(time)) return time;
  const reserved = ['time', 'event_name', 'product_id', 'quantity', 'price', 'currency'];
  const properties = readProperties(object['properties'], reserved, limits.purchasePropertiesBytes);
  return isString(properties) ? properties : { product_id, currency, price, quantity, time, properties };
}

function readTime(value: unknown, now: number): number | string {
  if (value === undefined || value === null) return "'time' is required";
  const time = isString(value) ? parseTime(value) : undefined;
  return time === undefined ? "'time' is not valid" : Math.min(time.getTime(), now);
}

function readProperties(value: unknown, reserved: readonly string[], maxBytes: number): JsonObject | string {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) return badProperties;
  const entries = Object.entries(value);
  if (entries.some(([key, one]) => !isPropertyKey(key, reserved) || holdsTimes(one))) return badProperties;
  if (entries.some(([, one]) => typeof one === 'object') && jsonBytes(value) > maxBytes) return badProperties;
  const kept = entries.slice(0, limits.properties);
  return Object.fromEntries(kept.map(([key, one]) => [key, isString(one) ? truncate(one, limits.text) : one]));
}

function isPropertyKey(key: string, reserved: readonly string[]): boolean {
  return key !== '' && key.length <= limits.text && !key.startsWith('$') && !reserved.includes(key);
}

/** Arrays must not contain datetimes. */
function holdsTimes(value: unknown): boolean {
  return isList(value) && value.some((element) => isString(element) && element.includes(':') && parseTime(element));
}
