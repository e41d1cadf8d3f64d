import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { type CatalogField, isCatalogWord, withCatalog } from './catalog.ts';
import { refuseCatalogCall as refuse } from './errors.ts';
import { isList, isObject, isString, isText, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Workspace } from './workspace.ts';

const fieldTypes = new Set(['string', 'number', 'boolean', 'time', 'object', 'array', 'geo']);

/** Fields as the API takes them, or the error id of what is wrong with them. */
export function parseFields(value: unknown): readonly CatalogField[] | string {
  if (!isList(value) || value.length === 0) return 'invalid-fields';
  const fields: CatalogField[] = [];
  for (const field of value) {
    if (!isObject(field)) return 'invalid-fields';
    const { name, type } = field;
    if (!isText(name)) return 'invalid-field-names';
    if (name.length > limits.catalogName) return 'field-names-too-large';
    if (!isCatalogWord(name)) return 'invalid-field-names';
    if (!isString(type) || !fieldTypes.has(type)) return 'invalid-field-types';
    fields.push({ name, type });
  }
  return new Set(fields.map(({ name }) => name)).size === fields.length ? fields : 'field-names-not-unique';
}

/**
 * `POST /catalogs/{catalog_name}/fields`: accepted at once, there a little later.
 * https://www.braze.com/docs/api/endpoints/catalogs/catalog_fields/asynchronous/post_create_catalog_fields
 */
export function addFields(workspace: Workspace, catalogName: string, body: JsonObject): LoopbackResponse {
  return withCatalog(workspace, catalogName, (catalog) => {
    const { processing, settings, clock } = workspace;
    const list = body['fields'];
    if (isList(list) && list.length > limits.catalogFieldsPerRequest) return refuse('request-includes-too-many-fields');
    const fields = parseFields(list);
    if (isString(fields)) return refuse(fields);
    if (fields.some(({ name }) => catalog.fields.some((field) => field.name === name)))
      return refuse('field-names-not-unique');
    if (catalog.fields.length + fields.length > limits.catalogFields) return refuse('catalog-exceeds-fields-limit');
    if (settings.storageExhausted) return refuse('company-size-limit-already-reached');
    processing.schedule('catalog fields', settings.delayMs, () => {
      const unknown = fields.filter(({ name }) => !catalog.fields.some((field) => field.name === name));
      catalog.fields = [...catalog.fields, ...unknown];
      catalog.updatedAt = clock.now();
    });
    return json(202, { message: 'success' });
  });
}

/** `DELETE /catalogs/{catalog_name}/fields/{field_name}` */
export function deleteField(workspace: Workspace, catalogName: string, name: string): LoopbackResponse {
  return withCatalog(workspace, catalogName, (catalog) => {
    if (name === 'id') return refuse('invalid-field-name');
    if (!catalog.fields.some((field) => field.name === name)) return refuse('invalid-field-name', 404);
    const isReferenced = Array.from(catalog.selections.values()).some((selection) => refersTo(selection, name));
    if (isReferenced) return refuse('field-referenced-by-selection');
    workspace.processing.schedule('catalog field deletion', workspace.settings.delayMs, () => {
      catalog.fields = catalog.fields.filter((field) => field.name !== name);
      for (const [id, item] of catalog.items) {
        const { [name]: _dropped, ...rest } = item;
        catalog.items.set(id, rest);
      }
      catalog.updatedAt = workspace.clock.now();
    });
    return json(202, { message: 'success' });
  });
}

function refersTo(selection: JsonObject, name: string): boolean {
  if (selection['sort_field'] === name) return true;
  const { filters } = selection;
  return isList(filters) && filters.some((filter) => isObject(filter) && filter['field'] === name);
}
