import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { at, textAt, BASE, type Client, withEmulator } from './with-emulator.ts';

const JOBS = `${BASE}/jobs/query`;

async function startJob({ call }: Client, query: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await call('POST', JOBS, { operation: 'query', query, ...more });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(at(answer.json(), 'state'), 'UploadComplete');
  return textAt(answer.json(), 'id');
}

async function readAll({ call }: Client, id: string, maxRecords: number): Promise<readonly string[]> {
  const lines: string[] = [];
  for (let locator = ''; locator !== 'null';) {
    const page = await call('GET', `${JOBS}/${id}/results?maxRecords=${maxRecords}${locator && `&locator=${locator}`}`);
    assert.equal(page.status, 200, page.text);
    const [header = '', ...rows] = page.text.trimEnd().split('\n');
    assert.equal(Number(page.headers.get('sforce-numberofrecords')), rows.length);
    if (lines.length === 0) lines.push(header);
    else assert.equal(header, lines[0]);
    lines.push(...rows);
    locator = page.headers.get('sforce-locator') ?? 'null';
  }
  return lines;
}

function checkRefused(query: string, status: number, errorCode: string, message: RegExp) {
  return withEmulator(async ({ call }) => {
    const answer = await call('POST', JOBS, { operation: 'query', query });
    assert.deepEqual([answer.status, at(answer.json(), '0.errorCode')], [status, errorCode]);
    assert.match(textAt(answer.json(), '0.message'), message);
  });
}

describe('startSalesforceEmulator: Bulk API 2.0', () => {
  it('answers a job in pages with opaque locators, all columns quoted', () =>
    withEmulator(async (client) => {
      const id = await startJob(client, 'SELECT Id, Account.Name, Title, SystemModstamp FROM Contact');
      const job = (await client.call('GET', `${JOBS}/${id}`)).json();
      assert.deepEqual(
        ['state', 'jobType', 'numberRecordsProcessed', 'apiVersion', 'object'].map((key) => at(job, key)),
        ['JobComplete', 'V2Query', 25, 67, 'Contact'],
      );
      assert.equal(at(job, 'query'), undefined);
      const lines = await readAll(client, id, 7);
      assert.equal(lines[0], '"Id","Account.Name","Title","SystemModstamp"');
      assert.equal(lines.length, 26);
      assert.ok(
        lines.includes('"0035g00000FinnLAAR","Globex Logistics","Analyst, ""Data""","2026-11-15T06:15:00.000Z"'),
        lines.join('\n'),
      );
      assert.ok(lines.some((line) => line.startsWith('"0035g00000QuinDAAR","","Consultant"')));
    }));
  it('pages alike when it is asked for the addresses of all pages', () =>
    withEmulator(async (client) => {
      await client.control('PUT', 'settings', { bulkPageSize: 4 });
      const id = await startJob(client, 'SELECT Id FROM Contact');
      const first = (await client.call('GET', `${JOBS}/${id}/resultPages`)).json();
      assert.deepEqual([at(first, 'resultPages.length'), at(first, 'done')], [5, false]);
      const second = (await client.call('GET', textAt(first, 'nextRecordsUrl'))).json();
      assert.deepEqual([at(second, 'resultPages.length'), at(second, 'done')], [2, true]);
      const last = await client.call('GET', textAt(second, 'resultPages.1.resultUrl'));
      assert.deepEqual([last.text.split('\n').length - 2, last.headers.get('sforce-locator')], [1, 'null']);
    }));
  it('keeps rows that end in CRLF and fields cut by another delimiter', () =>
    withEmulator(async (client) => {
      const id = await startJob(client, "SELECT Id, Description FROM Contact WHERE LastName = 'Lorenz'", {
        lineEnding: 'CRLF',
        columnDelimiter: 'PIPE',
      });
      const { text } = await client.call('GET', `${JOBS}/${id}/results`);
      assert.equal(text, '"Id"|"Description"\r\n"0035g00000UweLoAAJ"|"Line one\r\nLine two, ""quoted"""\r\n');
    }));
  it('passes its states in emulator time and lets nobody read early', () =>
    withEmulator(async (client) => {
      await client.control('PUT', 'settings', { bulkDelayMs: 3_600_000 });
      const id = await startJob(client, 'SELECT Id FROM Lead');
      const state = async () => at((await client.call('GET', `${JOBS}/${id}`)).json(), 'state');
      assert.equal(await state(), 'UploadComplete');
      await client.control('PUT', 'clock', { advance: 2_000_000 });
      assert.equal(await state(), 'InProgress');
      const early = await client.call('GET', `${JOBS}/${id}/results`);
      assert.deepEqual([early.status, at(early.json(), '0.errorCode')], [412, 'JOB_NOT_COMPLETE']);
      await client.control('PUT', 'clock', { advance: 2_000_000 });
      assert.equal(await state(), 'JobComplete');
    }));
  it('aborts, deletes and forgets jobs', () =>
    withEmulator(async (client) => {
      await client.control('PUT', 'settings', { bulkDelayMs: 3_600_000 });
      const id = await startJob(client, 'SELECT Id FROM Lead');
      assert.equal(at((await client.call('PATCH', `${JOBS}/${id}`, { state: 'Aborted' })).json(), 'state'), 'Aborted');
      assert.equal(at((await client.call('GET', JOBS)).json(), 'records.0.id'), id);
      assert.equal((await client.call('DELETE', `${JOBS}/${id}`)).status, 204);
      assert.equal((await client.call('GET', `${JOBS}/${id}`)).status, 404);
    }));
  it('fails on demand, with a message', () =>
    withEmulator(async (client) => {
      await client.control('PUT', 'settings', { failBulkJobs: 1, bulkErrorMessage: 'QUERY_TIMEOUT: planted' });
      const failing = await startJob(client, 'SELECT Id FROM Lead');
      const job = (await client.call('GET', `${JOBS}/${failing}`)).json();
      assert.deepEqual([at(job, 'state'), at(job, 'errorMessage')], ['Failed', 'QUERY_TIMEOUT: planted']);
      const next = await startJob(client, 'SELECT Id FROM Lead');
      assert.equal(at((await client.call('GET', `${JOBS}/${next}`)).json(), 'state'), 'JobComplete');
    }));
  it('gives results only to the version of the job', () =>
    withEmulator(async (client) => {
      const id = await startJob(client, 'SELECT Id FROM Lead');
      assert.equal((await client.call('GET', `/services/data/v66.0/jobs/query/${id}/results`)).status, 409);
    }));
  it('compresses when asked', () =>
    withEmulator(async (client) => {
      const id = await startJob(client, 'SELECT Id FROM Lead');
      const path = `${JOBS}/${id}/results`;
      const encoding = async (accepted: string) =>
        (await client.call('GET', path, undefined, { 'accept-encoding': accepted })).headers.get('content-encoding');
      assert.deepEqual([await encoding('gzip, deflate'), await encoding('identity')], ['gzip', null]);
    }));
  it('includes deleted records with queryAll only', () =>
    withEmulator(async (client) => {
      await client.control('POST', 'actions', { delete: { ids: ['00Q5g00000BeaHoEAJ'] } });
      const live = await startJob(client, "SELECT Id, IsDeleted FROM Lead WHERE LastName = 'Holt'");
      const all = await startJob(client, "SELECT Id, IsDeleted FROM Lead WHERE LastName = 'Holt'", {
        operation: 'queryAll',
      });
      assert.equal((await readAll(client, live, 10)).length, 1);
      assert.deepEqual((await readAll(client, all, 10))[1], '"00Q5g00000BeaHoEAJ","true"');
    }));
  it('refuses an unknown field', () =>
    checkRefused('SELECT Idx FROM Lead', 400, 'INVALID_FIELD', /No such column 'Idx'/u));
  it('refuses an unknown object', () =>
    checkRefused('SELECT Id FROM Nope', 400, 'INVALID_TYPE', /'Nope' is not supported/u));
  it('refuses objects that Bulk does not have', () =>
    checkRefused('SELECT Id FROM Organization', 400, 'INVALIDENTITY', /is not supported by the Bulk API/u));
  it('refuses compound fields', () =>
    checkRefused(
      'SELECT Id, BillingAddress FROM Account',
      400,
      'API_ERROR',
      /^Selecting compound data not supported in Bulk Query$/u,
    ));
  it('refuses subqueries', () =>
    checkRefused(
      'SELECT Id, (SELECT Id FROM Contacts) FROM Account',
      400,
      'API_ERROR',
      /Aggregate Relationships not supported/u,
    ));
  it('refuses aggregates', () => checkRefused('SELECT COUNT() FROM Account', 400, 'API_ERROR', /Aggregate functions/u));
  it('refuses OFFSET', () => checkRefused('SELECT Id FROM Account LIMIT 1 OFFSET 1', 400, 'API_ERROR', /OFFSET/u));
});
