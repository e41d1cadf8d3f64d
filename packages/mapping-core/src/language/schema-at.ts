import type * as z from 'zod';
import type { Path } from './yaml-tree.ts';

type AnySchema = z.core.$ZodType;

/** The schema of the value at a path, without what makes it optional; nothing where the path leaves the language. */
export function schemaAt(root: AnySchema, path: Path): AnySchema | undefined {
  let schema: AnySchema | undefined = inner(root);
  for (const step of path) {
    schema = schema && child(schema, step);
    if (schema === undefined) return undefined;
    schema = inner(schema);
  }
  return schema;
}

/** Keys that an object at a path can have; empty when they are free. */
export function knownKeys(root: AnySchema, path: Path): readonly string[] {
  const schema = schemaAt(root, path);
  const object = schema && objects(schema).find((option) => option._zod.def.type === 'object');
  const shape = object && shapeOf(object);
  return shape === undefined ? [] : Object.keys(shape);
}

function child(schema: AnySchema, step: string | number): AnySchema | undefined {
  for (const option of objects(schema)) {
    // zod's definitions are a union on `type`, but are declared as their common base.
    const def = option._zod.def as z.core.$ZodTypes['_zod']['def'];
    if (def.type === 'array') return def.element;
    if (def.type === 'record') return def.valueType;
    if (def.type !== 'object') continue;
    const found = Object.hasOwn(def.shape, step) ? def.shape[step] : def.catchall;
    if (found !== undefined) return found;
  }
  return undefined;
}

function shapeOf(schema: AnySchema): Readonly<Record<string, AnySchema>> | undefined {
  const def = schema._zod.def as z.core.$ZodTypes['_zod']['def'];
  return def.type === 'object' ? def.shape : undefined;
}

/** The schema, or the options of a union. */
function objects(schema: AnySchema): readonly AnySchema[] {
  const def = schema._zod.def as z.core.$ZodTypes['_zod']['def'];
  return def.type === 'union' ? def.options.map(inner) : [schema];
}

function inner(schema: AnySchema): AnySchema {
  const def = schema._zod.def as z.core.$ZodTypes['_zod']['def'];
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
      return inner(def.innerType);
    default:
      return schema;
  }
}
