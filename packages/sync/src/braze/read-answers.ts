import type { CatalogFieldDefinition } from '@sf-braze/mapping-core';
import type { ExportedProfile, WorkspaceCatalog } from '../ports.ts';
import { fieldOf, textOf } from './braze-errors.ts';

/** Profiles of `/users/export/ids`. What the answer does not hold is undefined or empty. */
export function readProfiles(body: unknown): readonly ExportedProfile[] {
  return listOf(fieldOf(body, 'users')).map((user) => ({
    braze_id: textOf(fieldOf(user, 'braze_id')),
    external_id: textOf(fieldOf(user, 'external_id')),
    user_aliases: listOf(fieldOf(user, 'user_aliases')).flatMap((alias) => {
      const label = textOf(fieldOf(alias, 'alias_label'));
      const name = textOf(fieldOf(alias, 'alias_name'));
      return label === undefined || name === undefined ? [] : [{ alias_label: label, alias_name: name }];
    }),
    custom_events: listOf(fieldOf(user, 'custom_events')).map((event) => ({
      name: textOf(fieldOf(event, 'name')) ?? '',
      first: textOf(fieldOf(event, 'first')),
      last: textOf(fieldOf(event, 'last')),
      count: numberOf(fieldOf(event, 'count')),
    })),
  }));
}

/** Catalogs of `GET /catalogs`. A field of a type this version does not know is left out. */
export function readCatalogs(body: unknown): readonly WorkspaceCatalog[] {
  return listOf(fieldOf(body, 'catalogs')).flatMap((catalog) => {
    const name = textOf(fieldOf(catalog, 'name'));
    if (name === undefined) return [];
    const fields = listOf(fieldOf(catalog, 'fields')).flatMap(readField);
    return [{ name, fields, items: numberOf(fieldOf(catalog, 'num_items')) ?? 0 }];
  });
}

/** The one item of `GET /catalogs/{catalog_name}/items/{item_id}`. */
export function readItem(body: unknown): Readonly<Record<string, unknown>> | undefined {
  const item = listOf(fieldOf(body, 'items'))[0];
  return typeof item === 'object' && item !== null ? Object.fromEntries(Object.entries(item)) : undefined;
}

const fieldTypes: ReadonlySet<string> = new Set<CatalogFieldDefinition['type']>([
  'string',
  'number',
  'boolean',
  'time',
  'array',
  'object',
  'geo',
]);

function readField(field: unknown): readonly CatalogFieldDefinition[] {
  const name = textOf(fieldOf(field, 'name'));
  const type = textOf(fieldOf(field, 'type'));
  return name !== undefined && isFieldType(type) ? [{ name, type }] : [];
}

function isFieldType(type: string | undefined): type is CatalogFieldDefinition['type'] {
  return type !== undefined && fieldTypes.has(type);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
