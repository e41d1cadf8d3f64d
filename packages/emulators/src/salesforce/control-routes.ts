import { type Control, controlJson, controlRoute, refuse, streamJsonList, success } from '../loopback/control.ts';
import { json } from '../loopback/respond.ts';
import type { LoopbackResponse, Route } from '../loopback/route.ts';
import { runActions } from './actions.ts';
import { commitTransactions, type Org, replaceSchema } from './org.ts';
import { kindOf, readField } from './field-value.ts';
import { asFields } from './parse-schema.ts';
import { patchSchema } from './patch-schema.ts';
import { positionsOf, rowsOf, type Table } from './record-store.ts';
import type { Row, Value } from './row.ts';
import { findObject, type ObjectSchema } from './schema.ts';
import { mergeSettings } from './settings.ts';
import { upsertRecords } from './write-records.ts';

/**
 * What is Salesforce's own in the control API:
 * `PUT records` `{Object: [records]}` (see `upsertRecords`) answers `{Object: [ids]}`;
 * `POST actions` (see `runActions`); `PUT schema` (see `patchSchema`);
 * `PUT settings` merges the keys of `Settings`, and acts on
 * `expireSessions: true` (every access token is refused from now on; new ones can be had from the token endpoint) and
 * `apiUsed: n` (so many of the day's calls are used);
 * `GET state` gives `{now, counts: {Object: live}, deleted: {Object: in the bin}, switches, settings, …}`;
 * `GET state?object=X` lists all records of X, deleted ones too.
 */
export function createControlRoutes(org: Org): Control['routes'] {
  return [
    controlJson('PUT', 'records', (body) =>
      attempt(() => {
        const lists = Object.entries(asFields(body, 'The body')).map(([object, records]) => {
          if (!Array.isArray(records)) throw new Error(`${object} must be a list of records`);
          return [object, upsertRecords(org, object, records as readonly unknown[])] as const;
        });
        return json(200, Object.fromEntries(lists));
      }),
    ),
    controlJson('POST', 'actions', (body) => attempt(() => json(200, runActions(org, body)))),
    controlJson('PUT', 'schema', (body) =>
      attempt(() => {
        replaceSchema(org, patchSchema(org.schema.definition, body));
        return success();
      }),
    ),
    controlJson('PUT', 'settings', (body) => attempt(() => changeSettings(org, asFields(body, 'The body')))),
    controlRoute('GET', 'state', ({ query }) => {
      commitTransactions(org);
      const name = query.get('object');
      return name === null ? json(200, summarize(org)) : listRecords(org, name);
    }),
  ] satisfies readonly Route[];
}

function attempt(act: () => LoopbackResponse): LoopbackResponse {
  try {
    return act();
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function changeSettings(org: Org, patch: Readonly<Record<string, unknown>>): LoopbackResponse {
  const { expireSessions, apiUsed, ...rest } = patch;
  if (apiUsed !== undefined && typeof apiUsed !== 'number') return refuse('apiUsed must be a number');
  const merged = mergeSettings(org.settings, rest);
  if (typeof merged === 'string') return refuse(merged);
  org.settings = merged;
  if (apiUsed !== undefined) org.usage = apiUsed;
  if (expireSessions === true) org.sessions.clear();
  return json(200, { ...org.settings, apiUsed: org.usage });
}

function summarize(org: Org): unknown {
  const snapshot = org.store.snapshot();
  const counted = [...org.schema.objects.values()].map(({ name }) => [name, countTable(snapshot.table(name))] as const);
  return {
    now: new Date(org.clock.now()).toISOString(),
    counts: Object.fromEntries(counted.map(([name, { live }]) => [name, live])),
    deleted: Object.fromEntries(counted.map(([name, { deleted }]) => [name, deleted])),
    switches: org.schema.definition.switches,
    settings: { ...org.settings, apiUsed: org.usage },
    openTransactions: org.transactions.length,
    jobs: org.jobs.size,
  };
}

/** Without looking at generated records that nobody wrote. */
export function countTable(table: Table): { readonly live: number; readonly deleted: number } {
  const kept = [...table.overlaid.values(), ...table.others];
  const purged = kept.filter((row) => row === null).length;
  const deleted = kept.filter((row) => row?.record['IsDeleted'] === true).length;
  return { live: positionsOf(table) - purged - deleted, deleted };
}

function listRecords(org: Org, name: string): LoopbackResponse {
  const object = findObject(org.schema, name);
  if (object === undefined) return refuse(`no object ${name}`);
  return streamJsonList(rawRecords(org.store.snapshot().table(object.name), object));
}

function* rawRecords(table: Table, object: ObjectSchema): Generator {
  for (const row of rowsOf(table)) yield toRaw(row, object);
}

function toRaw(row: Row, object: ObjectSchema): Readonly<Record<string, Value>> {
  const fields = object.fields.filter(({ type }) => kindOf(type) !== 'compound');
  return Object.fromEntries(fields.map((field) => [field.name, readField(row, field)]));
}
