import assert from 'node:assert/strict';
import type { Column, Row } from '@sf-braze/mapping-core';
import { isSyncFailure } from '../../src/failures.ts';
import type { Reading, SourceQuery } from '../../src/ports.ts';
import { createRestReader } from '../../src/salesforce/rest-query.ts';
import { rowFromRecord } from '../../src/salesforce/row-from-record.ts';
import { type LoopbackOrg, type Reply, startLoopbackOrg } from './loopback-org.ts';

const signal = new AbortController().signal;
const query: SourceQuery = {
  object: 'Contact',
  columns: [{ path: 'LastName', type: 'string' }],
  soql: "SELECT LastName FROM Contact WHERE LastName != 'a&b+c'",
  includeDeleted: true,
};

const records = (...names: readonly string[]) =>
  names.map((LastName) => ({ attributes: { type: 'Contact' }, LastName }));
const twoPages = (path: string): Reply =>
  path.endsWith('-2')
    ? { body: { totalSize: 3, done: true, records: records('c') } }
    : {
        body: {
          totalSize: 3,
          done: false,
          nextRecordsUrl: '/services/data/v67.0/query/0r8x-2',
          records: records('a', 'b'),
        },
      };

async function withRest(answer: (path: string) => Reply, run: (org: LoopbackOrg) => Promise<void>): Promise<void> {
  const org = await startLoopbackOrg(({ path }) => answer(path));
  try {
    await run(org);
  } finally {
    await org.close();
  }
}

async function readNames(reading: Reading): Promise<string> {
  const rows: Row[] = [];
  for await (const page of reading.pages(signal)) rows.push(...page);
  return rows.map(([name]) => name).join('');
}

const fails = (code: string, reason: RegExp) => (error: unknown) =>
  isSyncFailure(error) && error.code === code && reason.test(error.message);

describe('createRestReader', () => {
  it('reads all pages of a small result once, and gives them as often as wanted', () =>
    withRest(twoPages, async (org) => {
      const result = await createRestReader(org.http).readSmall(query, 3, signal);
      assert.ok(result.kind === 'reading');
      assert.equal(result.reading.size, 3);
      assert.equal(await readNames(result.reading), 'abc');
      assert.equal(await readNames(result.reading), 'abc');
      const [first, second] = org.calls.map(({ path }) => new URL(path, 'http://org'));
      assert.equal(first?.pathname, '/services/data/v67.0/queryAll');
      assert.equal(first.searchParams.get('q'), query.soql);
      assert.equal(second?.pathname, '/services/data/v67.0/query/0r8x-2');
    }));

  it('leaves deleted records out when they are not wanted', () =>
    withRest(twoPages, async (org) => {
      await createRestReader(org.http).readSmall({ ...query, includeDeleted: false }, 3, signal);
      assert.match(org.calls[0]?.path ?? '', /\/query\?q=/u);
    }));

  it('reads no second page of a large result', () =>
    withRest(twoPages, async (org) => {
      assert.deepEqual(await createRestReader(org.http).readSmall(query, 2, signal), { kind: 'large', size: 3 });
      assert.equal(org.calls.length, 1);
    }));

  it('asks for every reading of a large result that only REST can read', () =>
    withRest(twoPages, async (org) => {
      const reading = await createRestReader(org.http).readAgain(query, signal);
      assert.equal(reading.size, 3);
      assert.equal(await readNames(reading), 'abc');
      assert.equal(await readNames(reading), 'abc');
      assert.equal(org.calls.length, 5);
    }));

  it('leaves a query that does not fit into a URL to Bulk', () =>
    withRest(twoPages, async (org) => {
      const long = { ...query, soql: `SELECT ${'Field__c, '.repeat(1000)}Id FROM Contact` };
      const result = await createRestReader(org.http).readSmall(long, 3, signal);
      assert.equal(result.kind, 'unsuitable');
      assert.equal(org.calls.length, 0);
    }));

  it('leaves a query that ran for too long to Bulk', () =>
    withRest(
      () => ({ status: 400, body: [{ errorCode: 'QUERY_TIMEOUT', message: '' }] }),
      async (org) => {
        assert.equal((await createRestReader(org.http).readSmall(query, 3, signal)).kind, 'unsuitable');
      },
    ));

  it('fails with the reason of a rejected query', () =>
    withRest(
      () => ({
        status: 400,
        body: [{ errorCode: 'INVALID_FIELD', message: "No such column 'X__c' on entity 'Contact'" }],
      }),
      async (org) => {
        await assert.rejects(
          createRestReader(org.http).readSmall(query, 3, signal),
          fails('salesforce/query-rejected', /Contact\.X__c/u),
        );
      },
    ));

  it('follows no page that is not on the org itself', () =>
    withRest(
      () => ({ body: { totalSize: 3, done: false, nextRecordsUrl: 'https://elsewhere.example/x', records: [] } }),
      async (org) => {
        await assert.rejects(
          createRestReader(org.http).readSmall(query, 3, signal),
          fails('salesforce/query-rejected', /not a query result/u),
        );
      },
    ));

  it('takes no answer for an empty result', () =>
    withRest(
      () => ({ body: {} }),
      async (org) => {
        await assert.rejects(
          createRestReader(org.http).readSmall(query, 3, signal),
          fails('salesforce/query-rejected', /not a query result/u),
        );
      },
    ));
});

const checkRow = (record: Readonly<Record<string, unknown>>, column: Column, expected: unknown) =>
  assert.deepEqual(rowFromRecord(record, [column]), [expected]);

describe('rowFromRecord', () => {
  it('reads a field', () => checkRow({ Name: 'Ada' }, { path: 'Name', type: 'string' }, 'Ada'));
  it('reads through parents', () =>
    checkRow(
      { Account: { Owner: { Email: 'o@x.example' } } },
      { path: 'Account.Owner.Email', type: 'email' },
      'o@x.example',
    ));
  it('reads a missing parent as blank', () =>
    checkRow({ Account: null }, { path: 'Account.Owner.Email', type: 'email' }, null));
  it('reads a field that a polymorphic parent does not have as blank', () =>
    checkRow({ Owner: { attributes: { type: 'Group' } } }, { path: 'Owner.Email', type: 'email' }, null));
  it('writes datetimes as Bulk does', () =>
    checkRow({ At: '2026-01-01T10:00:00.000+0000' }, { path: 'At', type: 'datetime' }, '2026-01-01T10:00:00.000Z'));
  it('splits picklists of several values', () =>
    checkRow({ P: 'b;a' }, { path: 'P', type: 'multipicklist' }, ['a', 'b']));
});
