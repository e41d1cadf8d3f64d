import type { RecordId, Relation } from '@sf-braze/mapping-core';
import type { ItemSight, NewSight, Scratch } from '../state.ts';
import { type Database, jsonList, numberOf, optionalText, type SqlRow, textOf } from './database.ts';
import { storedId } from './people.ts';
import { SCRATCH_SCHEMA } from './schema.ts';

const TABLES = ['touched', 'handled', 'relation', 'staged', 'sight'] as const;

/** Rows of the running pass in SQLite's temporary tables. */
export function scratchOf(database: Database): Scratch {
  database.exec(SCRATCH_SCHEMA);
  return {
    reset: async () => {
      for (const table of TABLES) database.run(`DELETE FROM ${table}`);
    },
    touch: async (people, ids, need) => {
      database.run(
        'INSERT OR IGNORE INTO touched (people, id, need) SELECT ?, value, ? FROM json_each(?)',
        people,
        need,
        jsonList(ids),
      );
    },
    handled: async (people, ids) => {
      database.run(
        'INSERT OR IGNORE INTO handled (people, id) SELECT ?, value FROM json_each(?)',
        people,
        jsonList(ids),
      );
    },
    touched: async (people, need, limit) => {
      const rows = database.all(
        `SELECT id FROM touched t WHERE people = ? AND need = ?
         AND NOT EXISTS (SELECT 1 FROM handled h WHERE h.people = t.people AND h.id = t.id) ORDER BY id LIMIT ?`,
        people,
        need,
        limit,
      );
      return rows.map((row) => storedId(row['id']));
    },
    restart: async () => {
      database.run('DELETE FROM handled');
    },
    addRelations: async (set, relations) => addRelations(database, set, relations),
    relations: async (set, people) => readRelations(database, set, people),
    staged: async (set, people) => {
      database.run(
        'INSERT OR IGNORE INTO staged (name, person) SELECT ?, value FROM json_each(?)',
        set,
        jsonList(people),
      );
    },
    unstaged: async (set, people) => {
      const rows = database.all(
        'SELECT value AS id FROM json_each(?2) WHERE value NOT IN (SELECT person FROM staged WHERE name = ?1)',
        set,
        jsonList(people),
      );
      return rows.map((row) => storedId(row['id']));
    },
    related: async (set, after, limit) => {
      const rows = database.all(
        'SELECT DISTINCT person AS id FROM relation WHERE name = ? AND person > ? ORDER BY person LIMIT ?',
        set,
        after ?? '',
        limit,
      );
      return rows.map((row) => storedId(row['id']));
    },
    see: async (catalog, sights) => see(database, catalog, sights),
    sights: async (catalog, ids) => readSights(database, catalog, ids),
  };
}

function addRelations(database: Database, set: string, relations: readonly Relation[]): void {
  database.transaction(() => {
    for (const { person, target, kept, isPrimary, targetModstamp, modstamp } of relations) {
      // The same contact can stand twice on a deal: kept once is kept, primary once is primary.
      database.run(
        `INSERT INTO relation (name, person, target, kept, is_primary, target_modstamp, modstamp) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (name, person, target) DO UPDATE SET
           is_primary = CASE WHEN excluded.kept THEN max(is_primary * kept, excluded.is_primary) ELSE is_primary END,
           kept = max(kept, excluded.kept),
           modstamp = max(modstamp, excluded.modstamp)`,
        set,
        person,
        target,
        kept ? 1 : 0,
        isPrimary ? 1 : 0,
        targetModstamp,
        modstamp,
      );
    }
  });
}

function readRelations(
  database: Database,
  set: string,
  people: readonly RecordId[],
): ReadonlyMap<RecordId, readonly Relation[]> {
  const rows = database.all(
    'SELECT * FROM relation WHERE name = ? AND person IN (SELECT value FROM json_each(?))',
    set,
    jsonList(people),
  );
  const found = new Map<RecordId, Relation[]>();
  for (const row of rows) {
    const relation = relationOf(row);
    const list = found.get(relation.person);
    if (list) list.push(relation);
    else found.set(relation.person, [relation]);
  }
  return found;
}

function relationOf(row: SqlRow): Relation {
  return {
    person: storedId(row['person']),
    target: storedId(row['target']),
    kept: numberOf(row['kept']) === 1,
    isPrimary: numberOf(row['is_primary']) === 1,
    targetModstamp: textOf(row['target_modstamp']),
    modstamp: textOf(row['modstamp']),
  };
}

function see(database: Database, catalog: string, sights: readonly NewSight[]): void {
  database.transaction(() => {
    for (const { id, present, vanished, revealed } of sights) {
      database.run(
        `INSERT INTO sight (catalog, id, present, vanished, revealed) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (catalog, id) DO UPDATE SET present = coalesce(?3, present),
           vanished = coalesce(?4, vanished), revealed = coalesce(?5, revealed)`,
        catalog,
        id,
        present === undefined ? null : Number(present),
        vanished ?? null,
        revealed ?? null,
      );
    }
  });
}

/** Presence is the state's word, unless this pass has said otherwise. */
function readSights(database: Database, catalog: string, ids: readonly RecordId[]): ReadonlyMap<RecordId, ItemSight> {
  const rows = database.all(
    `SELECT wanted.value AS id, coalesce(s.present, i.standing = 'here', 0) AS present, s.vanished, s.revealed
     FROM json_each(?2) wanted
     LEFT JOIN sight s ON s.catalog = ?1 AND s.id = wanted.value
     LEFT JOIN item i ON i.catalog = ?1 AND i.id = wanted.value`,
    catalog,
    jsonList(ids),
  );
  return new Map(
    rows.map((row) => [
      storedId(row['id']),
      {
        present: numberOf(row['present']) === 1,
        vanished: vanishReasons.find((reason) => reason === row['vanished']),
        revealed: optionalText(row['revealed']),
      },
    ]),
  );
}

const vanishReasons = ['item_deleted', 'account_deleted', 'item_merged', 'account_merged'] as const;
