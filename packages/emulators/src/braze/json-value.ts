/** A JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The list's elements when it is one, else nothing. */
export function listOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

/** UTF-8 bytes of the JSON text of a value that JSON can hold. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** At most `max` UTF-16 units, never ending in half a character. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max);
  return /[\uD800-\uDBFF]$/u.test(cut) ? cut.slice(0, -1) : cut;
}
