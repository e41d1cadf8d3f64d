import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extendSchema } from './parse-schema.ts';
import type { SchemaDefinition } from './schema.ts';
import { standardObjects } from './standard-objects/all.ts';

export interface Seed {
  readonly schema: SchemaDefinition;
  /** By object, as the files have them. */
  readonly records: Readonly<Record<string, readonly unknown[]>>;
}

/** Reads `DIR/schema.json` and `DIR/records/<Object>.json`; without a folder the B2B example. Throws on unreadable files. */
export function readSeed(folder: string = fileURLToPath(new URL('../../seed/b2b/', import.meta.url))): Seed {
  const files = readdirSync(join(folder, 'records')).filter((name) => name.endsWith('.json'));
  const records = files.map((name) => {
    const list = readJson(join(folder, 'records', name));
    if (!Array.isArray(list)) throw new Error(`${name}: must be a list of records`);
    return [name.slice(0, -'.json'.length), list as unknown[]] as const;
  });
  return {
    schema: extendSchema(standardObjects, readJson(join(folder, 'schema.json'))),
    records: Object.fromEntries(records),
  };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
