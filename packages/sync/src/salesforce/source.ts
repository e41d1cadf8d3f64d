import type { Connection } from '@salesforce/core';
import type { Clock, Source } from '../ports.ts';
import { createApiBudget } from './api-budget.ts';
import { createBulkReader } from './bulk-query.ts';
import { describeOrg } from './describe.ts';
import { readIdentity } from './org-identity.ts';
import { createOrgHttp } from './org-http.ts';
import { createOrgSession } from './org-session.ts';
import { readQuery } from './read-query.ts';
import { createRestReader } from './rest-query.ts';
import { readServerTime } from './server-clock.ts';

export interface SourceOptions {
  /** Share of the org's daily API calls that this integration may use, 0 to 100. */
  readonly apiSharePercent: number;
  /** Calls of this integration in the last 24 hours, before this run. */
  readonly spentCalls: number;
  /** Results of up to this many rows are read by REST; larger ones by Bulk API 2.0. */
  readonly restLimit: number;
  /** Rows of one result that may stay in memory; results above it are read again from Salesforce. */
  readonly cacheRows: number;
  /** Describes asked for at the same time. */
  readonly concurrency: number;
  readonly clock: Clock;
  readonly onWait?: (reason: string, ms: number) => void;
}

/** Salesforce over one signed-in `Connection`. Reads only; fails with `SyncFailure`. */
export function createSource(connection: Connection, options: SourceOptions): Source {
  const { clock, onWait = () => undefined } = options;
  const session = createOrgSession(connection);
  const budget = createApiBudget({ sharePercent: options.apiSharePercent, spentBefore: options.spentCalls });
  const http = createOrgHttp({ session, budget, clock, onWait });
  const readers = {
    rest: createRestReader(http),
    bulk: createBulkReader({ http, clock, onWait }),
    restLimit: Math.min(options.restLimit, options.cacheRows),
  };
  const never = new AbortController().signal;
  const started = once(async () => {
    const limits = await http.json({ method: 'GET', path: '/limits' }, never);
    // Not every user may read them; then the header of the refusal has to do.
    if (limits.kind === 'answer') budget.learnLimits(limits.json);
  });
  const identity = once(() => readIdentity(connection, session, http, never));
  return {
    async identity() {
      await started();
      return identity();
    },
    async now() {
      await started();
      return readServerTime(http, never);
    },
    async describe(objects) {
      await started();
      return describeOrg(http, objects, options.concurrency, never);
    },
    async read(query, signal) {
      await started();
      return readQuery(readers, query, signal);
    },
    usage: () => budget.usage(),
    calls: () => budget.spent(),
  };
}

/** Shares one answer among all who ask; a failure is not kept. */
function once<Result>(ask: () => Promise<Result>): () => Promise<Result> {
  let answer: Promise<Result> | undefined;
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = undefined;
      throw error;
    });
    return answer;
  };
}
