import assert from 'node:assert/strict';
import type { Row } from '@sf-braze/mapping-core';
import { isSyncFailure } from '../../src/failures.ts';
import type { Reading, SourceQuery } from '../../src/ports.ts';
import { createBulkReader } from '../../src/salesforce/bulk-query.ts';
import { type LoopbackCall, type LoopbackOrg, type Reply, startLoopbackOrg } from './loopback-org.ts';

const query: SourceQuery = {
  object: 'Contact',
  columns: [{ path: 'LastName', type: 'string' }],
  soql: 'SELECT LastName FROM Contact',
  includeDeleted: true,
};
const JOB = '750000000000001AAA';
const signal = new AbortController().signal;
const complete = { id: JOB, state: 'JobComplete', numberRecordsProcessed: 5 };

/** Result pages by locator, the first under ''. */
const pages: Readonly<Record<string, { readonly names: readonly string[]; readonly next: string }>> = {
  '': { names: ['a', 'b'], next: 'x==' },
  'x==': { names: ['c', 'd'], next: 'y/+1' },
  'y/+1': { names: ['e'], next: 'null' },
};

function csv(names: readonly string[]): string {
  return `"LastName"\n${names.map((name) => `"${name}"\n`).join('')}`;
}

function resultPage(call: LoopbackCall): Reply {
  const page = pages[new URL(call.path, 'http://x').searchParams.get('locator') ?? ''];
  if (page === undefined) return { status: 400, body: [{ errorCode: 'INVALID_LOCATOR', message: '' }] };
  return {
    headers: {
      'content-type': 'text/csv',
      'sforce-numberofrecords': String(page.names.length),
      'sforce-locator': page.next,
    },
    body: csv(page.names),
  };
}

interface Script {
  readonly create?: Reply;
  /** Answers to the polls, in order; the last one is repeated. */
  readonly polls?: readonly Reply[];
  /** Answers to the nth result call; undefined gives the page asked for. */
  readonly results?: (call: LoopbackCall, nth: number) => Reply | undefined;
}

async function withBulk(script: Script, run: (org: LoopbackOrg) => Promise<void>): Promise<void> {
  let polls = 0;
  let results = 0;
  const org = await startLoopbackOrg((call) => {
    if (call.method === 'POST') return script.create ?? { body: { id: JOB, state: 'UploadComplete' } };
    if (call.path.includes('/results')) return script.results?.(call, (results += 1)) ?? resultPage(call);
    if (call.method !== 'GET') return { status: 204 };
    const answers = script.polls ?? [{ body: complete }];
    polls += 1;
    return answers[Math.min(polls, answers.length) - 1] ?? {};
  });
  try {
    await run(org);
  } finally {
    await org.close();
  }
}

const start = (org: LoopbackOrg, stop = signal) =>
  createBulkReader({ http: org.http, clock: org.clock, onWait: () => undefined })(query, stop);

async function reading(org: LoopbackOrg): Promise<Reading> {
  const result = await start(org);
  assert.equal(result.kind, 'reading');
  return (result as { readonly reading: Reading }).reading;
}

async function readNames(from: Reading): Promise<string> {
  const rows: Row[] = [];
  for await (const page of from.pages(signal)) rows.push(...page);
  return rows.map(([name]) => name).join('');
}

const results = (org: LoopbackOrg) => org.calls.filter(({ path }) => path.includes('/results'));
const lastCall = (org: LoopbackOrg) => `${org.calls.at(-1)?.method} ${org.calls.at(-1)?.path}`;
const deletion = `DELETE /services/data/v67.0/jobs/query/${JOB}`;
const failsWith = (code: string, reason?: RegExp) => (error: unknown) =>
  isSyncFailure(error) && error.code === code && (reason === undefined || reason.test(error.message));

/** What is done to the nth result call; the rows read must be the same as without it. */
const checkSurvives = (fault: (nth: number, page: Reply) => Reply | undefined, calls: number) =>
  withBulk({ results: (call, nth) => fault(nth, resultPage(call)) }, async (org) => {
    assert.equal(await readNames(await reading(org)), 'abcde');
    assert.equal(results(org).length, calls);
  });

const checkBreaks = (fault: (nth: number, page: Reply) => Reply, reason: RegExp) =>
  withBulk({ results: (call, nth) => fault(nth, resultPage(call)) }, async (org) => {
    await assert.rejects(readNames(await reading(org)), failsWith('salesforce/bulk-job-failed', reason));
  });

const refuse = (message: string) => ({ status: 400, body: [{ errorCode: 'INVALIDENTITY', message }] });

const checkFailed = (errorMessage: string | undefined, reason: string) =>
  withBulk({ polls: [{ body: { state: 'Failed', errorMessage } }] }, async (org) => {
    assert.deepEqual(await start(org), { kind: 'failed', reason });
    assert.equal(lastCall(org), deletion);
  });

describe('createBulkReader', () => {
  it('opens a job, polls it ever more slowly, and follows opaque locators', () =>
    withBulk(
      { polls: [{ body: { state: 'UploadComplete' } }, { body: { state: 'InProgress' } }, { body: complete }] },
      async (org) => {
        const read = await reading(org);
        assert.equal(read.size, 5);
        assert.equal(await readNames(read), 'abcde');
        assert.deepEqual(org.clock.slept, [250, 500, 1000]);
        assert.deepEqual(JSON.parse(org.calls[0]?.body ?? ''), {
          operation: 'queryAll',
          query: query.soql,
          contentType: 'CSV',
          columnDelimiter: 'COMMA',
          lineEnding: 'LF',
        });
      },
    ));

  it('polls at most every 15 seconds', () =>
    withBulk(
      { polls: [...Array.from({ length: 9 }, () => ({ body: { state: 'InProgress' } })), { body: complete }] },
      async (org) => {
        await reading(org);
        assert.deepEqual(org.clock.slept.slice(-5), [8000, 15_000, 15_000, 15_000, 15_000]);
      },
    ));

  it('downloads the same job again', () =>
    withBulk({}, async (org) => {
      const read = await reading(org);
      assert.equal(await readNames(read), await readNames(read));
      assert.equal(org.calls.filter(({ method }) => method === 'POST').length, 1);
    }));

  it('asks again for a page that breaks off, and hands out no row twice', () =>
    checkSurvives((nth, page) => (nth === 2 ? { ...page, cutAfter: csv(['c']).length + 1 } : undefined), 4));
  it('asks again for a page that breaks off in the middle of a cell', () =>
    checkSurvives((nth, page) => (nth === 1 ? { ...page, cutAfter: csv(['a']).length + 2 } : undefined), 4));
  it('asks again for a page that is shorter than announced', () =>
    checkSurvives((nth, page) => (nth === 1 ? { ...page, body: csv(['a']) } : undefined), 4));
  it('asks again for a page that was answered with 503', () =>
    checkSurvives((nth) => (nth === 3 ? { status: 503 } : undefined), 4));
  it('asks again for a page after signing in again', () =>
    checkSurvives((nth) => (nth === 2 ? { status: 401 } : undefined), 4));

  it('gives up on a page that always breaks off', () =>
    checkBreaks((_, page) => ({ ...page, cutAfter: 3 }), /break off/u));
  it('gives up on a page that is always too short', () =>
    checkBreaks((_, page) => ({ ...page, body: csv(['a']) }), /break off/u));
  it('refuses pages with other columns', () =>
    checkBreaks((_, page) => ({ ...page, body: '"FirstName"\n"a"\n' }), /columns/u));
  it('refuses results that are fewer than the job counted', () =>
    checkBreaks((_, page) => ({ ...page, headers: { ...page.headers, 'sforce-locator': 'null' } }), /5 records.* 2/u));
  it('refuses results that never end', () =>
    checkBreaks((_, page) => ({ ...page, headers: { ...page.headers, 'sforce-locator': 'x==' } }), /5 records.* 6/u));
  it('says why results cannot be read', () =>
    checkBreaks(() => ({ status: 409, body: [{ errorCode: 'CONFLICT', message: '' }] }), /CONFLICT/u));

  it('stops reading at the limit of the org', () =>
    withBulk(
      {
        results: (_, nth) =>
          nth === 2 ? { status: 403, body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: '' }] } : undefined,
      },
      async (org) => {
        await assert.rejects(readNames(await reading(org)), failsWith('salesforce/request-limit-reached'));
      },
    ));

  it('lets a reader stop in the middle', () =>
    withBulk({}, async (org) => {
      for await (const page of (await reading(org)).pages(signal)) {
        assert.equal(page.length, 2);
        break;
      }
      assert.equal(results(org).length, 1);
    }));

  it('stops in the middle when it is told to, with the reason it was given', () =>
    withBulk({}, async (org) => {
      const stop = new AbortController();
      const read = await reading(org);
      await assert.rejects(async () => {
        for await (const page of read.pages(stop.signal)) {
          assert.equal(page.length, 2);
          stop.abort(new Error('enough'));
        }
      }, /enough/u);
      assert.equal(results(org).length, 1);
    }));

  it('deletes the job when it is released', () =>
    withBulk({}, async (org) => {
      await (await reading(org)).release();
      assert.equal(lastCall(org), deletion);
    }));

  it('never fails to release', () =>
    withBulk({}, async (org) => {
      const read = await reading(org);
      await org.close();
      await read.release();
    }));

  it('tells what Bulk does not support from what it rejects', async () => {
    await withBulk({ create: refuse("Entity 'Territory2' is not supported by the Bulk API.") }, async (org) => {
      assert.deepEqual(await start(org), { kind: 'unsupported' });
    });
    await withBulk({ create: refuse('Selecting compound data not supported in Bulk Query') }, (org) =>
      assert.rejects(start(org), failsWith('salesforce/query-rejected', /compound/u)),
    );
  });

  it('gives the reason of a failed job without quoting the query', async () => {
    await checkFailed(
      "QUERY_TIMEOUT: Your query request was running for too long. 'Secret'",
      'the query ran for too long',
    );
    await checkFailed("InternalServerError: 'Secret'", 'InternalServerError');
    await checkFailed('Secret words', 'Salesforce gave no reason');
    await checkFailed(undefined, 'Salesforce gave no reason');
  });

  it('ends the job when it is told to stop', async () => {
    const stop = new AbortController();
    await withBulk({ polls: [{ body: { state: 'InProgress' } }] }, async (org) => {
      const running = start(org, stop.signal);
      setTimeout(() => stop.abort(new Error('enough')), 50);
      await assert.rejects(running);
      assert.deepEqual(
        org.calls.slice(-2).map(({ method }) => method),
        ['PATCH', 'DELETE'],
      );
    });
  });
});
