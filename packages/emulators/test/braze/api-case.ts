import type { JsonObject } from '../../src/braze/json-value.ts';

/** One behaviour case: a workspace, a call, and what must come of it. */
export interface ApiCase {
  readonly id: string;
  readonly given?: JsonObject;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly expect: {
    readonly status?: number | readonly number[];
    readonly body?: unknown;
    readonly body_contains?: unknown;
    readonly body_text_contains?: string;
    readonly error_ids?: readonly string[];
    readonly headers?: Readonly<Record<string, string | null>>;
    readonly items_returned?: number;
    readonly state?: JsonObject;
  };
  readonly note?: string;
}

/** Writes out the shorthand of case bodies: `$repeat`, `$object_repeat`, `$concat`, `$string`, `$nest`, `{{i}}`. */
export function expandBody(value: unknown, index?: number): unknown {
  if (typeof value === 'string') return index === undefined ? value : value.replaceAll('{{i}}', String(index));
  if (Array.isArray(value)) return value.map((element) => expandBody(element, index));
  if (typeof value !== 'object' || value === null) return value;
  const [[operator, argument] = ['', undefined]] = Object.entries(value);
  const shorthand = expandShorthand(operator, argument);
  if (shorthand !== undefined) return shorthand;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expandBody(inner, index)]));
}

function expandShorthand(operator: string, argument: unknown): unknown {
  const { count = 0, item, key = '', value, length = 0, depth = 0 } = Object(argument) as Shorthand;
  switch (operator) {
    case '$repeat':
      return Array.from({ length: count }, (_, index) => expandBody(item, index));
    case '$object_repeat':
      return Object.fromEntries(
        Array.from({ length: count }, (_, index) => [expandBody(key, index), expandBody(value, index)]),
      );
    case '$concat':
      return (argument as unknown[]).flatMap((part) => expandBody(part));
    case '$string':
      return 'x'.repeat(length);
    case '$nest':
      return Array.from({ length: depth }).reduce<unknown>((inner) => ({ a: inner }), 1);
    default:
      return undefined;
  }
}

interface Shorthand {
  readonly count?: number;
  readonly item?: unknown;
  readonly key?: string;
  readonly value?: unknown;
  readonly length?: number;
  readonly depth?: number;
}
