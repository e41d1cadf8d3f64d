import type { Column, Row } from '@sf-braze/mapping-core';
import { isSyncFailure, syncFailure } from '../failures.ts';
import type { Clock } from '../ports.ts';
import type { BulkJob } from './bulk-job.ts';
import { csvPages } from './csv-pages.ts';
import type { OrgHttp, StreamAnswer } from './org-http.ts';
import { refusalReason } from './refusal.ts';

export interface BulkResultsContext {
  readonly http: OrgHttp;
  readonly clock: Clock;
  readonly onWait: (reason: string, ms: number) => void;
}

/**
 * The rows of a finished job, result page after result page. A page that breaks off is asked for again by its locator
 * and goes on after the last row handed out; the counts of every page and of the whole job are checked.
 */
export async function* bulkResults(
  context: BulkResultsContext,
  job: BulkJob,
  columns: readonly Column[],
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  let total = 0;
  let locator: string | undefined;
  do {
    const page: ResultPage = { locator, rows: 0, next: undefined };
    yield* resultPage(context, job, columns, page, signal);
    total += page.rows;
    locator = page.next;
  } while (locator !== undefined && total <= job.size);
  if (total !== job.size) throw broken(`it has ${job.size} records, and its results ${total}`);
}

// A broken page is read again from its start, and every page is one API call.
const PAGE_RECORDS = 50_000;
const MAX_TRIES = 5;
const FIRST_DELAY_MS = 500;

/** One result page while it is being read. */
interface ResultPage {
  readonly locator: string | undefined;
  /** Rows handed out so far. */
  rows: number;
  /** The next page's locator, as Salesforce gave it. */
  next: string | undefined;
}

async function* resultPage(
  context: BulkResultsContext,
  job: BulkJob,
  columns: readonly Column[],
  page: ResultPage,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  for (let tries = 1; ; tries += 1) {
    const before = page.rows;
    try {
      yield* readOnce(context.http, job, columns, page, signal);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (isSyncFailure(error)) throw error;
    }
    if (page.rows > before) tries = 1;
    if (tries >= MAX_TRIES) throw broken('its results break off');
    const ms = FIRST_DELAY_MS * 2 ** (tries - 1);
    context.onWait('A result page of Salesforce broke off', ms);
    await context.clock.sleep(ms, signal);
  }
}

async function* readOnce(
  http: OrgHttp,
  job: BulkJob,
  columns: readonly Column[],
  page: ResultPage,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  const answer = await openPage(http, job, page.locator, signal);
  const expected = Number(answer.headers['sforce-numberofrecords']);
  const next = answer.headers['sforce-locator'];
  page.next = typeof next !== 'string' || next === 'null' || next === '' ? undefined : next;
  for await (const rows of csvPages(answer.body, { columns, skip: page.rows })) {
    page.rows += rows.length;
    yield rows;
  }
  if (Number.isInteger(expected) && page.rows !== expected) throw new Error('the page is shorter than announced');
}

async function openPage(
  http: OrgHttp,
  job: BulkJob,
  locator: string | undefined,
  signal: AbortSignal,
): Promise<StreamAnswer> {
  const parameters = new URLSearchParams({ maxRecords: String(PAGE_RECORDS) });
  if (locator !== undefined) parameters.set('locator', locator);
  const answer = await http.stream(
    { method: 'GET', path: `/jobs/query/${job.id}/results?${parameters.toString()}` },
    signal,
  );
  if (answer.kind === 'refused') throw broken(refusalReason(answer));
  return answer;
}

function broken(reason: string) {
  return syncFailure('salesforce/bulk-job-failed', { reason });
}
