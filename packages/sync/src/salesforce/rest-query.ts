import type { Column, Row } from '@sf-braze/mapping-core';
import { syncFailure, type SyncFailure } from '../failures.ts';
import type { Reading, SourceQuery } from '../ports.ts';
import { type Fields, isFields, listOfFields } from './json-fields.ts';
import type { OrgHttp } from './org-http.ts';
import { queryFailure, type Refusal } from './refusal.ts';
import { rowFromRecord } from './row-from-record.ts';

/** What one query by REST came to. */
export type RestResult =
  | { readonly kind: 'reading'; readonly reading: Reading }
  /** More rows than allowed. */
  | { readonly kind: 'large'; readonly size: number }
  /** The query does not fit into a URL, or ran for too long. */
  | { readonly kind: 'unsuitable'; readonly failure: SyncFailure };

export interface RestReader {
  /** Reads a result of up to `limit` rows into memory. Fails when Salesforce rejects the query. */
  readSmall(query: SourceQuery, limit: number, signal: AbortSignal): Promise<RestResult>;
  /** A result of any size that keeps nothing: every run of `pages()` asks again. */
  readAgain(query: SourceQuery, signal: AbortSignal): Promise<Reading>;
}

/** Query `/query` and `/queryAll` page by page; a page holds up to 2,000 rows. */
export function createRestReader(http: OrgHttp): RestReader {
  return {
    async readSmall(query, limit, signal) {
      const path = queryPath(query);
      if (path.length > MAX_PATH) return { kind: 'unsuitable', failure: tooLong() };
      const first = await readPage(http, path, query.columns, signal);
      if (first.kind === 'refused') {
        const failure = queryFailure(first);
        if (ranTooLong(first)) return { kind: 'unsuitable', failure };
        throw failure;
      }
      if (first.size > limit) return { kind: 'large', size: first.size };
      const pages: (readonly Row[])[] = [];
      for await (const page of followPages(http, first, query.columns, signal)) pages.push(page);
      return { kind: 'reading', reading: cachedReading(pages) };
    },
    async readAgain(query, signal) {
      const path = queryPath(query);
      if (path.length > MAX_PATH) throw tooLong();
      const start = async (later: AbortSignal) => accepted(await readPage(http, path, query.columns, later));
      const { size } = await start(signal);
      return {
        size,
        pages: async function* pages(later) {
          yield* followPages(http, await start(later), query.columns, later);
        },
        release: () => Promise.resolve(),
      };
    },
  };
}

// Salesforce takes 16,384 bytes of URL and headers together; the token alone may have some 2,000.
const MAX_PATH = 12_000;

const LARGEST_PAGES = { 'sforce-query-options': 'batchSize=2000' };

interface Page {
  readonly kind: 'page';
  readonly size: number;
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}

function queryPath(query: SourceQuery): string {
  return `/${query.includeDeleted ? 'queryAll' : 'query'}?q=${encodeURIComponent(query.soql)}`;
}

async function* followPages(
  http: OrgHttp,
  first: Page,
  columns: readonly Column[],
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  let page = first;
  for (;;) {
    if (page.rows.length > 0) yield page.rows;
    if (page.next === undefined) return;
    page = accepted(await readPage(http, page.next, columns, signal));
  }
}

async function readPage(
  http: OrgHttp,
  path: string,
  columns: readonly Column[],
  signal: AbortSignal,
): Promise<Page | Refusal> {
  const answer = await http.json({ method: 'GET', path, headers: LARGEST_PAGES }, signal);
  if (answer.kind === 'refused') return answer;
  const body: Fields = isFields(answer.json) ? answer.json : {};
  const { totalSize } = body;
  if (typeof totalSize !== 'number') throw rejected('the answer is not a query result');
  const rows = listOfFields(body['records']).map((record) => rowFromRecord(record, columns));
  return { kind: 'page', size: totalSize, rows, next: nextPath(body) };
}

/** The token goes to the org's own host only, so a page is named by its path. */
function nextPath({ done, nextRecordsUrl }: Fields): string | undefined {
  if (done === true) return undefined;
  if (typeof nextRecordsUrl === 'string' && nextRecordsUrl.startsWith('/services/data/')) return nextRecordsUrl;
  throw rejected('the answer is not a query result');
}

function accepted(page: Page | Refusal): Page {
  if (page.kind === 'refused') throw queryFailure(page);
  return page;
}

function cachedReading(pages: readonly (readonly Row[])[]): Reading {
  return {
    size: pages.reduce((total, page) => total + page.length, 0),
    pages: async function* readCached(signal) {
      for (const page of pages) {
        signal.throwIfAborted();
        yield page;
      }
    },
    release: () => Promise.resolve(),
  };
}

function ranTooLong({ errorCode }: Refusal): boolean {
  return errorCode === 'QUERY_TIMEOUT';
}

function tooLong(): SyncFailure {
  return rejected('it is too long for a URL');
}

function rejected(reason: string): SyncFailure {
  return syncFailure('salesforce/query-rejected', { reason });
}
