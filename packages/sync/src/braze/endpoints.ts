import type { BrazeRequest, BrazeRequestKind } from '@sf-braze/mapping-core';

/** Requests that write; each has an outcome per object. */
export type WriteRequest = Exclude<BrazeRequest, { kind: 'export' | 'catalogs-list' | 'item-get' }>;

/** Endpoints that share one rate limit. https://www.braze.com/docs/api/api_limits */
export type LimitFamily = 'track' | 'identity' | 'export' | 'catalogs' | 'fields' | 'items' | 'item';

export interface Endpoint {
  readonly family: LimitFamily;
  /** Method and path as Braze's documentation writes them. */
  readonly label: string;
  /** What the API key must allow. */
  readonly permission: string;
}

export const endpoints: Readonly<Record<BrazeRequestKind, Endpoint>> = {
  track: { family: 'track', label: 'POST /users/track', permission: 'users.track' },
  'alias-new': { family: 'identity', label: 'POST /users/alias/new', permission: 'users.alias.new' },
  identify: { family: 'identity', label: 'POST /users/identify', permission: 'users.identify' },
  merge: { family: 'identity', label: 'POST /users/merge', permission: 'users.merge' },
  'delete-external-ids': { family: 'identity', label: 'POST /users/delete', permission: 'users.delete' },
  'delete-aliases': { family: 'identity', label: 'POST /users/delete', permission: 'users.delete' },
  export: { family: 'export', label: 'POST /users/export/ids', permission: 'users.export.ids' },
  'items-put': {
    family: 'items',
    label: 'PUT /catalogs/{catalog_name}/items',
    permission: 'catalogs.replace_items',
  },
  'items-patch': {
    family: 'items',
    label: 'PATCH /catalogs/{catalog_name}/items',
    permission: 'catalogs.update_items',
  },
  'items-delete': {
    family: 'items',
    label: 'DELETE /catalogs/{catalog_name}/items',
    permission: 'catalogs.delete_items',
  },
  'item-get': {
    family: 'item',
    label: 'GET /catalogs/{catalog_name}/items/{item_id}',
    permission: 'catalogs.get_item',
  },
  'catalogs-list': { family: 'catalogs', label: 'GET /catalogs', permission: 'catalogs.get' },
  'catalog-create': { family: 'catalogs', label: 'POST /catalogs', permission: 'catalogs.create' },
  'catalog-fields-add': {
    family: 'fields',
    label: 'POST /catalogs/{catalog_name}/fields',
    permission: 'catalogs.create_fields',
  },
};

export interface NominalLimit {
  readonly limit: number;
  readonly windowMs: number;
  /** Requests a window never exceeded, whatever Braze's headers allow. */
  readonly cap: number | undefined;
}

const minute = 60_000;

/** The documented limits; they hold until an answer's headers say what this workspace has. */
export function nominalLimits(exportPerMinute: number): Readonly<Record<LimitFamily, NominalLimit>> {
  return {
    track: { limit: 3000, windowMs: 3000, cap: undefined },
    identity: { limit: 20_000, windowMs: minute, cap: undefined },
    export: { limit: exportPerMinute, windowMs: minute, cap: exportPerMinute },
    catalogs: { limit: 50, windowMs: minute, cap: undefined },
    fields: { limit: 50, windowMs: minute, cap: undefined },
    items: { limit: 16_000, windowMs: minute, cap: undefined },
    item: { limit: 50, windowMs: minute, cap: undefined },
  };
}
