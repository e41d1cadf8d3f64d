import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Column, Row } from '@sf-braze/mapping-core';
import { isSyncFailure } from '../../src/failures.ts';
import type { Reading, Source, SourceQuery } from '../../src/ports.ts';
import { createSource, type SourceOptions } from '../../src/salesforce/source.ts';
import { type EmulatedOrg, type EmulatedOrgOptions, sourceOptions, startEmulatedOrg } from './emulated-org.ts';

const ENDED = 'canary-of-an-ended-session';
const signal = new AbortController().signal;

const contactColumns: readonly Column[] = [
  { path: 'Id', type: 'id' },
  { path: 'LastName', type: 'string' },
  { path: 'Email', type: 'email' },
  { path: 'HasOptedOutOfEmail', type: 'boolean' },
  { path: 'Birthdate', type: 'date' },
  { path: 'SystemModstamp', type: 'datetime' },
  { path: 'IsDeleted', type: 'boolean' },
  { path: 'AccountId', type: 'reference' },
  { path: 'Account.Name', type: 'string' },
  { path: 'Account.AnnualRevenue', type: 'currency' },
  { path: 'Account.Owner.Email', type: 'email' },
];

function queryOf(object: string, columns: readonly Column[], where = ''): SourceQuery {
  const soql = `SELECT ${columns.map(({ path }) => path).join(', ')} FROM ${object}${where}`;
  return { object, columns, soql, includeDeleted: true };
}

const contacts = queryOf('Contact', contactColumns);
const contactNames = queryOf('Contact', [{ path: 'LastName', type: 'string' }]);

type Given = EmulatedOrgOptions & Partial<SourceOptions>;

async function withSource(given: Given, run: (source: Source, org: EmulatedOrg) => Promise<void>): Promise<void> {
  const org = await startEmulatedOrg(given);
  try {
    await run(createSource(org.connection, { ...sourceOptions, ...given }), org);
  } finally {
    await org.close();
  }
}

async function rowsOf(reading: Reading): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of reading.pages(signal)) rows.push(...page);
  return rows;
}

async function readRows(source: Source, query: SourceQuery): Promise<readonly Row[]> {
  const reading = await source.read(query, signal);
  const rows = await rowsOf(reading);
  assert.equal(rows.length, reading.size);
  await reading.release();
  return rows;
}

const byText = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).toSorted();

/** The failure of whatever `act` does; it shows no token. */
async function failureOf(org: EmulatedOrg, act: () => Promise<unknown>) {
  const token = org.connection.accessToken ?? '';
  const error: unknown = await act().then(
    () => assert.fail('nothing failed'),
    (reason: unknown) => reason,
  );
  assert.ok(isSyncFailure(error), inspect(error));
  assert.ok(!inspect(error, { depth: 9 }).includes(token));
  assert.doesNotMatch(inspect(error, { depth: 9 }), /TypeError/u);
  return error;
}

/** All contacts are read by Bulk although something goes wrong. */
const checkSurvives = (given: Given, fault: unknown) =>
  withSource({ records: 1500, restLimit: 10, ...given }, async (source, org) => {
    await source.identity();
    const before = source.calls();
    const expected = byText(await readRows(source, contacts));
    const undisturbed = source.calls() - before;
    await org.control('PUT', 'faults', [fault]);
    assert.deepEqual(byText(await readRows(source, contacts)), expected);
    assert.ok(source.calls() - before > 2 * undisturbed, 'the fault was met');
  });

const checkFails = (given: Given, prepare: (org: EmulatedOrg) => Promise<unknown>, code: string, reason = /./u) =>
  withSource(given, async (source, org) => {
    await prepare(org);
    const failure = await failureOf(org, () => readRows(source, contacts));
    assert.equal(failure.code, code);
    assert.match(failure.message, reason);
  });

const refusal = (status: number, errorCode: string) => ({ respond: { status, body: [{ errorCode, message: 'x' }] } });

describe('createSource', () => {
  describe('identity', () => {
    for (const login of ['token', 'jwt'] as const) {
      it(`names the org and the user, never the token, with a ${login} login`, () =>
        withSource({ login }, async (source, org) => {
          assert.deepEqual(await source.identity(), {
            id: '00D5g000004BfXbEAK',
            username: 'emu@braze.example',
            sandbox: false,
            instanceUrl: org.url,
            apiVersion: '67.0',
          });
        }));
    }
  });

  describe('now', () => {
    it("is Salesforce's time", () =>
      withSource({}, async (source, org) => {
        await org.control('PUT', 'clock', { now: '2031-02-03T04:05:06Z' });
        assert.equal(await source.now(), '2031-02-03T04:05:06.000Z');
      }));
  });

  describe('read', () => {
    it('reads a small result by REST and keeps it', () =>
      withSource({}, async (source, org) => {
        const reading = await source.read(contacts, signal);
        const first = await rowsOf(reading);
        assert.ok(first.length > 0);
        const calls = await org.calls();
        assert.deepEqual(await rowsOf(reading), first);
        assert.deepEqual(await org.calls(), calls);
        assert.ok(!calls.some((call) => call.includes('/jobs/')));
      }));

    it('reads a large result by Bulk, page after page, and the same again', () =>
      withSource({ records: 1500, restLimit: 10 }, async (source, org) => {
        await org.control('PUT', 'settings', { bulkPageSize: 300 });
        const reading = await source.read(contacts, signal);
        const rows = await rowsOf(reading);
        assert.equal(rows.length, reading.size);
        const downloads = (await org.calls()).filter((call) => call.includes('/results'));
        assert.equal(downloads.length, Math.ceil(reading.size / 300));
        assert.ok(downloads.length > 2);
        assert.deepEqual(await rowsOf(reading), rows);
        await reading.release();
        assert.match((await org.calls()).at(-1) ?? '', /^DELETE .*\/jobs\/query\/750/u);
      }));

    it('gives the same rows by REST and by Bulk', () =>
      withSource({ records: 300, restLimit: 5000 }, async (rest, org) => {
        const bulk = createSource(org.connection, { ...sourceOptions, restLimit: 0 });
        const rows = byText(await readRows(rest, contacts));
        assert.ok(rows.length > 50);
        assert.deepEqual(byText(await readRows(bulk, contacts)), rows);
      }));

    it('brings awkward text through unchanged, by REST and by Bulk', () =>
      withSource({}, async (source, org) => {
        const texts = ['a\u0000b', '"', 'He said "hi"', 'a\r\nb\nc', ',;', 'Zoë 🦊 東京', 'N/A', "O'Neill", '=1+1'];
        const records = texts.map((text) => ({ LastName: text, Department: 'Awkward' }));
        await org.control('PUT', 'records', { Contact: records });
        const query = queryOf('Contact', [{ path: 'LastName', type: 'string' }], " WHERE Department = 'Awkward'");
        const expected = byText(texts.map((text) => [text]));
        assert.deepEqual(byText(await readRows(source, query)), expected);
        const bulk = createSource(org.connection, { ...sourceOptions, restLimit: 0 });
        assert.deepEqual(byText(await readRows(bulk, query)), expected);
      }));

    it('brings deleted records along only when they are asked for', () =>
      withSource({}, async (source, org) => {
        const before = await readRows(source, contacts);
        await org.control('POST', 'actions', { delete: { ids: [String(before[0]?.[0])] } });
        assert.equal((await readRows(source, contacts)).length, before.length);
        assert.equal((await readRows(source, { ...contacts, includeDeleted: false })).length, before.length - 1);
      }));

    it('reads an empty result', () =>
      withSource({}, async (source) => {
        assert.deepEqual(await readRows(source, queryOf('Contact', contactColumns, " WHERE LastName = 'nobody'")), []);
      }));

    const results = { method: 'GET', path: '/services/data/v67.0/jobs/query/*' };
    it('survives a poll that is cut off', () => checkSurvives({}, { ...results, nth: 1, drop: 'before' }));
    it('survives a download that is cut off', () => checkSurvives({}, { ...results, nth: 2, drop: 'after' }));
    it('survives 503s', () =>
      checkSurvives({}, { ...results, nth: 1, times: 3, ...refusal(503, 'SERVER_UNAVAILABLE') }));
    it('survives a job whose creation was accepted and not answered', () =>
      checkSurvives({}, { method: 'POST', path: '/services/data/v67.0/jobs/query', nth: 1, drop: 'after' }));
    it('signs in again when the session ends', () =>
      checkSurvives({ login: 'jwt' }, { ...results, nth: 2, ...refusal(401, 'INVALID_SESSION_ID') }));

    it('signs in again for all that met the end of the session, and uses the new token', () =>
      withSource({ login: 'jwt' }, async (source, org) => {
        await source.identity();
        const old = org.connection.accessToken;
        org.connection.accessToken = ENDED;
        await Promise.all([readRows(source, contacts), readRows(source, contactNames), source.now()]);
        assert.notEqual(org.connection.accessToken, ENDED);
        assert.ok(old);
        const logins = (await org.calls()).filter((call) => call.includes('/oauth2/token'));
        assert.equal(logins.length, 2, 'one for the first login, one for all three readers');
      }));

    it('ends when nobody can sign in again', () =>
      checkFails({}, async ({ connection }) => (connection.accessToken = ENDED), 'salesforce/session-expired'));
    it('ends when a fresh session is refused too', () =>
      checkFails(
        { login: 'jwt' },
        (org) =>
          org.control('PUT', 'faults', [
            { path: '/services/data/v67.0/query*', ...refusal(401, 'INVALID_SESSION_ID') },
          ]),
        'salesforce/session-expired',
      ));
    it('ends when signing in again fails', () =>
      checkFails(
        { login: 'jwt' },
        async (org) => {
          org.connection.accessToken = ENDED;
          await org.control('PUT', 'faults', [
            { path: '/services/oauth2/token', respond: { status: 400, body: { error: 'invalid_grant' } } },
          ]);
        },
        'salesforce/session-expired',
      ));
    it('says why a Bulk job failed', () =>
      checkFails(
        { restLimit: 0 },
        (org) => org.control('PUT', 'settings', { failBulkJobs: true }),
        'salesforce/bulk-job-failed',
        /InternalServerError/u,
      ));
    it('stops at the API limit of the org', () =>
      checkFails({}, (org) => org.control('PUT', 'settings', { apiLimit: 0 }), 'salesforce/request-limit-reached'));
    it('stops when the limit is reached half-way', () =>
      checkFails(
        { restLimit: 0 },
        (org) => org.control('PUT', 'faults', [{ ...results, nth: 2, ...refusal(403, 'REQUEST_LIMIT_EXCEEDED') }]),
        'salesforce/request-limit-reached',
      ));
    it('stops at its share of the API calls', () =>
      checkFails(
        { apiSharePercent: 1, spentCalls: 149 },
        () => Promise.resolve(),
        'salesforce/api-share-reached',
        /1%/u,
      ));
    it('names the field that was taken away', () =>
      checkFails(
        {},
        (org) => org.control('PUT', 'schema', { objects: { Contact: { fields: { Birthdate: { hide: true } } } } }),
        'salesforce/query-rejected',
        /`Contact\.Birthdate` does not exist, or this user cannot see it/u,
      ));
    it('fails as unreachable when Salesforce is gone', () =>
      checkFails({}, (org) => org.close(), 'salesforce/unreachable'));

    it('stops when it is told to, and leaves no job behind', () =>
      withSource({ restLimit: 0 }, async (source, org) => {
        const stop = new AbortController();
        const reading = await source.read(contacts, stop.signal);
        stop.abort(new Error('enough'));
        await assert.rejects(source.read(contacts, stop.signal), /enough/u);
        await assert.rejects(async () => {
          for await (const page of reading.pages(stop.signal)) assert.fail(`${page.length} rows`);
        }, /enough/u);
        await reading.release();
        const calls = await org.calls();
        const count = (method: string) =>
          calls.filter((call) => call.startsWith(`${method} `) && call.includes('/jobs/query'));
        assert.equal(count('POST').length, count('DELETE').length);
      }));
  });

  describe('usage', () => {
    it('is unknown at first, then what Salesforce counts', () =>
      withSource({}, async (source) => {
        assert.equal(source.usage(), undefined);
        await source.now();
        const usage = source.usage();
        assert.ok(usage !== undefined && usage.max === 15_000 && usage.used > 0);
      }));

    it('counts the calls of this run', () =>
      withSource({}, async (source, org) => {
        await org.control('DELETE', 'requests');
        await source.describe(['Contact']);
        await readRows(source, contacts);
        assert.equal(source.calls(), (await org.calls()).length);
      }));
  });
});
