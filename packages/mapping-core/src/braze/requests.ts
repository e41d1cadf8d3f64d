import type { BrazeValue, HandleFields, UserAlias } from './objects.ts';

export type AttributesObject = HandleFields & { readonly _update_existing_only: boolean } & Readonly<
    Record<string, unknown>
  >;

export type EventObject = HandleFields & {
  readonly name: string;
  /** `YYYY-MM-DDThh:mm:ssZ` */
  readonly time: string;
  readonly properties: Readonly<Record<string, BrazeValue>>;
};

export type ItemObject = { readonly id: string } & Readonly<Record<string, BrazeValue | null>>;

export interface CatalogFieldDefinition {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'time' | 'array' | 'object' | 'geo';
}

/** The REST calls this project makes; bodies as the endpoints take them. https://www.braze.com/docs/api/home */
export type BrazeRequest =
  | {
      readonly kind: 'track';
      readonly attributes: readonly AttributesObject[];
      readonly events: readonly EventObject[];
    }
  | {
      readonly kind: 'alias-new';
      readonly aliases: readonly (UserAlias & { readonly external_id: string })[];
    }
  | {
      readonly kind: 'identify';
      readonly aliases: readonly { readonly external_id: string; readonly user_alias: UserAlias }[];
    }
  | {
      readonly kind: 'merge';
      readonly merges: readonly {
        readonly identifier_to_merge: HandleFields;
        readonly identifier_to_keep: HandleFields;
      }[];
    }
  | { readonly kind: 'delete-external-ids'; readonly externalIds: readonly string[] }
  | { readonly kind: 'delete-aliases'; readonly aliases: readonly UserAlias[] }
  | {
      readonly kind: 'export';
      readonly externalIds: readonly string[];
      readonly aliases: readonly UserAlias[];
      readonly fields: readonly string[];
    }
  | { readonly kind: 'items-put'; readonly catalog: string; readonly items: readonly ItemObject[] }
  | { readonly kind: 'items-patch'; readonly catalog: string; readonly items: readonly ItemObject[] }
  | { readonly kind: 'items-delete'; readonly catalog: string; readonly ids: readonly string[] }
  | { readonly kind: 'item-get'; readonly catalog: string; readonly id: string }
  | { readonly kind: 'catalogs-list' }
  | {
      readonly kind: 'catalog-create';
      readonly name: string;
      readonly description: string;
      readonly fields: readonly CatalogFieldDefinition[];
    }
  | {
      readonly kind: 'catalog-fields-add';
      readonly catalog: string;
      readonly fields: readonly CatalogFieldDefinition[];
    };

export type BrazeRequestKind = BrazeRequest['kind'];

export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body: unknown;
}

/** Method, path and JSON body of a request: what preview prints and what the sender sends. Empty arrays are left out. */
export function wire(request: BrazeRequest): WireRequest {
  switch (request.kind) {
    case 'track':
      return post('/users/track', {
        ...(request.attributes.length > 0 && { attributes: request.attributes }),
        ...(request.events.length > 0 && { events: request.events }),
      });
    case 'alias-new':
      return post('/users/alias/new', { user_aliases: request.aliases });
    case 'identify':
      return post('/users/identify', { aliases_to_identify: request.aliases });
    case 'merge':
      return post('/users/merge', { merge_updates: request.merges });
    case 'delete-external-ids':
      return post('/users/delete', { external_ids: request.externalIds });
    case 'delete-aliases':
      return post('/users/delete', { user_aliases: request.aliases });
    case 'export':
      return post('/users/export/ids', {
        ...(request.externalIds.length > 0 && { external_ids: request.externalIds }),
        ...(request.aliases.length > 0 && { user_aliases: request.aliases }),
        fields_to_export: request.fields,
      });
    case 'items-put':
      return { method: 'PUT', path: itemsPath(request.catalog), body: { items: request.items } };
    case 'items-patch':
      return { method: 'PATCH', path: itemsPath(request.catalog), body: { items: request.items } };
    case 'items-delete':
      return { method: 'DELETE', path: itemsPath(request.catalog), body: { items: request.ids.map((id) => ({ id })) } };
    case 'item-get':
      return {
        method: 'GET',
        path: `${itemsPath(request.catalog)}/${encodeURIComponent(request.id)}`,
        body: undefined,
      };
    case 'catalogs-list':
      return { method: 'GET', path: '/catalogs', body: undefined };
    case 'catalog-create':
      return post('/catalogs', {
        catalogs: [{ name: request.name, description: request.description, fields: request.fields }],
      });
    case 'catalog-fields-add':
      return post(`/catalogs/${encodeURIComponent(request.catalog)}/fields`, { fields: request.fields });
  }
}

function post(path: string, body: unknown): WireRequest {
  return { method: 'POST', path, body };
}

function itemsPath(catalog: string): string {
  return `/catalogs/${encodeURIComponent(catalog)}/items`;
}
