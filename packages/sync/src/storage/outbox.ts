import type { PersonKey } from '@sf-braze/mapping-core';
import type { NotedEvent, Occurrence, OutboxEntry, OutboxStatus } from '../state.ts';
import { type Database, jsonList, numberOf, optionalText, type SqlRow, textOf } from './database.ts';
import { personKey, storedId } from './people.ts';

/** Events enter as `ready`, in the transaction that notes their cause; a key that is known already is left alone. */
export function addEvents(database: Database, person: PersonKey, events: readonly NotedEvent[]): void {
  for (const { draft, stored } of events) {
    database.run(
      `INSERT OR IGNORE INTO outbox (key, draft_key, person, name, time, properties, source_object, source_id, status)
       VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, 'ready')`,
      draft.key,
      person,
      draft.name,
      draft.time,
      JSON.stringify(stored),
      draft.source?.object ?? null,
      draft.source?.id ?? null,
    );
  }
}

export function addOccurrence(database: Database, run: string, { draft, stored, link, target }: Occurrence): void {
  database.run(
    `INSERT OR IGNORE INTO occurrence (key, run, link, target, name, time, properties, source_object, source_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    draft.key,
    run,
    link,
    target,
    draft.name,
    draft.time,
    JSON.stringify(stored),
    draft.source?.object ?? null,
    draft.source?.id ?? null,
  );
}

const EXPAND = `INSERT OR IGNORE INTO outbox (key, draft_key, person, name, time, properties, source_object, source_id, status)
  SELECT o.key || '|' || l.person, o.key, l.person, o.name, o.time, o.properties, o.source_object, o.source_id, 'ready'
  FROM occurrence o JOIN link l ON l.target = o.target AND l.name = o.link
  WHERE (l.present = 1 OR l.gone_run >= o.run)`;

/** Everybody linked now, or until the run that saw the occurrence: a deal that closes still tells its people. */
export function expandOccurrences(
  database: Database,
  people: readonly PersonKey[] | undefined,
): ReadonlyMap<string, number> {
  const last = numberOf(database.get('SELECT max(id) AS id FROM outbox')?.['id']);
  if (people === undefined) database.run(EXPAND);
  else database.run(`${EXPAND} AND l.person IN (SELECT value FROM json_each(?))`, jsonList(people));
  const added = database.all('SELECT name, count(*) AS n FROM outbox WHERE id > ? GROUP BY name', last);
  return new Map(added.map((row) => [textOf(row['name']), numberOf(row['n'])]));
}

export function setStatus(database: Database, ids: readonly number[], status: OutboxStatus, at: string): void {
  database.run(
    `UPDATE outbox SET status = ?1, sending_since = CASE ?1 WHEN 'sending' THEN ?2 ELSE sending_since END
     WHERE id IN (SELECT value FROM json_each(?3))`,
    status,
    at,
    jsonList(ids),
  );
}

export function readOutbox(database: Database, people: readonly PersonKey[]): OutboxEntry[] {
  const rows = database.all(
    "SELECT * FROM outbox WHERE status <> 'sent' AND person IN (SELECT value FROM json_each(?)) ORDER BY id",
    jsonList(people),
  );
  return rows.map(entryOf);
}

export function readUnfinished(database: Database, limit: number): OutboxEntry[] {
  return database.all("SELECT * FROM outbox WHERE status = 'sending' ORDER BY id LIMIT ?", limit).map(entryOf);
}

/** People whose create was accepted and who still have an alias to add or to verify, or an event to send. */
export function readDependents(database: Database, after: PersonKey | undefined, limit: number): PersonKey[] {
  const rows = database.all(
    `SELECT key FROM person WHERE key > ?1 AND profile <> 'none' AND key IN (
       SELECT person FROM outbox WHERE status = 'ready' UNION SELECT person FROM identifier WHERE alias IN ('wanted', 'requested')
     ) ORDER BY key LIMIT ?2`,
    after ?? 0,
    limit,
  );
  return rows.map((row) => personKey(row['key']));
}

/** What was sent needs no memory once nothing can compute it again. */
export function tidyOutbox(database: Database): void {
  database.transaction(() => {
    database.run('DELETE FROM occurrence');
    database.run("DELETE FROM outbox WHERE status = 'sent'");
  });
}

function entryOf(row: SqlRow): OutboxEntry {
  const object = optionalText(row['source_object']);
  const status = textOf(row['status']);
  return {
    id: numberOf(row['id']),
    draftKey: textOf(row['draft_key']),
    person: personKey(row['person']),
    name: textOf(row['name']),
    time: textOf(row['time']),
    properties: JSON.parse(textOf(row['properties'])) as Readonly<Record<string, unknown>>, // written above
    source: object === undefined ? undefined : { object, id: storedId(row['source_id']) },
    status: status === 'sending' || status === 'sent' ? status : 'ready',
    sendingSince: optionalText(row['sending_since']),
  };
}
