import type { LoopbackResponse } from '../loopback/route.ts';
import { catalogNotFound, catalogRefusal } from './errors.ts';
import type { JsonObject } from './json-value.ts';
import type { Workspace } from './workspace.ts';

export interface CatalogField {
  readonly name: string;
  readonly type: string;
}

/** Values of one item by field, without its id. */
export type CatalogItem = Readonly<Record<string, unknown>>;

export interface Catalog {
  readonly name: string;
  readonly description: string;
  fields: readonly CatalogField[];
  readonly items: Map<string, CatalogItem>;
  readonly selections: Map<string, JsonObject>;
  updatedAt: number;
}

/** Calls `use` with the named catalog, or answers that there is none. */
export function withCatalog(
  workspace: Workspace,
  name: string,
  use: (catalog: Catalog) => LoopbackResponse,
): LoopbackResponse {
  const catalog = workspace.catalogs.get(name);
  return catalog === undefined ? catalogRefusal(404, [catalogNotFound(name)]) : use(catalog);
}

export function emptyCatalog(name: string, description: string, fields: readonly CatalogField[], now: number): Catalog {
  return { name, description, fields, items: new Map(), selections: new Map(), updatedAt: now };
}

/** Letters, digits, hyphen, underscore: the characters of catalog names, field names and item ids. */
export function isCatalogWord(text: string): boolean {
  return /^[\w-]+$/u.test(text);
}
