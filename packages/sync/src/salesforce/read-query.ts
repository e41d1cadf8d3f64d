import { syncFailure } from '../failures.ts';
import type { Reading, SourceQuery } from '../ports.ts';
import type { BulkReader } from './bulk-query.ts';
import type { RestReader } from './rest-query.ts';

export interface Readers {
  readonly rest: RestReader;
  readonly bulk: BulkReader;
  /** Largest result that REST reads into memory, in rows. */
  readonly restLimit: number;
}

/** Reads small results by REST and large ones by Bulk API 2.0; REST also reads what Bulk does not know. */
export async function readQuery(readers: Readers, query: SourceQuery, signal: AbortSignal): Promise<Reading> {
  const { rest, bulk, restLimit } = readers;
  const small = await rest.readSmall(query, restLimit, signal);
  if (small.kind === 'reading') return small.reading;
  const large = await bulk(query, signal);
  switch (large.kind) {
    case 'reading':
      return large.reading;
    case 'unsupported':
      if (small.kind === 'unsuitable') throw small.failure;
      return rest.readAgain(query, signal);
    case 'failed':
      // REST says why in words that Bulk keeps to itself: a query it rejects fails here with its own reason.
      await rest.readSmall(query, 0, signal);
      throw syncFailure('salesforce/bulk-job-failed', { reason: large.reason });
    default:
      return assertNever(large);
  }
}

function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
