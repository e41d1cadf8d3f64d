import {
  type KnownLink,
  type KnownPerson,
  type KnownRecord,
  parseRecordId,
  type PersonChange,
  type PersonKey,
  type RecordId,
} from '@sf-braze/mapping-core';
import type { PersonNote } from '../state.ts';
import { type Database, jsonList, numberOf, optionalText, type SqlRow, textOf } from './database.ts';
import { addEvents } from './outbox.ts';
import { readRules, writeRules } from './rules.ts';
import type { SentCodec } from './sent-codec.ts';

/** Only `person.key` columns are read through this. */
export function personKey(value: unknown): PersonKey {
  return Number(value) as PersonKey;
}

/** Ids in the state were parsed when they came in. */
export function storedId(value: unknown): RecordId {
  const id = parseRecordId(String(value));
  if (id === undefined) throw new Error(`The state holds a malformed id of ${String(value).length} characters.`);
  return id;
}

export function peopleKeys(
  database: Database,
  records: readonly string[],
  externalIds: readonly string[],
): PersonKey[] {
  const rows = database.all(
    `SELECT person AS key FROM identifier WHERE id IN (SELECT value FROM json_each(?1))
     UNION SELECT key FROM person WHERE external_id IN (SELECT value FROM json_each(?2))`,
    jsonList(records),
    jsonList(externalIds),
  );
  return rows.map((row) => personKey(row['key']));
}

export function readPeople(database: Database, codec: SentCodec, keys: readonly PersonKey[]): KnownPerson[] {
  const list = jsonList(keys);
  const records = grouped(
    database.all(
      'SELECT person, id, people, alias FROM identifier WHERE person IN (SELECT value FROM json_each(?))',
      list,
    ),
    (row): KnownRecord => ({ people: textOf(row['people']), id: storedId(row['id']), alias: aliasOf(row) }),
  );
  const links = grouped(
    database.all('SELECT * FROM link WHERE person IN (SELECT value FROM json_each(?)) ORDER BY name, target', list),
    (row) => ({ name: textOf(row['name']), link: linkOf(row) }),
  );
  const rules = readRules(database, keys.map(String));
  const rows = database.all('SELECT * FROM person WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key', list);
  return rows.map((row): KnownPerson => {
    const key = personKey(row['key']);
    return {
      key,
      records: records.get(key) ?? [],
      externalId: optionalText(row['external_id']),
      profile: profileOf(row),
      sent: codec.decode(row['sent']),
      links: byName(links.get(key) ?? []),
      rules: rules.get(String(key)) ?? new Map(),
      suspendedAt: optionalText(row['suspended_at']),
    };
  });
}

/** Writes what must be known before anything of this person is sent; answers the person's key. */
export function notePerson(database: Database, run: string, note: PersonNote): PersonKey {
  const key = note.key ?? personKey(database.run("INSERT INTO person (profile) VALUES ('none')").lastId);
  applyChange(database, run, key, note.change);
  if (note.address !== undefined) database.run('UPDATE person SET address = ? WHERE key = ?', note.address, key);
  addEvents(database, key, note.events);
  return key;
}

function applyChange(database: Database, run: string, key: PersonKey, change: PersonChange): void {
  for (const { id, people, alias } of change.records) {
    database.run(
      'INSERT OR REPLACE INTO identifier (id, person, people, alias) VALUES (?, ?, ?, ?)',
      id,
      key,
      people,
      alias,
    );
  }
  if (change.externalId !== undefined) {
    database.run('UPDATE person SET external_id = ? WHERE key = ?', change.externalId, key);
  }
  if (change.suspendedAt !== undefined) {
    database.run('UPDATE person SET suspended_at = ? WHERE key = ?', change.suspendedAt, key);
  }
  for (const { link, target, episode, present, primary } of change.links) {
    database.run(
      'INSERT OR REPLACE INTO link (person, name, target, episode, present, is_primary, gone_run) VALUES (?, ?, ?, ?, ?, ?, ?)',
      key,
      link,
      target,
      episode,
      present ? 1 : 0,
      primary ? 1 : 0,
      present ? null : run,
    );
  }
  writeRules(database, String(key), change.rules);
}

function grouped<Value>(rows: readonly SqlRow[], read: (row: SqlRow) => Value): ReadonlyMap<PersonKey, Value[]> {
  const groups = new Map<PersonKey, Value[]>();
  for (const row of rows) {
    const key = personKey(row['person']);
    const group = groups.get(key);
    if (group) group.push(read(row));
    else groups.set(key, [read(row)]);
  }
  return groups;
}

function byName(
  rows: readonly { readonly name: string; readonly link: KnownLink }[],
): ReadonlyMap<string, readonly KnownLink[]> {
  const links = new Map<string, KnownLink[]>();
  for (const { name, link } of rows) links.set(name, [...(links.get(name) ?? []), link]);
  return links;
}

function linkOf(row: SqlRow): KnownLink {
  return {
    target: storedId(row['target']),
    episode: numberOf(row['episode']),
    present: numberOf(row['present']) === 1,
    primary: numberOf(row['is_primary']) === 1,
  };
}

function aliasOf(row: SqlRow): KnownRecord['alias'] {
  const alias = textOf(row['alias']);
  switch (alias) {
    case 'handle':
    case 'wanted':
    case 'requested':
    case 'present':
    case 'retired':
      return alias;
    default:
      throw new Error('The state holds an unknown alias standing.');
  }
}

function profileOf(row: SqlRow): KnownPerson['profile'] {
  const profile = textOf(row['profile']);
  return profile === 'accepted' || profile === 'seen' ? profile : 'none';
}
