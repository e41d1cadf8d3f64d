import { type Catalog, type CatalogField, emptyCatalog } from './catalog.ts';
import { toCatalogValue } from './catalog-values.ts';
import { parseAlias } from './identifiers.ts';
import { isList, isObject, isText, type JsonObject, listOf } from './json-value.ts';
import { dumpProfile } from './profile-export.ts';
import type { Alias, Profile } from './profiles.ts';
import { reservedFields } from './reserved-fields.ts';
import { parseTime } from './times.ts';
import { updateAttributes } from './track-processing.ts';
import type { Workspace } from './workspace.ts';

/**
 * Adds users, catalogs and CDI integrations at once, as if they had always been there. A user whose `external_id` or
 * first alias exists is changed instead. A string is the reason why nothing (more) was added.
 */
export function addState(workspace: Workspace, state: unknown): string | undefined {
  if (!isObject(state)) return 'state must be an object';
  const { users = [], catalogs = {}, cdi_integrations, finished_jobs, job_running } = state;
  if (!isList(users) || !users.every(isObject)) return 'users must be a list of objects';
  if (!isObject(catalogs)) return 'catalogs must be an object of {fields, items, selections}';
  for (const user of users) {
    const refused = addUser(workspace, user);
    if (refused !== undefined) return refused;
  }
  for (const [name, catalog] of Object.entries(catalogs)) {
    const refused = isObject(catalog) ? addCatalog(workspace, name, catalog) : `catalog ${name} must be an object`;
    if (refused !== undefined) return refused;
  }
  if (typeof cdi_integrations === 'number') workspace.cdi.integrations = cdi_integrations;
  if (typeof finished_jobs === 'number') workspace.cdi.finishedJobs = finished_jobs;
  if (typeof job_running === 'boolean') workspace.cdi.jobRunning = job_running;
  return undefined;
}

/** The whole workspace as the text of one JSON object, in pieces. */
export async function* dumpState(workspace: Workspace): AsyncGenerator<string> {
  const { profiles, catalogs, attributeTypes, eventNames, processing } = workspace;
  yield '{"users":[';
  let separator = '';
  for (const profile of profiles.all()) {
    yield separator + JSON.stringify(dumpProfile(profile));
    separator = ',';
  }
  yield '],"catalogs":{';
  separator = '';
  for (const catalog of catalogs.values()) {
    yield `${separator}${JSON.stringify(catalog.name)}:${JSON.stringify(dumpCatalog(catalog))}`;
    separator = ',';
  }
  const pending = processing.pending().map(({ due, what }) => ({ due: new Date(due).toISOString(), what }));
  const rest = { attribute_types: Object.fromEntries(attributeTypes), event_names: [...eventNames], pending };
  yield `},${JSON.stringify(rest).slice(1)}`;
}

function dumpCatalog({ description, fields, items, selections, updatedAt }: Catalog): JsonObject {
  return {
    description,
    fields,
    items: Object.fromEntries(items),
    selections: Object.fromEntries(selections),
    updated_at: new Date(updatedAt).toISOString(),
  };
}

/** Keys that a dump has and an addition reads elsewhere or not at all. */
const placedApart = new Set([
  'external_id',
  'braze_id',
  'user_aliases',
  'custom_attributes',
  'custom_events',
  'created_at',
  'updated_at',
  'deprecated_external_ids',
  'time_attributes',
  'events',
  'purchases',
  'merged_away',
  'deleting',
]);

function addUser(workspace: Workspace, user: JsonObject): string | undefined {
  const { profiles, clock } = workspace;
  const { external_id, braze_id, user_aliases, custom_attributes = {}, custom_events, updated_at } = user;
  const aliases = listOf(user_aliases).map(parseAlias);
  if (!aliases.every((alias) => alias !== undefined)) return 'user_aliases must be a list of {alias_label, alias_name}';
  if (!isObject(custom_attributes)) return 'custom_attributes must be an object';
  const reserved = Object.entries(user).filter(([name]) => !placedApart.has(name));
  const stranger = reserved.find(([name]) => !reservedFields.has(name));
  if (stranger !== undefined) return `users have no field '${stranger[0]}'; put it under custom_attributes`;
  const profile =
    findExisting(workspace, external_id, aliases) ??
    profiles.create(clock.now(), isText(braze_id) ? braze_id : undefined);
  if (isText(external_id) && profile.externalId === undefined) profiles.setExternalId(profile, external_id);
  for (const alias of aliases) {
    if (profiles.byAlias(alias) !== profile && !profiles.addAlias(profile, alias)) {
      return `alias ${alias.alias_label}:${alias.alias_name} is taken, or its label is`;
    }
  }
  updateAttributes(workspace, profile, Object.fromEntries(reserved));
  updateAttributes(workspace, profile, custom_attributes);
  for (const event of listOf(custom_events)) addEvents(workspace, profile, event);
  profile.updatedAt = typeof updated_at === 'number' ? updated_at : (readTime(updated_at) ?? clock.now());
  return undefined;
}

function findExisting({ profiles }: Workspace, externalId: unknown, aliases: readonly Alias[]): Profile | undefined {
  const [alias] = aliases;
  if (isText(externalId)) return profiles.byExternalId(externalId);
  return alias === undefined ? undefined : profiles.byAlias(alias);
}

/** One event `{name, time, properties}`, or a sum `{name, first, last, count}` as an export gives it. */
function addEvents({ eventNames, clock }: Workspace, profile: Profile, event: unknown): void {
  if (!isObject(event) || !isText(event['name'])) return;
  const { name, time, first, last, count, properties } = event;
  eventNames.add(name);
  const until = readTime(time ?? last) ?? clock.now();
  const times = [readTime(time ?? first) ?? until];
  for (let index = 1; index < (typeof count === 'number' ? count : 1); index += 1) times.push(until);
  for (const at of times) profile.events.push({ name, time: at, properties: isObject(properties) ? properties : {} });
}

function readTime(value: unknown): number | undefined {
  return isText(value) ? parseTime(value)?.getTime() : undefined;
}

function addCatalog(
  workspace: Workspace,
  name: string,
  { fields, items = {}, selections = {} }: JsonObject,
): string | undefined {
  const parsed = listOf(fields).flatMap((field): CatalogField[] => {
    const { name: fieldName, type } = isObject(field) ? field : {};
    return isText(fieldName) && isText(type) ? [{ name: fieldName, type }] : [];
  });
  if (parsed.length < listOf(fields).length) return `catalog ${name}: fields must be {name, type}`;
  const catalog = emptyCatalog(
    name,
    '',
    parsed.length === 0 ? [{ name: 'id', type: 'string' }] : parsed,
    workspace.clock.now(),
  );
  for (const [id, item] of keyed(items, 'id')) {
    const values = Object.entries(item).flatMap(([field, value]): [string, unknown][] => {
      const stored = toCatalogValue(value, parsed.find((one) => one.name === field)?.type ?? '');
      return field === 'id' || stored.kind === 'refused' ? [] : [[field, stored.value]];
    });
    catalog.items.set(id, Object.fromEntries(values));
  }
  for (const [selectionName, selection] of keyed(selections, 'name')) catalog.selections.set(selectionName, selection);
  workspace.catalogs.set(name, catalog);
  return undefined;
}

/** `{key: object}`, or a list of objects that hold their key. */
function keyed(value: unknown, key: string): readonly (readonly [string, JsonObject])[] {
  const entries = isList(value)
    ? value.filter(isObject).map((one): [string, unknown] => [String(one[key]), one])
    : Object.entries(isObject(value) ? value : {});
  return entries.flatMap(([name, one]): [string, JsonObject][] => (isObject(one) ? [[name, one]] : []));
}
