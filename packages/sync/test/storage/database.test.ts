import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSyncFailure } from '../../src/failures.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';

async function withDatabase(use: (database: Database, file: string) => void | Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sf-braze-database-'));
  const file = join(folder, 'state.db');
  const database = await openDatabase(file);
  try {
    database.exec('CREATE TABLE t (value TEXT NOT NULL)');
    await use(database, file);
  } finally {
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function rows(database: Database): number {
  return Number(database.get('SELECT count(*) AS n FROM t')?.['n']);
}

function isUnreadable(reason: RegExp) {
  return (error: unknown): boolean =>
    isSyncFailure(error) && error.code === 'sync/state-unreadable' && reason.test(error.message);
}

describe('openDatabase', () => {
  it('says that the disk is full, keeps what was there, and goes on when there is room', () =>
    withDatabase((database) => {
      database.run('INSERT INTO t VALUES (?)', 'before');
      database.exec('PRAGMA max_page_count = 20');
      const fill = (): void =>
        database.transaction(() => {
          for (let n = 0; n < 100; n++) database.run('INSERT INTO t VALUES (?)', 'x'.repeat(4000));
        });
      assert.throws(fill, isUnreadable(/disk is full/u));
      assert.equal(rows(database), 1);
      database.exec('PRAGMA max_page_count = 10000');
      fill();
      assert.equal(rows(database), 101);
    }));

  it('does all of a transaction or nothing', () =>
    withDatabase((database) => {
      const broken = (): void =>
        database.transaction(() => {
          database.run('INSERT INTO t VALUES (?)', 'a');
          throw new Error('stop');
        });
      assert.throws(broken, /stop/u);
      assert.equal(rows(database), 0);
    }));

  it('waits for another writer, and says when it does not end', () =>
    withDatabase(async (database, file) => {
      const other = await openDatabase(file);
      other.exec('PRAGMA busy_timeout = 10; BEGIN IMMEDIATE');
      database.exec('PRAGMA busy_timeout = 10');
      try {
        assert.throws(() => database.transaction(() => undefined), isUnreadable(/another process/u));
      } finally {
        other.exec('ROLLBACK');
        other.close();
      }
    }));
});
