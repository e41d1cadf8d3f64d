import type * as z from 'zod';
import type { Path } from './yaml-tree.ts';

type AnySchema = z.core.$ZodType;
type Definition = z.core.$ZodTypes['_zod']['def'];

/** The schema of the value at a path, without what makes it optional; nothing where the path leaves the language. */
export function schemaAt(root: AnySchema, path: Path): AnySchema | undefined {
  let schema = inner(root);
  for (const step of path) {
    const next = child(schema, step);
    if (next === undefined) return undefined;
    schema = inner(next);
  }
  return schema;
}

/** Keys that an object at a path can have; empty when they are free. */
export function knownKeys(root: AnySchema, path: Path): readonly string[] {
  const schema = schemaAt(root, path);
  if (schema === undefined) return [];
  return optionsOf(schema).flatMap((option) => {
    const definition = definitionOf(option);
    return definition.type === 'object' ? Object.keys(definition.shape) : [];
  });
}

function child(schema: AnySchema, step: string | number): AnySchema | undefined {
  for (const option of optionsOf(schema)) {
    const definition = definitionOf(option);
    if (definition.type === 'array') return definition.element;
    if (definition.type === 'record') return definition.valueType;
    if (definition.type !== 'object') continue;
    const found = Object.hasOwn(definition.shape, step) ? definition.shape[step] : definition.catchall;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The schema, or the options of a union. */
function optionsOf(schema: AnySchema): readonly AnySchema[] {
  const definition = definitionOf(schema);
  return definition.type === 'union' ? definition.options.map(inner) : [schema];
}

function inner(schema: AnySchema): AnySchema {
  const definition = definitionOf(schema);
  const wraps = definition.type === 'optional' || definition.type === 'default' || definition.type === 'prefault';
  return wraps ? inner(definition.innerType) : schema;
}

function definitionOf(schema: AnySchema): Definition {
  // zod declares a definition as the common base of this union.
  // oxlint-disable-next-line eslint/no-underscore-dangle -- zod's own name for what libraries may read
  return schema._zod.def as Definition;
}
