import * as z from 'zod';
import { mappingSchema } from './schema/mapping.ts';
import { projectSchema } from './schema/project.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Both languages as JSON Schema draft-07, for other editors. They know shapes; `analyze` knows the rest. */
export function jsonSchemas(): { readonly mapping: JsonSchema; readonly project: JsonSchema } {
  return { mapping: jsonSchema(mappingSchema), project: jsonSchema(projectSchema) };
}

function jsonSchema(schema: z.ZodType): JsonSchema {
  return { ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) };
}
