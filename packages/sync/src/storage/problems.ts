import type { DiagnosticCode, RecordId } from '@sf-braze/mapping-core';
import type { ProblemEntry, StateChange } from '../state.ts';
import { type Database, jsonList, numberOf, type SqlRow, textOf } from './database.ts';
import { storedId } from './people.ts';

/** One entry per record and code: a daily warning is one line with a count. */
export function noteProblem(database: Database, problem: Omit<ProblemEntry, 'firstSeen' | 'tries'>, at: string): void {
  database.run(
    `INSERT INTO problem (record, code, object, severity, params, first_seen, last_seen, tries, retry)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, 1, ?7)
     ON CONFLICT (record, code) DO UPDATE SET params = ?5, last_seen = ?6, tries = tries + 1, retry = ?7`,
    problem.record,
    problem.code,
    problem.object,
    problem.severity,
    JSON.stringify(problem.params),
    at,
    problem.retry ? 1 : 0,
  );
}

/** Found by looking at profiles, so reading the record again does not end them. */
const seenByLooks: readonly DiagnosticCode[] = ['braze/write-not-visible', 'record/alias-taken'];

export function endProblems(
  database: Database,
  { records, since, codes }: Extract<StateChange, { kind: 'problems-over' }>,
): void {
  database.run(
    `DELETE FROM problem WHERE last_seen < ? AND record IN (SELECT value FROM json_each(?))
     AND code ${codes === undefined ? 'NOT IN' : 'IN'} (SELECT value FROM json_each(?))`,
    since,
    jsonList(records),
    jsonList(codes ?? seenByLooks),
  );
}

export function readProblems(database: Database): ProblemEntry[] {
  return database.all('SELECT * FROM problem ORDER BY severity, code, record').map(entryOf);
}

export function readRetryable(database: Database, object: string): RecordId[] {
  const rows = database.all('SELECT DISTINCT record FROM problem WHERE object = ? AND retry = 1', object);
  return rows.map((row) => storedId(row['record']));
}

function entryOf(row: SqlRow): ProblemEntry {
  const severity = textOf(row['severity']);
  return {
    object: textOf(row['object']),
    record: textOf(row['record']),
    code: textOf(row['code']),
    severity: severity === 'error' || severity === 'warning' ? severity : 'info',
    params: JSON.parse(textOf(row['params'])) as Readonly<Record<string, string | number>>, // written above
    firstSeen: textOf(row['first_seen']),
    tries: numberOf(row['tries']),
    retry: numberOf(row['retry']) === 1,
  };
}
