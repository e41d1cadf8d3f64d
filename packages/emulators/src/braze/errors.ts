import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';

/** `{"message": …}` with a status: the shape of every refusal outside the catalogs. */
export function refusal(status: number, message: string): LoopbackResponse {
  return json(status, { message });
}

export const idsExceeded = 'The max number of ids per request was exceeded';
export const exportIdsExceeded = 'The max number of external_ids and aliases per request was exceeded';

/** One object that was refused while the others were taken; `index` counts inside its own array. */
export interface ObjectError {
  readonly type: string;
  readonly input_array: string;
  readonly index: number;
}

/** One entry of the catalogs' error envelope. Only six ids have a documented text and parameters. */
export interface CatalogError {
  readonly id: string;
  readonly message: string;
  readonly parameters: readonly string[];
  readonly parameter_values: readonly string[];
}

export function catalogRefusal(status: number, errors: readonly CatalogError[]): LoopbackResponse {
  return json(status, { errors, message: 'Invalid Request' });
}

/** An id whose text the vendor does not document: the id itself in words, and nothing to tell which item it was. */
export function catalogError(id: string): CatalogError {
  return { id, message: id.replaceAll('-', ' '), parameters: [], parameter_values: [] };
}

/** A catalog call refused for one reason that has no documented text. */
export function refuseCatalogCall(id: string, status = 400): LoopbackResponse {
  return catalogRefusal(status, [catalogError(id)]);
}

function namedError(id: string, message: string, parameter: string): (value: string) => CatalogError {
  return (value) => ({ id, message, parameters: [parameter], parameter_values: [value] });
}

export const catalogNotFound = namedError('catalog-not-found', 'Could not find catalog', 'catalog_name');
export const catalogNameTaken = namedError(
  'catalog-name-already-exists',
  'A catalog with that name already exists',
  'name',
);
export const unknownItemFields = namedError(
  'invalid-fields',
  'Some of the fields given do not exist in the catalog',
  'id',
);
export const itemNotFound = namedError('item-not-found', 'Could not find item', 'item_id');
export const invalidCursor = namedError('invalid-cursor', "'cursor' is not valid", 'cursor');

export function itemsMissingIds(count: number): CatalogError {
  const message = `There are ${count} item(s) that do not have ids`;
  return { id: 'items-missing-ids', message, parameters: [], parameter_values: [] };
}
