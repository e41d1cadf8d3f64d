/** One entry of an answer's `errors`, whichever of Braze's shapes it has. */
export interface BrazeError {
  /** The prose of `/users/…`, or id and message of `/catalogs/…`. Opaque: shown, never compared. */
  readonly text: string;
  /** `errors[].id` of catalogs. */
  readonly id: string | undefined;
  readonly inputArray: string | undefined;
  /** 0-based in its array. */
  readonly index: number | undefined;
  /** Names of the items, fields or catalogs that are wrong. */
  readonly named: readonly string[];
}

export function errorsOf(body: unknown): readonly BrazeError[] {
  const errors = fieldOf(body, 'errors');
  return Array.isArray(errors) ? errors.map(brazeError) : [];
}

/** `message` of an answer, or its beginning when it is no JSON. */
export function messageOf(body: unknown): string | undefined {
  return typeof body === 'string' ? body : textOf(fieldOf(body, 'message'));
}

/** A field of something that may be anything. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const field: unknown = Reflect.get(value, name);
  return field;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function brazeError(error: unknown): BrazeError {
  const id = textOf(fieldOf(error, 'id'));
  const index = fieldOf(error, 'index');
  const values = fieldOf(error, 'parameter_values');
  const message = textOf(fieldOf(error, 'message'));
  const known = [id, textOf(fieldOf(error, 'type')), message].filter((text) => text !== undefined);
  return {
    text: typeof error === 'string' ? error : known.join(': '),
    id,
    inputArray: textOf(fieldOf(error, 'input_array')),
    index: typeof index === 'number' && Number.isInteger(index) && index >= 0 ? index : undefined,
    named: Array.isArray(values) ? values.flat().map(String) : [],
  };
}
