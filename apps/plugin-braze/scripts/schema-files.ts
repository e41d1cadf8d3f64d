import * as z from 'zod';
import { resultSchemas } from '../src/results/result-schemas.ts';

/** JSON Schema (draft-07) of each command's result, by file name below `schemas/`. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(resultSchemas).map(([command, schema]) => {
      const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'output' });
      return [`${command.replaceAll(':', '-')}.json`, `${JSON.stringify(json, undefined, 2)}\n`];
    }),
  );
}
