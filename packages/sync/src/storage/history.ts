import type { RunRecord, StoredPlan } from '../state.ts';
import { type Database, textOf } from './database.ts';

const KEPT_RUNS = 200;
const PLAN_HOURS = 24;

export function savePlan(database: Database, { id, createdAt, plan }: StoredPlan): void {
  database.run('INSERT OR REPLACE INTO plan (id, created_at, plan) VALUES (?, ?, ?)', id, createdAt, plan);
  const oldest = new Date(Date.parse(createdAt) - PLAN_HOURS * 3_600_000).toISOString();
  database.run('DELETE FROM plan WHERE created_at < ?', oldest);
}

export function readPlan(database: Database, id: string): StoredPlan | undefined {
  const row = database.get('SELECT * FROM plan WHERE id = ?', id);
  return row && { id, createdAt: textOf(row['created_at']), plan: textOf(row['plan']) };
}

export function saveRun(database: Database, run: RunRecord): void {
  database.run(
    'INSERT OR REPLACE INTO run (id, started_at, finished_at, outcome, report) VALUES (?, ?, ?, ?, ?)',
    run.id,
    run.startedAt,
    run.finishedAt,
    run.outcome,
    run.report,
  );
  database.run('DELETE FROM run WHERE id NOT IN (SELECT id FROM run ORDER BY id DESC LIMIT ?)', KEPT_RUNS);
}

/** Newest first. */
export function readRuns(database: Database, limit: number): RunRecord[] {
  return database.all('SELECT * FROM run ORDER BY id DESC LIMIT ?', limit).map((row) => ({
    id: textOf(row['id']),
    startedAt: textOf(row['started_at']),
    finishedAt: textOf(row['finished_at']),
    outcome: textOf(row['outcome']),
    report: textOf(row['report']),
  }));
}
