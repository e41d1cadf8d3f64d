import type { Reading, SourceQuery } from '../ports.ts';
import { type BulkJobContext, deleteBulkJob, runBulkJob } from './bulk-job.ts';
import { bulkResults } from './bulk-results.ts';

/** A result read by Bulk API 2.0, or why Bulk could not do it. */
export type BulkResult =
  | { readonly kind: 'reading'; readonly reading: Reading }
  /** This object cannot be read by Bulk. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'failed'; readonly reason: string };

export type BulkReader = (query: SourceQuery, signal: AbortSignal) => Promise<BulkResult>;

/** Runs the query as a Bulk job. The results stay with Salesforce: every run of `pages()` downloads them. */
export function createBulkReader(context: BulkJobContext): BulkReader {
  return async (query, signal) => {
    const job = await runBulkJob(context, query, signal);
    if (job.kind !== 'complete') return job;
    return {
      kind: 'reading',
      reading: {
        size: job.size,
        pages: (later) => bulkResults(context, job, query.columns, later),
        release: () => deleteBulkJob(context.http, job.id),
      },
    };
  };
}
