import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { type Catalog, isCatalogWord, withCatalog } from './catalog.ts';
import { refuseCatalogCall as refuse } from './errors.ts';
import { isList, isObject, isString, isText, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Workspace } from './workspace.ts';

const equality = ['equals', 'does not equal'];
const operators: Readonly<Record<string, readonly string[]>> = {
  string: equality,
  number: [...equality, 'greater than', 'less than'],
  boolean: ['is'],
  time: ['before', 'after'],
  array: ['includes value', 'does not include value'],
  geo: ['geo within', 'geo outside'],
};

/** `POST /catalogs/{catalog_name}/selections`: https://www.braze.com/docs/api/endpoints/catalogs/catalog_selections */
export function createSelection(workspace: Workspace, catalogName: string, body: JsonObject): LoopbackResponse {
  return withCatalog(workspace, catalogName, (catalog) => {
    const { selection } = body;
    if (!isObject(selection)) return refuse('invalid-selection');
    const refused = refuseSelection(catalog, selection);
    if (refused !== undefined) return refuse(refused);
    if (workspace.settings.storageExhausted) return refuse('company-size-limit-already-reached');
    workspace.processing.schedule('selection', workspace.settings.delayMs, () => {
      catalog.selections.set(String(selection['name']), selection);
    });
    return json(202, { message: 'success' });
  });
}

/** `DELETE /catalogs/{catalog_name}/selections/{selection_name}` */
export function deleteSelection(workspace: Workspace, catalogName: string, name: string): LoopbackResponse {
  return withCatalog(workspace, catalogName, (catalog) => {
    if (!catalog.selections.has(name)) return refuse('invalid-selection', 404);
    workspace.processing.schedule(
      'selection deletion',
      workspace.settings.delayMs,
      () => void catalog.selections.delete(name),
    );
    return json(202, { message: 'success' });
  });
}

function refuseSelection(catalog: Catalog, selection: JsonObject): string | undefined {
  const { name, external_id, filters = [], results_limit } = selection;
  if (!isText(name) || !isCatalogWord(name) || !isText(external_id)) return 'invalid-selection';
  if (catalog.selections.has(name)) return 'selection-name-already-exists';
  if (catalog.selections.size >= limits.selections) return 'selection-limit-reached';
  if (!isList(filters)) return 'selection-has-invalid-filter';
  if (filters.length > limits.selectionFilters) return 'too-many-filters';
  if (results_limit !== undefined && !isResultsLimit(results_limit)) return 'selection-invalid-results-limit';
  return refuseSorting(catalog, selection) ?? refuseFilters(catalog, filters);
}

function isResultsLimit(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= limits.selectionResults;
}

function refuseSorting({ fields }: Catalog, { sort_field: field, sort_order: order }: JsonObject): string | undefined {
  if (field === undefined && order === undefined) return undefined;
  if (field === undefined || order === undefined) return 'invalid-sorting';
  if (!fields.some(({ name }) => name === field)) return 'invalid-sort-field';
  return order === 'asc' || order === 'desc' ? undefined : 'invalid-sort-order';
}

function refuseFilters(catalog: Catalog, filters: readonly unknown[]): string | undefined {
  const arrays = new Set<string>();
  for (const filter of filters) {
    if (!isObject(filter)) return 'selection-has-invalid-filter';
    const { operator } = filter;
    const field = catalog.fields.find(({ name }) => name === filter['field']);
    if (field === undefined || !isString(operator) || operators[field.type]?.includes(operator) !== true) {
      return 'selection-has-invalid-filter';
    }
    if (field.type === 'array') arrays.add(field.name);
  }
  return arrays.size > 1 ? 'selection-contains-too-many-arrays' : undefined;
}
