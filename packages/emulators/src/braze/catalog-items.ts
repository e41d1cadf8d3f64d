import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { type CheckedItem, checkItemList, checkItemValues, refuseItemId, type Verb } from './catalog-item-checks.ts';
import { type Catalog, type CatalogItem, withCatalog } from './catalog.ts';
import {
  type CatalogError,
  catalogRefusal,
  invalidCursor,
  itemNotFound,
  refuseCatalogCall as refuse,
} from './errors.ts';
import { isList, isObject, type JsonObject, listOf } from './json-value.ts';
import { limits } from './limits.ts';
import { pageByCursor } from './page-cursor.ts';
import type { Workspace } from './workspace.ts';

/**
 * `POST`, `PATCH`, `PUT` and `DELETE /catalogs/{catalog_name}/items`: up to 50 items, checked at once and all or
 * none, written later.
 * https://www.braze.com/docs/api/endpoints/catalogs/catalog_items
 */
export function changeItems(workspace: Workspace, catalogName: string, verb: Verb, body: JsonObject): LoopbackResponse {
  return withCatalog(workspace, catalogName, (catalog) => {
    const { settings, processing } = workspace;
    const items = checkItemList(body['items'], verb);
    if ('message' in items) return catalogRefusal(400, [items]);
    const checked =
      verb === 'DELETE' ? items.map(({ id }) => withoutValues(id)) : checkItemValues(catalog, items, verb, settings);
    if (!areItems(checked)) return catalogRefusal(400, checked);
    const full = verb === 'POST' || verb === 'PUT' ? refuseStorage(workspace) : undefined;
    if (full !== undefined) return full;
    const missing = checked.filter(({ id }) => !catalog.items.has(id));
    if (settings.missingItem === 'reject' && (verb === 'PATCH' || verb === 'DELETE') && missing.length > 0) {
      return catalogRefusal(
        400,
        missing.map(({ id }) => itemNotFound(id)),
      );
    }
    processing.schedule(`${verb} ${checked.length} items`, settings.delayMs, () => {
      for (const item of checked) writeItem(workspace, catalog, verb, item);
    });
    return json(202, { message: 'success' });
  });
}

/** `GET /catalogs/{catalog_name}/items`: 50 a page by offset, so that concurrent writes shift it. */
export function listItems(workspace: Workspace, catalogName: string, cursor: string | null): LoopbackResponse {
  return withCatalog(workspace, catalogName, (catalog) => {
    const path = `/catalogs/${catalogName}/items`;
    const page = pageByCursor(catalog.items, limits.catalogPage, { cursor, total: catalog.items.size, path });
    if (page === undefined) return catalogRefusal(400, [invalidCursor(cursor ?? '')]);
    const items = page.elements.map(([id, item]) => ({ id, ...item }));
    return json(200, { items, message: 'success' }, page.headers);
  });
}

/** `GET /catalogs/{catalog_name}/items/{item_id}` */
export function getItem(workspace: Workspace, catalogName: string, id: string): LoopbackResponse {
  return withCatalog(workspace, catalogName, ({ items }) => {
    const item = items.get(id);
    if (item === undefined) return catalogRefusal(404, [itemNotFound(id)]);
    return json(200, { items: [{ id, ...item }], message: 'success' });
  });
}

/** `POST`, `PATCH` and `PUT /catalogs/{catalog_name}/items/{item_id}`: one item without its id, written at once. */
export function changeItem(
  workspace: Workspace,
  place: { readonly catalogName: string; readonly id: string },
  verb: Exclude<Verb, 'DELETE'>,
  body: JsonObject,
): LoopbackResponse {
  return withCatalog(workspace, place.catalogName, (catalog) => {
    const { id } = place;
    const list = listOf(body['items']);
    const [item] = list;
    if (!isList(body['items']) || list.length === 0 || !isObject(item)) return refuse('item-array-invalid');
    if (list.length > 1) return refuse('request-includes-too-many-items');
    if (Object.hasOwn(item, 'id')) return refuse('id-in-body');
    const badId = refuseItemId(id);
    if (badId !== undefined) return refuse(badId);
    if (verb === 'POST' && catalog.items.has(id)) return refuse('item-already-exists');
    if (verb === 'PATCH' && !catalog.items.has(id)) return catalogRefusal(404, [itemNotFound(id)]);
    const checked = checkItemValues(catalog, [{ ...item, id }], verb, workspace.settings);
    if (!areItems(checked)) return catalogRefusal(400, checked);
    const full = verb === 'PATCH' ? undefined : refuseStorage(workspace);
    if (full !== undefined) return full;
    for (const one of checked) writeItem(workspace, catalog, verb, one);
    return json(verb === 'POST' ? 201 : 200, { message: 'success' });
  });
}

/** `DELETE /catalogs/{catalog_name}/items/{item_id}` */
export function deleteItem(workspace: Workspace, catalogName: string, id: string): LoopbackResponse {
  return withCatalog(workspace, catalogName, (catalog) => {
    if (!catalog.items.delete(id)) return catalogRefusal(404, [itemNotFound(id)]);
    catalog.updatedAt = workspace.clock.now();
    return json(202, { message: 'success' });
  });
}

function writeItem({ clock, settings }: Workspace, catalog: Catalog, verb: Verb, item: CheckedItem): void {
  const before = catalog.items.get(item.id);
  // Creating what exists and editing or deleting what does not has no documented effect.
  if (verb === 'POST' ? before !== undefined : verb !== 'PUT' && before === undefined) return;
  catalog.updatedAt = clock.now();
  if (verb === 'DELETE') catalog.items.delete(item.id);
  else if (verb === 'PATCH') catalog.items.set(item.id, patched(before ?? {}, item, settings.catalogNull === 'clear'));
  else catalog.items.set(item.id, item.values);
}

function patched(before: CatalogItem, item: CheckedItem, clear: boolean): CatalogItem {
  const after = new Map(Object.entries({ ...before, ...item.values }));
  if (clear) for (const name of item.nulls) after.delete(name);
  for (const [name, { add, remove }] of Object.entries(item.arrays)) {
    const kept = listOf(after.get(name)).filter((element) => !add.some((added) => added === element));
    after.set(
      name,
      [...kept, ...add].filter((element) => !remove.some((removed) => removed === element)).slice(-limits.catalogArray),
    );
  }
  return Object.fromEntries(after);
}

function withoutValues(id: string): CheckedItem {
  return { id, values: {}, nulls: [], arrays: {} };
}

function areItems(checked: readonly CheckedItem[] | readonly CatalogError[]): checked is readonly CheckedItem[] {
  return checked.every((one) => 'values' in one);
}

function refuseStorage({ settings }: Workspace): LoopbackResponse | undefined {
  return settings.storageExhausted ? refuse('company-size-limit-already-reached') : undefined;
}
