import type { Clock, SourceQuery } from '../ports.ts';
import { type Fields, isFields, textOf } from './json-fields.ts';
import type { OrgHttp } from './org-http.ts';
import { parseRefusal, queryFailure, type Refusal, refusalReason } from './refusal.ts';

/** A finished query job, whose results can be read for a week. */
export interface BulkJob {
  readonly kind: 'complete';
  readonly id: string;
  readonly size: number;
}

/** How a query job ended, or why there is none. */
export type BulkJobResult =
  | BulkJob
  /** This object cannot be read by Bulk. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface BulkJobContext {
  readonly http: OrgHttp;
  readonly clock: Clock;
  readonly onWait: (reason: string, ms: number) => void;
}

/**
 * Opens a Bulk API 2.0 query job and waits for its end, however long that takes; the signal ends the waiting, and the job.
 * Fails like any query when Salesforce rejects it.
 */
export async function runBulkJob(
  context: BulkJobContext,
  query: SourceQuery,
  signal: AbortSignal,
): Promise<BulkJobResult> {
  const opened = await context.http.json({ method: 'POST', path: '/jobs/query', body: jobBody(query) }, signal);
  if (opened.kind === 'refused') {
    if (isUnsupported(opened)) return { kind: 'unsupported' };
    throw queryFailure(opened);
  }
  const { id } = fieldsOf(opened.json);
  if (typeof id !== 'string' || !/^[A-Za-z0-9]{15,18}$/u.test(id)) return { kind: 'failed', reason: 'it has no id' };
  try {
    const ended = await waitForEnd(context, id, signal);
    if (ended.kind === 'failed') await deleteBulkJob(context.http, id);
    return ended;
  } catch (error) {
    await abandon(context.http, id);
    throw error;
  }
}

/** Deletes a job with its results. Never throws: Salesforce deletes it after a week anyway. */
export async function deleteBulkJob(http: OrgHttp, id: string): Promise<void> {
  await quietly(http, { method: 'DELETE', path: `/jobs/query/${id}` });
}

/** Salesforce keeps results for a week, but a running job cannot be deleted before it is aborted. */
async function abandon(http: OrgHttp, id: string): Promise<void> {
  await quietly(http, { method: 'PATCH', path: `/jobs/query/${id}`, body: { state: 'Aborted' } });
  await deleteBulkJob(http, id);
}

async function quietly(http: OrgHttp, call: Parameters<OrgHttp['json']>[0]): Promise<void> {
  // What is being tidied up may be tidied up after the run was stopped, but not for long.
  await http.json(call, AbortSignal.timeout(TIDY_UP_MS)).catch(() => undefined);
}

const TIDY_UP_MS = 5000;
const FIRST_POLL_MS = 250;
const LONGEST_POLL_MS = 15_000;

// Never an ORDER BY in the query: it would switch Salesforce's own chunking off.
function jobBody(query: SourceQuery) {
  return {
    operation: query.includeDeleted ? 'queryAll' : 'query',
    query: query.soql,
    contentType: 'CSV',
    columnDelimiter: 'COMMA',
    lineEnding: 'LF',
  };
}

async function waitForEnd(context: BulkJobContext, id: string, signal: AbortSignal): Promise<BulkJobResult> {
  for (let delay = FIRST_POLL_MS; ; delay = Math.min(delay * 2, LONGEST_POLL_MS)) {
    const ended = await pollOnce(context, id, delay, signal);
    if (ended !== undefined) return ended;
  }
}

async function pollOnce(
  { clock, http, onWait }: BulkJobContext,
  id: string,
  delayMs: number,
  signal: AbortSignal,
): Promise<BulkJobResult | undefined> {
  onWait('Salesforce prepares a large result', delayMs);
  await clock.sleep(delayMs, signal);
  const answer = await http.json({ method: 'GET', path: `/jobs/query/${id}` }, signal);
  if (answer.kind === 'refused') return { kind: 'failed', reason: refusalReason(answer) };
  const { state, numberRecordsProcessed, errorMessage } = fieldsOf(answer.json);
  switch (state) {
    case 'UploadComplete':
    case 'InProgress':
      return undefined;
    case 'JobComplete':
      return typeof numberRecordsProcessed === 'number'
        ? { kind: 'complete', id, size: numberRecordsProcessed }
        : { kind: 'failed', reason: 'it does not say how many records it has' };
    case 'Failed':
      return { kind: 'failed', reason: failureReason(textOf(errorMessage)) };
    case 'Aborted':
      return { kind: 'failed', reason: 'somebody aborted it' };
    default:
      return { kind: 'failed', reason: 'its state is unknown' };
  }
}

/** Not in the documented list of fields, but there: `InternalServerError: …`, `QUERY_TIMEOUT - …`. It may quote the query. */
function failureReason(errorMessage: string): string {
  const errorCode = /^[A-Za-z][A-Za-z0-9_]{2,79}(?=\s*[:-]|$)/u.exec(errorMessage)?.[0];
  const known = refusalReason(parseRefusal(200, JSON.stringify({ errorCode, message: errorMessage })));
  if (!known.endsWith('HTTP 200')) return known;
  return errorCode ?? 'Salesforce gave no reason';
}

/** Bulk 1.0 and 2.0 name this with different error codes, so the words decide. */
function isUnsupported({ message }: Refusal): boolean {
  return message.includes('is not supported by the Bulk API');
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}
