import * as z from 'zod';
import { schemaAt } from './schema-at.ts';
import type { Path } from './yaml-tree.ts';

/** What a value at a path may be, for a person to read: a range, or examples. Nothing where the schema has neither. */
export function possibleValues(root: z.core.$ZodType, path: Path): readonly string[] | undefined {
  const schema = schemaAt(root, path);
  if (schema === undefined) return undefined;
  const range = schema instanceof z.ZodNumber ? rangeOf(schema) : undefined;
  const examples = z.globalRegistry.get(schema)?.['examples'];
  if (range !== undefined) return [range];
  return Array.isArray(examples) ? examples.map(String) : undefined;
}

function rangeOf({ minValue, maxValue }: z.ZodNumber): string | undefined {
  if (minValue === null || minValue <= Number.MIN_SAFE_INTEGER) return undefined;
  return maxValue === null || maxValue >= Number.MAX_SAFE_INTEGER
    ? `${minValue} or more`
    : `${minValue} to ${maxValue}`;
}
