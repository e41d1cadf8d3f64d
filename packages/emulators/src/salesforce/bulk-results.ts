import type { LoopbackResponse } from '../loopback/route.ts';
import { writeCsv } from './bulk-csv.ts';
import { type BulkJob, stateOf } from './bulk-jobs.ts';
import { SalesforceError } from './errors.ts';
import type { Org } from './org.ts';
import { pageOf } from './soql/result-view.ts';

/** One page of CSV with `Sforce-Locator` and `Sforce-NumberOfRecords`. */
export async function readResults(
  org: Org,
  job: BulkJob,
  version: string,
  query: URLSearchParams,
): Promise<LoopbackResponse> {
  checkReadable(org, job, version);
  const asked = Number(query.get('maxRecords') ?? Infinity);
  if (!(asked >= 1)) throw new SalesforceError(400, 'INVALID_ARGUMENT', 'maxRecords must be a number from 1');
  const page = await pageOf(
    job.view,
    readLocator(job, query.get('locator')),
    Math.min(asked, org.settings.bulkPageSize),
  );
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=UTF-8',
      'sforce-locator': page.next === undefined ? 'null' : locatorOf(job, page.next),
      'sforce-numberofrecords': String(page.ordinals.length),
    },
    gzip: true,
    body: writeCsv(job.view, page.ordinals, job.columns, job.format),
  };
}

const PAGES_AT_ONCE = 5;

/** The addresses of up to five pages, so that they can be read in parallel. */
export async function listResultPages(
  org: Org,
  job: BulkJob,
  version: string,
  query: URLSearchParams,
): Promise<Readonly<Record<string, unknown>>> {
  checkReadable(org, job, version);
  const base = `/services/data/v${version}/jobs/query/${job.id}`;
  const resultPages: { readonly resultUrl: string }[] = [];
  let next: number | undefined = readLocator(job, query.get('locator'));
  while (next !== undefined && resultPages.length < PAGES_AT_ONCE) {
    resultPages.push({ resultUrl: `${base}/results?locator=${locatorOf(job, next)}` });
    next = (await pageOf(job.view, next, org.settings.bulkPageSize)).next;
  }
  const more = next === undefined ? {} : { nextRecordsUrl: `${base}/resultPages?locator=${locatorOf(job, next)}` };
  return { resultPages, done: next === undefined, ...more };
}

function checkReadable(org: Org, job: BulkJob, version: string): void {
  if (version !== job.version) {
    const message = `The API version of the request (${version}) is not the job's (${job.version})`;
    throw new SalesforceError(409, 'API_VERSION_MISMATCH', message);
  }
  const state = stateOf(org, job);
  if (state === 'JobComplete') return;
  const status = state.replaceAll(/(?<=[a-z])[A-Z]/gu, (letter) => `_${letter}`).toUpperCase();
  const message =
    `can only download query results of successfully completed bulk job with status: JOB_COMPLETE. ` +
    `Current status: ${status}`;
  throw new SalesforceError(412, 'JOB_NOT_COMPLETE', message);
}

/** Opaque to clients; only good for its own job. */
function locatorOf(job: BulkJob, ordinal: number): string {
  return Buffer.from(`0:${job.id}:${ordinal}`).toString('base64url');
}

function readLocator(job: BulkJob, text: string | null): number {
  if (text === null) return 0;
  const [, id, ordinal] = /^0:(\w{18}):(\d+)$/u.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (id !== job.id) throw new SalesforceError(400, 'INVALID_LOCATOR', 'The locator is not one of this job');
  return Number(ordinal);
}
