/** A JSON object whose keys nobody promised. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a JSON array; nothing when the value is no array. */
export function listOfFields(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter((entry) => isFields(entry)) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
