import type { Acceptance, KnownItem, RecordId } from '@sf-braze/mapping-core';
import { type Database, jsonList, textOf } from './database.ts';
import { storedId } from './people.ts';
import { readRules } from './rules.ts';
import type { SentCodec } from './sent-codec.ts';

/** `here`: Braze has it. `leaving`: to be deleted when the people are done. A row without either only remembers rules. */
export function readItems(
  database: Database,
  codec: SentCodec,
  catalog: string,
  ids: readonly RecordId[],
): ReadonlyMap<RecordId, KnownItem> {
  const rules = readRules(database, ids);
  const rows = database.all(
    'SELECT id, standing, sent FROM item WHERE catalog = ? AND id IN (SELECT value FROM json_each(?))',
    catalog,
    jsonList(ids),
  );
  const items = new Map<RecordId, KnownItem>();
  for (const [id, remembered] of rules) {
    items.set(storedId(id), { catalog, id: storedId(id), present: false, sent: new Map(), rules: remembered });
  }
  for (const row of rows) {
    const id = storedId(row['id']);
    const present = textOf(row['standing']) === 'here';
    items.set(id, { catalog, id, present, sent: codec.decode(row['sent']), rules: rules.get(id) ?? new Map() });
  }
  return items;
}

export function acceptItem(
  database: Database,
  codec: SentCodec,
  catalog: string,
  id: RecordId,
  acceptance: Acceptance,
): void {
  const known = database.get('SELECT sent, standing FROM item WHERE catalog = ? AND id = ?', catalog, id);
  const before = known !== undefined && textOf(known['standing']) === 'here' ? known['sent'] : undefined;
  const sent = codec.apply(before, acceptance);
  database.run("INSERT OR REPLACE INTO item (catalog, id, standing, sent) VALUES (?, ?, 'here', ?)", catalog, id, sent);
}

export function markLeaving(database: Database, catalog: string, ids: readonly RecordId[]): void {
  database.run(
    "UPDATE item SET standing = 'leaving' WHERE catalog = ? AND id IN (SELECT value FROM json_each(?))",
    catalog,
    jsonList(ids),
  );
}

export function forgetItems(database: Database, catalog: string, ids: readonly RecordId[]): void {
  database.run('DELETE FROM item WHERE catalog = ? AND id IN (SELECT value FROM json_each(?))', catalog, jsonList(ids));
}

export function readLeaving(database: Database, catalog: string, limit: number): RecordId[] {
  const rows = database.all("SELECT id FROM item WHERE catalog = ? AND standing = 'leaving' LIMIT ?", catalog, limit);
  return rows.map((row) => storedId(row['id']));
}
