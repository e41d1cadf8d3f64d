import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFailure } from '../failures.ts';
import type { StateCounts, StateOwner, StateStore, Watermark } from '../state.ts';
import { applyStateChange, COMPLETED_RUN, dayBefore } from './changes.ts';
import { type Database, jsonList, numberOf, openDatabase, optionalText, textOf } from './database.ts';
import { readPlan, readRuns, savePlan, saveRun } from './history.ts';
import { readItems, readLeaving } from './items.ts';
import { leaseOf } from './lease.ts';
import { expandOccurrences, readDependents, readOutbox, readUnfinished, tidyOutbox } from './outbox.ts';
import { notePerson, peopleKeys, readPeople, storedId } from './people.ts';
import { readProblems, readRetryable } from './problems.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { scratchOf } from './scratch.ts';
import { sentCodec } from './sent-codec.ts';

/**
 * Opens the state file of one org and workspace, or makes it (mode 0600).
 * Fails with `sync/state-too-new`, `sync/state-from-elsewhere` or `sync/state-unreadable`.
 */
export async function openSqliteStore(file: string, owner: StateOwner): Promise<StateStore> {
  await makeFile(file);
  const database = await openDatabase(file);
  try {
    prepare(database, owner);
  } catch (error) {
    database.close();
    throw error;
  }
  return storeOver(database);
}

/** Before SQLite does: its journal files get the mode of the file. */
async function makeFile(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, 'a', 0o600);
    await handle.chmod(0o600);
    await handle.close();
  } catch {
    throw syncFailure('sync/state-unreadable', { reason: 'it cannot be opened' });
  }
}

function prepare(database: Database, owner: StateOwner): void {
  if (versionOf(database) > SCHEMA_VERSION) throw syncFailure('sync/state-too-new', {});
  if (versionOf(database) === 0) {
    database.transaction(() => {
      if (versionOf(database) !== 0) return; // another process was faster
      database.exec(SCHEMA);
      database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
      database.run(
        "INSERT INTO setting (name, value) VALUES ('org_id', ?), ('endpoint', ?)",
        owner.orgId,
        owner.endpoint,
      );
    });
  }
  const orgId = settingOf(database, 'org_id');
  const endpoint = settingOf(database, 'endpoint');
  if (orgId !== owner.orgId || endpoint !== owner.endpoint) {
    throw syncFailure('sync/state-from-elsewhere', { owner: `org ${orgId ?? '?'} and ${endpoint ?? '?'}` });
  }
}

function versionOf(database: Database): number {
  return numberOf(database.get('PRAGMA user_version')?.['user_version']);
}

function settingOf(database: Database, name: string): string | undefined {
  return optionalText(database.get('SELECT value FROM setting WHERE name = ?', name)?.['value']);
}

function storeOver(database: Database): StateStore {
  const codec = sentCodec(database);
  const lease = leaseOf(database);
  const write = <Result>(work: () => Result): Result => {
    try {
      return database.transaction(() => {
        lease.verify();
        return work();
      });
    } catch (error) {
      codec.reload();
      throw error;
    }
  };
  return {
    scratch: scratchOf(database),
    acquire: async (request) => lease.acquire(request),
    renew: async (now) => lease.renew(now),
    releaseLease: async () => lease.release(),
    setting: async (name) => settingOf(database, name),
    people: async (records, externalIds) => readPeople(database, codec, peopleKeys(database, records, externalIds)),
    peopleByKey: async (keys) => readPeople(database, codec, keys),
    items: async (catalog, ids) => readItems(database, codec, catalog, ids),
    linked: async (link, targets) => linked(database, link, targets),
    linkedRecords: async (after, limit) => linkedRecords(database, after, limit),
    sharedAddress: async (address, except) => sharedAddress(database, address, except),
    leavingItems: async (catalog, limit) => readLeaving(database, catalog, limit),
    watermark: async (stream) => watermark(database, stream),
    sweptAt: async (name) => optionalText(database.get('SELECT at FROM sweep WHERE name = ?', name)?.['at']),
    callsSince: async (now) =>
      numberOf(database.get('SELECT sum(calls) AS calls FROM api_use WHERE at >= ?', dayBefore(now))?.['calls']),
    counts: async () => counts(database),
    notePeople: async (notes, problems) =>
      write(() => {
        const keys = notes.map((note) => notePerson(database, lease.run(), note));
        for (const change of problems) applyStateChange(database, codec, lease.run(), change);
        return keys;
      }),
    commit: async (changes) =>
      write(() => {
        for (const change of changes) applyStateChange(database, codec, lease.run(), change);
      }),
    expandOccurrences: async (people) => write(() => expandOccurrences(database, people)),
    outbox: async (people) => readOutbox(database, people),
    unfinished: async (limit) => readUnfinished(database, limit),
    dependents: async (after, limit) => readDependents(database, after, limit),
    tidy: async () => tidyOutbox(database),
    problems: async () => readProblems(database),
    retryable: async (object) => readRetryable(database, object),
    savePlan: async (plan) => savePlan(database, plan),
    plan: async (id) => readPlan(database, id),
    saveRun: async (run) => saveRun(database, run),
    runs: async (limit) => readRuns(database, limit),
    close: async () => database.close(),
  };
}

type LinkedRecord = Awaited<ReturnType<StateStore['linked']>>[number];

function linked(database: Database, link: string, targets: readonly string[]): LinkedRecord[] {
  const rows = database.all(
    `SELECT DISTINCT i.people, i.id FROM link l JOIN identifier i ON i.person = l.person
     WHERE l.name = ?1 AND l.target IN (SELECT value FROM json_each(?2)) AND (l.present = 1
       OR l.gone_run > coalesce((SELECT value FROM setting WHERE name = ?3), ''))`,
    link,
    jsonList(targets),
    COMPLETED_RUN,
  );
  return rows.map((row) => ({ people: textOf(row['people']), id: storedId(row['id']) }));
}

function linkedRecords(database: Database, after: string | undefined, limit: number): LinkedRecord[] {
  const rows = database.all(
    `SELECT i.people, i.id FROM identifier i WHERE i.id > ?
     AND EXISTS (SELECT 1 FROM link l WHERE l.person = i.person) ORDER BY i.id LIMIT ?`,
    after ?? '',
    limit,
  );
  return rows.map((row) => ({ people: textOf(row['people']), id: storedId(row['id']) }));
}

type SharedAddress = Awaited<ReturnType<StateStore['sharedAddress']>>;

function sharedAddress(database: Database, address: string, except: number | undefined): SharedAddress {
  const rows = database.all(
    `SELECT i.id, i.people, p.key FROM person p JOIN identifier i ON i.person = p.key WHERE p.address = ? AND p.key <> ?`,
    address,
    except ?? 0,
  );
  return {
    count: new Set(rows.map((row) => row['key'])).size,
    contact: rows.some((row) => row['people'] === 'contact'),
    records: rows.map((row) => storedId(row['id'])),
  };
}

function watermark(database: Database, stream: string): Watermark | undefined {
  const row = database.get('SELECT at, digest FROM watermark WHERE stream = ?', stream);
  return row && { at: textOf(row['at']), digest: textOf(row['digest']) };
}

function counts(database: Database): StateCounts {
  const count = (sql: string): number => numberOf(database.get(sql)?.['n']);
  return {
    people: count("SELECT count(*) AS n FROM person WHERE profile <> 'none'"),
    items: count("SELECT count(*) AS n FROM item WHERE standing = 'here'"),
    eventsReady: count("SELECT count(*) AS n FROM outbox WHERE status = 'ready'"),
    eventsSending: count("SELECT count(*) AS n FROM outbox WHERE status = 'sending'"),
    aliasesWanted: count("SELECT count(*) AS n FROM identifier WHERE alias = 'wanted'"),
  };
}
