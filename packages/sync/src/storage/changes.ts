import type { StateChange } from '../state.ts';
import { type Database, jsonList } from './database.ts';
import { acceptItem, forgetItems, markLeaving } from './items.ts';
import { addOccurrence, setStatus } from './outbox.ts';
import { endProblems, noteProblem } from './problems.ts';
import { writeRules } from './rules.ts';
import type { SentCodec } from './sent-codec.ts';

/** One step of a transaction. */
export function applyStateChange(database: Database, codec: SentCodec, run: string, change: StateChange): void {
  switch (change.kind) {
    case 'accepted': {
      const before = database.get('SELECT sent FROM person WHERE key = ?', change.key)?.['sent'];
      database.run(
        `UPDATE person SET sent = ?, accepted_at = coalesce(accepted_at, ?),
         profile = CASE profile WHEN 'none' THEN 'accepted' ELSE profile END WHERE key = ?`,
        codec.apply(before, change.acceptance),
        change.at,
        change.key,
      );
      if (change.suspendedAt !== undefined) {
        database.run('UPDATE person SET suspended_at = ? WHERE key = ?', change.suspendedAt, change.key);
      }
      return;
    }
    case 'seen':
      database.run(
        "UPDATE person SET profile = 'seen' WHERE key IN (SELECT value FROM json_each(?))",
        jsonList(change.keys),
      );
      return;
    case 'alias':
      database.run('UPDATE identifier SET alias = ? WHERE id = ?', change.alias, change.id);
      return;
    case 'item':
      acceptItem(database, codec, change.catalog, change.id, change.acceptance);
      return;
    case 'item-leaving':
      markLeaving(database, change.catalog, change.ids);
      return;
    case 'item-gone':
      forgetItems(database, change.catalog, change.ids);
      return;
    case 'rules':
      writeRules(database, change.record, change.rules);
      return;
    case 'occurrence':
      addOccurrence(database, run, change.occurrence);
      return;
    case 'outbox':
      setStatus(database, change.ids, change.status, change.at);
      return;
    case 'problem':
      noteProblem(database, change.problem, change.at);
      return;
    case 'problems-over':
      endProblems(database, change);
      return;
    case 'watermark':
      database.run(
        'INSERT OR REPLACE INTO watermark (stream, at, digest) VALUES (?, ?, ?)',
        change.stream,
        change.at,
        change.digest,
      );
      return;
    case 'sweep':
      database.run('INSERT OR REPLACE INTO sweep (name, at) VALUES (?, ?)', change.name, change.at);
      return;
    case 'calls':
      database.run('INSERT INTO api_use (at, calls) VALUES (?, ?)', change.at, change.calls);
      database.run('DELETE FROM api_use WHERE at < ?', dayBefore(change.at));
      return;
    case 'setting':
      setSetting(database, change.name, change.value);
      return;
    case 'completed':
      setSetting(database, COMPLETED_RUN, run);
  }
}

/** Setting with the id of the last run that went through. */
export const COMPLETED_RUN = 'completed_run';

function setSetting(database: Database, name: string, value: string): void {
  database.run('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)', name, value);
}

export function dayBefore(at: string): string {
  return new Date(Date.parse(at) - 86_400_000).toISOString();
}
