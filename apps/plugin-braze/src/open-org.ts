import type { Connection } from '@salesforce/core';
import type { Environment, Project } from '@sf-braze/mapping-core';
import { connectOrg, createSource, type Source, type SourceOptions } from '@sf-braze/sync';
import { systemClock } from './system-clock.ts';

/** Results of up to this many rows are read by REST, which is quicker for them than a Bulk job. */
const REST_ROWS = 2000;

/** Rows of one result that stay in memory between planning and sending. */
const CACHED_ROWS = 20_000;

/** Signs in to the org of an environment, or to the one named instead. Fails with the errors of @salesforce/core. */
export async function connectEnvironment(
  { salesforce }: Environment,
  targetOrg: string | undefined,
): Promise<Connection> {
  return connectOrg(targetOrg ?? salesforce.org, salesforce.apiVersion);
}

/** Reads from an org within the project's limits. */
export function openSource(
  connection: Connection,
  limits: Project['limits'],
  more: Pick<SourceOptions, 'spentCalls' | 'onWait'> = { spentCalls: 0 },
): Source {
  return createSource(connection, {
    apiSharePercent: limits.salesforceDailyApiSharePercent,
    restLimit: REST_ROWS,
    cacheRows: CACHED_ROWS,
    concurrency: limits.concurrency,
    clock: systemClock,
    ...more,
  });
}
