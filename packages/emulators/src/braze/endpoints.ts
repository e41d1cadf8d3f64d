import type { LoopbackResponse } from '../loopback/route.ts';
import { createAliases, renameAliases } from './aliases.ts';
import { addFields, deleteField } from './catalog-fields.ts';
import { changeItem, changeItems, deleteItem, getItem, listItems } from './catalog-items.ts';
import { createCatalog, deleteCatalog, listCatalogs } from './catalogs.ts';
import { listIntegrations, listJobs, triggerSync } from './cdi.ts';
import { listCustomAttributes, listEvents } from './data-lists.ts';
import { deleteUsers } from './delete-users.ts';
import { exportUsers } from './export-users.ts';
import { removeExternalIds, renameExternalIds } from './external-ids.ts';
import { identifyUsers } from './identify.ts';
import type { JsonObject } from './json-value.ts';
import { mergeUsers } from './merge.ts';
import type { RateFamily } from './rate-limits.ts';
import { createSelection, deleteSelection } from './selections.ts';
import { getSubscription, getUserSubscriptions, setSubscription, setSubscriptions } from './subscriptions.ts';
import { track, trackBulk, trackSync } from './track.ts';
import type { Workspace } from './workspace.ts';

/** One authorized call with its body read; `{}` where the method has none. */
export interface Call {
  readonly workspace: Workspace;
  readonly body: JsonObject;
  readonly query: URLSearchParams;
  /** A named segment of the path. */
  readonly segment: (name: string) => string;
}

export interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly permission: string;
  readonly family: RateFamily | ((call: Pick<Call, 'body'>) => RateFamily);
  readonly answer: (call: Call) => LoopbackResponse;
}

type Shorthand = readonly [
  methodAndPath: string,
  permission: string,
  family: Endpoint['family'],
  answer: Endpoint['answer'],
];

const catalog = '/catalogs/:catalog_name';
const catalogName = (call: Call) => call.segment('catalog_name');
const itemPlace = (call: Call) => ({ catalogName: catalogName(call), id: call.segment('item_id') });

const table: readonly Shorthand[] = [
  ['POST /users/track', 'users.track', 'track', ({ workspace, body }) => track(workspace, body)],
  ['POST /users/track/bulk', 'users.track.bulk', 'track_bulk', ({ workspace, body }) => trackBulk(workspace, body)],
  ['POST /users/track/sync', 'users.track.sync', 'track_sync', ({ workspace, body }) => trackSync(workspace, body)],
  ['POST /users/alias/new', 'users.alias.new', 'identity', ({ workspace, body }) => createAliases(workspace, body)],
  [
    'POST /users/alias/update',
    'users.alias.update',
    'identity',
    ({ workspace, body }) => renameAliases(workspace, body),
  ],
  ['POST /users/identify', 'users.identify', 'identity', ({ workspace, body }) => identifyUsers(workspace, body)],
  ['POST /users/merge', 'users.merge', 'identity', ({ workspace, body }) => mergeUsers(workspace, body)],
  ['POST /users/delete', 'users.delete', 'identity', ({ workspace, body }) => deleteUsers(workspace, body)],
  [
    'POST /users/external_ids/rename',
    'users.external_ids.rename',
    'external_ids_rename',
    ({ workspace, body }) => renameExternalIds(workspace, body),
  ],
  [
    'POST /users/external_ids/remove',
    'users.external_ids.remove',
    'external_ids_remove',
    ({ workspace, body }) => removeExternalIds(workspace, body),
  ],
  ['POST /users/export/ids', 'users.export.ids', exportFamily, ({ workspace, body }) => exportUsers(workspace, body)],
  [
    'GET /custom_attributes',
    'custom_attributes.get',
    'events_list',
    ({ workspace, query }) => listCustomAttributes(workspace, query.get('cursor')),
  ],
  [
    'GET /events/list',
    'events.list',
    'events_list',
    ({ workspace, query }) => listEvents(workspace, query.get('page')),
  ],
  [
    'POST /subscription/status/set',
    'subscription.status.set',
    'subscription',
    ({ workspace, body }) => setSubscription(workspace, body),
  ],
  [
    'POST /v2/subscription/status/set',
    'subscription.status.set',
    'subscription',
    ({ workspace, body }) => setSubscriptions(workspace, body),
  ],
  [
    'GET /subscription/status/get',
    'subscription.status.get',
    'shared',
    ({ workspace, query }) => getSubscription(workspace, query),
  ],
  [
    'GET /subscription/user/status',
    'subscription.groups.get',
    'shared',
    ({ workspace, query }) => getUserSubscriptions(workspace, query),
  ],
  ['GET /catalogs', 'catalogs.get', 'catalogs', ({ workspace }) => listCatalogs(workspace)],
  ['POST /catalogs', 'catalogs.create', 'catalogs', ({ workspace, body }) => createCatalog(workspace, body)],
  [`DELETE ${catalog}`, 'catalogs.delete', 'catalogs', (call) => deleteCatalog(call.workspace, catalogName(call))],
  [
    `POST ${catalog}/fields`,
    'catalogs.create_fields',
    'catalog_fields',
    (call) => addFields(call.workspace, catalogName(call), call.body),
  ],
  [
    `DELETE ${catalog}/fields/:field_name`,
    'catalogs.delete_fields',
    'catalog_fields',
    (call) => deleteField(call.workspace, catalogName(call), call.segment('field_name')),
  ],
  [
    `GET ${catalog}/items`,
    'catalogs.get_items',
    'catalog_items',
    (call) => listItems(call.workspace, catalogName(call), call.query.get('cursor')),
  ],
  [
    `POST ${catalog}/items`,
    'catalogs.add_items',
    'catalog_items_bulk',
    (call) => changeItems(call.workspace, catalogName(call), 'POST', call.body),
  ],
  [
    `PATCH ${catalog}/items`,
    'catalogs.update_items',
    'catalog_items_bulk',
    (call) => changeItems(call.workspace, catalogName(call), 'PATCH', call.body),
  ],
  [
    `PUT ${catalog}/items`,
    'catalogs.replace_items',
    'catalog_items_bulk',
    (call) => changeItems(call.workspace, catalogName(call), 'PUT', call.body),
  ],
  [
    `DELETE ${catalog}/items`,
    'catalogs.delete_items',
    'catalog_items_bulk',
    (call) => changeItems(call.workspace, catalogName(call), 'DELETE', call.body),
  ],
  [
    `GET ${catalog}/items/:item_id`,
    'catalogs.get_item',
    'catalog_items',
    (call) => getItem(call.workspace, catalogName(call), call.segment('item_id')),
  ],
  [
    `POST ${catalog}/items/:item_id`,
    'catalogs.create_item',
    'catalog_items',
    (call) => changeItem(call.workspace, itemPlace(call), 'POST', call.body),
  ],
  [
    `PATCH ${catalog}/items/:item_id`,
    'catalogs.update_item',
    'catalog_items',
    (call) => changeItem(call.workspace, itemPlace(call), 'PATCH', call.body),
  ],
  [
    `PUT ${catalog}/items/:item_id`,
    'catalogs.replace_item',
    'catalog_items',
    (call) => changeItem(call.workspace, itemPlace(call), 'PUT', call.body),
  ],
  [
    `DELETE ${catalog}/items/:item_id`,
    'catalogs.delete_item',
    'catalog_items',
    (call) => deleteItem(call.workspace, catalogName(call), call.segment('item_id')),
  ],
  [
    `POST ${catalog}/selections`,
    'catalogs.create_selection',
    'catalog_fields',
    (call) => createSelection(call.workspace, catalogName(call), call.body),
  ],
  [
    `DELETE ${catalog}/selections/:selection_name`,
    'catalogs.delete_selection',
    'catalog_fields',
    (call) => deleteSelection(call.workspace, catalogName(call), call.segment('selection_name')),
  ],
  [
    'GET /cdi/integrations',
    'cdi.integration_list',
    'cdi_list',
    ({ workspace, query }) => listIntegrations(workspace, query.get('cursor')),
  ],
  [
    'POST /cdi/integrations/:integration_id/sync',
    'cdi.integration_sync',
    'cdi_sync',
    (call) => triggerSync(call.workspace, call.segment('integration_id')),
  ],
  [
    'GET /cdi/integrations/:integration_id/job_sync_status',
    'cdi.integration_job_status',
    'cdi_status',
    (call) => listJobs(call.workspace, call.segment('integration_id'), call.query.get('cursor')),
  ],
];

/** Every endpoint with its permission and its rate limit: https://www.braze.com/docs/api/basics */
export const endpoints: readonly Endpoint[] = table.map(([methodAndPath, permission, family, answer]) => {
  const [method = '', path = ''] = methodAndPath.split(' ');
  return { method, path, permission, family, answer };
});

/** Exports that name their fields, none of campaigns or Canvases, have a limit of their own. */
function exportFamily({ body }: Pick<Call, 'body'>): RateFamily {
  const fields = body['fields_to_export'];
  if (!Array.isArray(fields)) return 'export';
  return fields.some((field) => /^(?:campaigns|canvases)_received$/u.test(String(field))) ? 'export' : 'export_fields';
}
