import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { syncFailure } from '../failures.ts';
import { loadSqlite } from './load-sqlite.ts';

export type SqlRow = Readonly<Record<string, SQLOutputValue>>;

/** A SQLite file with cached statements. Errors of the file become `sync/state-unreadable`. */
export interface Database {
  all(sql: string, ...values: readonly SQLInputValue[]): readonly SqlRow[];
  get(sql: string, ...values: readonly SQLInputValue[]): SqlRow | undefined;
  run(sql: string, ...values: readonly SQLInputValue[]): { readonly changes: number; readonly lastId: number };
  exec(sql: string): void;
  /** All of it, or nothing. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

/** Opens (or makes) the file. WAL, one writer; a power cut may lose the last transaction, never a part of one. */
export async function openDatabase(file: string): Promise<Database> {
  const { DatabaseSync: Sqlite } = await loadSqlite();
  const database = guarded(() => new Sqlite(file, { timeout: 5000 }));
  guarded(() => {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = FILE;');
  });
  return wrap(database);
}

function wrap(database: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    all: (sql, ...values) => guarded(() => prepared(sql).all(...values)),
    get: (sql, ...values) => guarded(() => prepared(sql).get(...values)),
    run: (sql, ...values) =>
      guarded(() => {
        const { changes, lastInsertRowid } = prepared(sql).run(...values);
        return { changes: Number(changes), lastId: Number(lastInsertRowid) };
      }),
    exec: (sql) => guarded(() => database.exec(sql)),
    transaction: (work) => transaction(database, work),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  guarded(() => database.exec('BEGIN IMMEDIATE'));
  try {
    const result = work();
    guarded(() => database.exec('COMMIT'));
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

const reasons: Readonly<Record<number, string>> = {
  5: 'another process is writing to it',
  8: 'it cannot be written',
  10: 'the disk reports an error',
  11: 'its content is damaged',
  13: 'the disk is full',
  14: 'it cannot be opened',
  26: 'it is not a state file',
};

function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
    const reason = code === undefined ? undefined : reasons[code];
    throw reason === undefined ? error : syncFailure('sync/state-unreadable', { reason });
  }
}

/** A list as one SQL parameter, for `IN (SELECT value FROM json_each(?))`. */
export function jsonList(values: readonly (string | number)[]): string {
  return JSON.stringify(values);
}

export function textOf(value: SQLOutputValue | undefined): string {
  return typeof value === 'string' ? value : String(value ?? '');
}

export function optionalText(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: SQLOutputValue | undefined): number {
  return Number(value ?? 0);
}
