import { pipeline, type Readable } from 'node:stream';
import { type Column, decodeValue, type Row } from '@sf-braze/mapping-core';
import { parse } from 'csv-parse';
import { syncFailure } from '../failures.ts';

/** Rows handed on at once. */
const PAGE_ROWS = 2000;

export interface CsvOptions {
  readonly columns: readonly Column[];
  /** Rows to leave out at the beginning, because they were read before the connection broke. */
  readonly skip: number;
}

/**
 * Reads one result page of Bulk API 2.0: a header line, then rows, lines ending in LF or CRLF. Nothing is read ahead of
 * the consumer. Fails with `salesforce/bulk-job-failed` when the header is not the query's columns, and with the
 * parser's or stream's own error (which may quote a value) when the page is cut or damaged.
 */
export async function* csvPages(bytes: Readable, { columns, skip }: CsvOptions): AsyncGenerator<readonly Row[]> {
  const records = pipeline(bytes, parse({ bom: true, record_delimiter: ['\r\n', '\n'] }), () => undefined);
  let line = -1;
  let page: Row[] = [];
  // Arrays of texts: the parser was given neither `columns` nor `cast`.
  for await (const record of records as AsyncIterable<readonly string[]>) {
    line += 1;
    if (line === 0) checkHeader(record, columns);
    else if (line > skip) page.push(decodeRecord(record, columns));
    if (page.length < PAGE_ROWS) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function decodeRecord(record: readonly string[], columns: readonly Column[]): Row {
  return columns.map(({ type }, index) => decodeValue(type, record[index]));
}

/** Salesforce writes names as it spells them, whatever the query did. */
function checkHeader(header: readonly string[], columns: readonly Column[]): void {
  const expected = columns.map(({ path }) => path.toLowerCase());
  const same =
    header.length === expected.length && expected.every((path, index) => path === header[index]?.toLowerCase());
  if (!same) throw syncFailure('salesforce/bulk-job-failed', { reason: 'the columns are not the ones asked for' });
}
