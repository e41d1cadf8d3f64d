import { syncFailure } from '../failures.ts';
import type { LeaseAnswer, LeaseRequest } from '../state.ts';
import { type Database, numberOf, optionalText, textOf } from './database.ts';

/** The right to write: one run at a time, each with a higher fencing number than the one before. */
export interface Lease {
  acquire(request: LeaseRequest): LeaseAnswer;
  renew(now: string): void;
  /** Fails with `sync/lease-lost` when a later run took over. Called inside every writing transaction. */
  verify(): void;
  release(): void;
  /** Id of the run that holds it; empty before `acquire`. */
  run(): string;
}

export function leaseOf(database: Database): Lease {
  let held: { readonly fence: number; readonly request: LeaseRequest } | undefined;
  const verify = (): void => {
    const fence = numberOf(database.get('SELECT fence FROM lease')?.['fence']);
    if (held === undefined || fence !== held.fence) throw syncFailure('sync/lease-lost', {});
  };
  return {
    acquire: (request) => {
      const answer = database.transaction(() => acquire(database, request));
      if (answer.kind === 'granted') held = { fence: answer.fence, request };
      return answer;
    },
    renew: (now) =>
      database.transaction(() => {
        verify();
        database.run('UPDATE lease SET until = ?', until(now, held?.request.minutes ?? 0));
      }),
    verify,
    release: () => {
      if (held === undefined) return;
      database.run('UPDATE lease SET run = NULL, until = NULL WHERE fence = ?', held.fence);
      held = undefined;
    },
    run: () => held?.request.run ?? '',
  };
}

function acquire(database: Database, request: LeaseRequest): LeaseAnswer {
  const row = database.get('SELECT * FROM lease');
  const holder = optionalText(row?.['run']);
  if (holder !== undefined && textOf(row?.['until']) > request.now) {
    return { kind: 'held', run: holder, host: textOf(row?.['host']), since: textOf(row?.['since']) };
  }
  const fence = numberOf(row?.['fence']) + 1;
  database.run(
    'UPDATE lease SET fence = ?, run = ?, host = ?, since = ?, until = ?',
    fence,
    request.run,
    request.host,
    request.now,
    until(request.now, request.minutes),
  );
  return { kind: 'granted', fence };
}

function until(now: string, minutes: number): string {
  return new Date(Date.parse(now) + minutes * 60_000).toISOString();
}
