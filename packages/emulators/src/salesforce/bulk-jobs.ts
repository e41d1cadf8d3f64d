import { notFound, SalesforceError } from './errors.ts';
import { numberedId } from './id.ts';
import { asFields } from './parse-schema.ts';
import { DELIMITERS, LINE_ENDINGS, type CsvFormat } from './bulk-csv.ts';
import { listLimits } from './limits.ts';
import { issue, type Org, USER_ID } from './org.ts';
import { runText } from './rest-query.ts';
import { checkBulkQuery } from './soql/check-bulk.ts';
import { parseQuery } from './soql/parse.ts';
import { countRows, type ResultView } from './soql/result-view.ts';
import type { Column } from './soql/select-columns.ts';

export type BulkState = 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

export interface BulkJob {
  readonly id: string;
  readonly operation: 'query' | 'queryAll';
  readonly object: string;
  readonly createdAt: number;
  /** `67.0`: results must be read with the same version. */
  readonly version: string;
  readonly format: CsvFormat;
  readonly columns: readonly (Column & { kind: 'field' })[];
  readonly view: ResultView;
  readonly isDoomed: boolean;
  /** Records in the result, once they are counted. */
  count: number | undefined;
  isAborted: boolean;
}

const KEPT_FOR = 7 * 86_400_000;

/** Creates a query job from the body of the POST. Throws Salesforce's errors. */
export async function createJob(org: Org, body: unknown, version: string): Promise<BulkJob> {
  const { operation, query, format } = readRequest(body);
  if (listLimits(org)['DailyBulkV2QueryJobs']?.Remaining === 0) {
    throw new SalesforceError(400, 'LIMIT_EXCEEDED', 'Max bulk v2 query jobs (10000) per 24 hrs has been reached');
  }
  checkBulkQuery(org.schema, parseQuery(query), query);
  const { result } = await runText(org, query, operation === 'queryAll');
  if (result.kind !== 'records') throw new Error('an aggregate passed the checks of Bulk');
  const job: BulkJob = {
    id: numberedId('750', '5g00000', issue(org, 'job')),
    operation,
    object: result.object.name,
    createdAt: org.clock.now(),
    version,
    format,
    columns: result.columns.filter((column) => column.kind === 'field'),
    view: result.view,
    isDoomed: takeFailure(org),
    count: undefined,
    isAborted: false,
  };
  org.jobs.set(job.id, job);
  void countRows(job.view).then((count) => (job.count = count));
  return job;
}

/** Throws NOT_FOUND; jobs older than seven days are gone. */
export function findJob(org: Org, id: string): BulkJob {
  const job = [...org.jobs.values()].find((candidate) => candidate.id === id || candidate.id.startsWith(id));
  if (job === undefined || id.length < 15 || org.clock.now() - job.createdAt > KEPT_FOR) throw notFound();
  return job;
}

export function stateOf(org: Org, job: BulkJob): BulkState {
  if (job.isAborted) return 'Aborted';
  const elapsed = org.clock.now() - job.createdAt;
  const { bulkDelayMs } = org.settings;
  if (elapsed < bulkDelayMs) return elapsed * 2 < bulkDelayMs ? 'UploadComplete' : 'InProgress';
  if (job.isDoomed) return 'Failed';
  return job.count === undefined ? 'InProgress' : 'JobComplete';
}

/** What the POST answers: a new job, whatever happened since. */
export function describeNewJob(job: BulkJob): Readonly<Record<string, unknown>> {
  const createdDate = new Date(job.createdAt).toISOString().replace('Z', '+0000');
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: USER_ID,
    createdDate,
    systemModstamp: createdDate,
    state: 'UploadComplete',
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(job.version),
    lineEnding: job.format.lineEnding,
    columnDelimiter: job.format.delimiter,
  };
}

/** What GET answers; the SOQL text is never echoed. */
export function describeJob(org: Org, job: BulkJob): Readonly<Record<string, unknown>> {
  const state = stateOf(org, job);
  const isDone = state === 'JobComplete';
  return {
    ...describeNewJob(job),
    state,
    jobType: 'V2Query',
    numberRecordsProcessed: isDone ? job.count : 0,
    retries: 0,
    totalProcessingTime: isDone ? Math.max(1, Math.min(org.settings.bulkDelayMs, org.clock.now() - job.createdAt)) : 0,
    isPkChunkingSupported: true,
    ...(state === 'Failed' ? { errorMessage: org.settings.bulkErrorMessage } : {}),
  };
}

export function abortJob(org: Org, job: BulkJob, body: unknown): void {
  const { state } = asBody(body);
  if (state !== 'Aborted')
    throw new SalesforceError(400, 'INVALIDJOB', 'The only state a query job can be set to is Aborted');
  const now = stateOf(org, job);
  if (now === 'JobComplete' || now === 'Failed') {
    throw new SalesforceError(400, 'INVALIDJOBSTATE', 'Aborting already Completed Job not allowed');
  }
  job.isAborted = true;
}

export function deleteJob(org: Org, job: BulkJob): void {
  if (stateOf(org, job) === 'InProgress') {
    throw new SalesforceError(400, 'INVALIDJOBSTATE', 'Deleting a job that is in progress is not allowed');
  }
  org.jobs.delete(job.id);
}

function readRequest(body: unknown): {
  readonly operation: 'query' | 'queryAll';
  readonly query: string;
  readonly format: CsvFormat;
} {
  const { operation, query, contentType = 'CSV', columnDelimiter = 'COMMA', lineEnding = 'LF' } = asBody(body);
  if (operation !== 'query' && operation !== 'queryAll') {
    throw new SalesforceError(400, 'INVALIDJOB', 'operation must be query or queryAll');
  }
  if (typeof query !== 'string' || query.trim() === '') throw new SalesforceError(400, 'INVALIDJOB', 'No query found');
  if (contentType !== 'CSV')
    throw new SalesforceError(400, 'INVALIDJOB', `Unsupported content type: ${String(contentType)}`);
  if (!isKey(DELIMITERS, columnDelimiter) || !isKey(LINE_ENDINGS, lineEnding)) {
    throw new SalesforceError(400, 'INVALIDJOB', 'Unsupported columnDelimiter or lineEnding');
  }
  return { operation, query, format: { delimiter: columnDelimiter, lineEnding } };
}

function isKey<Key extends string>(table: Readonly<Record<Key, string>>, key: unknown): key is Key {
  return typeof key === 'string' && Object.hasOwn(table, key);
}

function asBody(body: unknown): Readonly<Record<string, unknown>> {
  try {
    return asFields(body, 'The body');
  } catch {
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', 'The body must be a JSON object');
  }
}

function takeFailure(org: Org): boolean {
  const { failBulkJobs } = org.settings;
  if (typeof failBulkJobs === 'boolean') return failBulkJobs;
  if (failBulkJobs > 0) org.settings = { ...org.settings, failBulkJobs: failBulkJobs - 1 };
  return failBulkJobs > 0;
}
