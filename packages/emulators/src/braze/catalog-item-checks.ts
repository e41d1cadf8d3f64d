import { toCatalogValue } from './catalog-values.ts';
import { type Catalog, type CatalogItem, isCatalogWord } from './catalog.ts';
import { type CatalogError, catalogError, itemsMissingIds, unknownItemFields } from './errors.ts';
import { isList, isObject, isString, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Settings } from './settings.ts';

/** A checked item: what to store, what to empty, and what to do to arrays. */
export interface CheckedItem {
  readonly id: string;
  readonly values: CatalogItem;
  /** Fields given as null. */
  readonly nulls: readonly string[];
  /** `{$add, $remove}` by array field; only PATCH has any. */
  readonly arrays: Readonly<Record<string, ArrayOperators>>;
}

export interface ArrayOperators {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export type Verb = 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** The items of a bulk request, in the order of Braze's checks; the first kind of error found refuses them all. */
export function checkItemList(
  list: unknown,
  verb: Verb,
): readonly (JsonObject & { readonly id: string })[] | CatalogError {
  if (!isList(list) || list.length === 0 || !list.every(isObject)) return catalogError('item-array-invalid');
  if (list.length > limits.catalogItemsPerRequest) return catalogError('request-includes-too-many-items');
  const missing = list.filter(({ id }) => id === undefined || id === null || id === '').length;
  if (missing > 0) return itemsMissingIds(missing);
  // The vendor's page on PUT spells it without the last letter.
  const items = list.flatMap((item) => (isString(item['id']) ? { ...item, id: item['id'] } : []));
  if (items.length < list.length) return catalogError(verb === 'PUT' ? 'ids-not-string' : 'ids-not-strings');
  const refused = items.map(({ id }) => refuseItemId(id)).find((id) => id !== undefined);
  if (refused !== undefined) return catalogError(refused);
  return new Set(items.map(({ id }) => id)).size === items.length ? items : catalogError('ids-not-unique');
}

/** The error id for an item id that Braze does not take. */
export function refuseItemId(id: string): string | undefined {
  if (id.length > limits.catalogItemId) return 'ids-too-large';
  return isCatalogWord(id) ? undefined : 'invalid-ids';
}

/** The values of items whose ids were checked; all of them or the errors that refuse the request. */
export function checkItemValues(
  catalog: Catalog,
  items: readonly (JsonObject & { readonly id: string })[],
  verb: Verb,
  settings: Settings,
): readonly CheckedItem[] | readonly CatalogError[] {
  const types = new Map(catalog.fields.map(({ name, type }) => [name, type]));
  const strangers = items.filter((item) => Object.keys(item).some((name) => !types.has(name)));
  if (strangers.length > 0) return strangers.map(({ id }) => unknownItemFields(id));
  const checked: CheckedItem[] = [];
  for (const item of items) {
    const result = checkValues(item, types, verb, settings);
    if (isString(result)) return [catalogError(result)];
    checked.push(result);
  }
  return checked;
}

function checkValues(
  item: JsonObject & { readonly id: string },
  types: ReadonlyMap<string, string>,
  verb: Verb,
  settings: Settings,
): CheckedItem | string {
  const values: [string, unknown][] = [];
  const arrays: [string, ArrayOperators][] = [];
  const nulls: string[] = [];
  for (const [name, value] of Object.entries(item)) {
    const type = types.get(name);
    if (name === 'id' || type === undefined) continue;
    const operators = verb === 'PATCH' && type === 'array' ? parseOperators(value) : undefined;
    if (operators !== undefined) {
      arrays.push([name, operators]);
    } else if (value === null) {
      if (settings.catalogNull === 'reject') return 'unable-to-coerce-value';
      nulls.push(name);
    } else {
      const converted = toCatalogValue(value, type);
      if (converted.kind === 'refused') return converted.id;
      values.push([name, converted.value]);
    }
  }
  return { id: item.id, values: Object.fromEntries(values), nulls, arrays: Object.fromEntries(arrays) };
}

function parseOperators(value: unknown): ArrayOperators | undefined {
  if (!isObject(value) || Object.keys(value).some((key) => key !== '$add' && key !== '$remove')) return undefined;
  const { $add: add = [], $remove: remove = [] } = value;
  return isTextList(add) && isTextList(remove) ? { add, remove } : undefined;
}

function isTextList(value: unknown): value is readonly string[] {
  return isList(value) && value.every(isString);
}
