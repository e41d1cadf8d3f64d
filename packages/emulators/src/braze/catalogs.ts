import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { type Catalog, emptyCatalog, isCatalogWord } from './catalog.ts';
import { parseFields } from './catalog-fields.ts';
import { type CatalogError, catalogError, catalogNameTaken, catalogNotFound, catalogRefusal } from './errors.ts';
import { isList, isObject, isString, isText, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Workspace } from './workspace.ts';

/** `POST /catalogs`: https://www.braze.com/docs/api/endpoints/catalogs/catalog_management/synchronous/post_create_catalog */
export function createCatalog(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const catalog = parseCatalog(workspace, body['catalogs']);
  if ('id' in catalog) return catalogRefusal(400, [catalog]);
  workspace.catalogs.set(catalog.name, catalog);
  return json(201, { catalogs: [describeCatalog(catalog)], message: 'success' });
}

/** `GET /catalogs` */
export function listCatalogs(workspace: Workspace): LoopbackResponse {
  return json(200, { catalogs: Array.from(workspace.catalogs.values(), describeCatalog), message: 'success' });
}

/** `DELETE /catalogs/{catalog_name}` */
export function deleteCatalog(workspace: Workspace, name: string): LoopbackResponse {
  if (!workspace.catalogs.delete(name)) return catalogRefusal(404, [catalogNotFound(name)]);
  return json(200, { message: 'success' });
}

function parseCatalog(workspace: Workspace, value: unknown): Catalog | CatalogError {
  if (!isList(value) || value.length === 0 || !value.every(isObject)) return catalogError('catalog-array-invalid');
  const [catalog] = value;
  if (catalog === undefined || value.length > 1) return catalogError('too-many-catalog-atoms');
  const { name, description, fields } = catalog;
  if (!isText(name)) return catalogError('invalid-catalog-name');
  if (name.length > limits.catalogName) return catalogError('catalog-name-too-large');
  if (!isCatalogWord(name)) return catalogError('invalid-catalog-name');
  if (!isString(description)) return catalogError('arbitrary-error');
  if (description.length > limits.catalogDescription) return catalogError('description-too-long');
  const parsed = parseFields(fields);
  if (isString(parsed)) return catalogError(parsed);
  const [first] = parsed;
  if (first?.name !== 'id' || first.type !== 'string') return catalogError('id-not-first-column');
  if (parsed.length > limits.catalogFields) return catalogError('too-many-fields');
  if (workspace.catalogs.has(name)) return catalogNameTaken(name);
  return emptyCatalog(name, description, parsed, workspace.clock.now());
}

function describeCatalog({ name, description, fields, items, updatedAt }: Catalog): JsonObject {
  const updated_at = new Date(updatedAt).toISOString().replace('Z', '+00:00');
  return { description, fields, name, num_items: items.size, updated_at };
}
