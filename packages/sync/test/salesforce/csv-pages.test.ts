import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import type { Column, Row } from '@sf-braze/mapping-core';
import * as fc from 'fast-check';
import { isSyncFailure } from '../../src/failures.ts';
import { csvPages } from '../../src/salesforce/csv-pages.ts';

const columns: readonly Column[] = [
  { path: 'Id', type: 'id' },
  { path: 'Name', type: 'string' },
  { path: 'Account.Name', type: 'string' },
];

async function read(text: string, chunk: number, asked: readonly Column[] = columns, skip = 0): Promise<Row[][]> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, index) =>
    bytes.subarray(index * chunk, (index + 1) * chunk),
  );
  const pages: Row[][] = [];
  for await (const page of csvPages(Readable.from(chunks, { objectMode: false }), { columns: asked, skip })) {
    pages.push([...page]);
  }
  return pages;
}

const quoted = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');

async function check(cells: readonly string[], expected: Row): Promise<void> {
  for (const end of ['\n', '\r\n']) {
    const text = `${quoted(['Id', 'Name', 'Account.Name'])}${end}${quoted(cells)}${end}`;
    for (const chunk of [1, 2, 3, 7, 65_536]) {
      assert.deepEqual(await read(text, chunk), [[expected]], `${JSON.stringify(end)}, chunks of ${chunk}`);
    }
  }
}

const ID = '0035g00000KpQ1aAAF';

describe('csvPages', () => {
  it('reads plain cells', () => check([ID, 'Ada', 'Acme'], [ID, 'Ada', 'Acme']));
  it('reads an empty cell as null', () => check([ID, '', ''], [ID, null, null]));
  it('completes a 15-character id', () => check([ID.slice(0, 15), 'Ada', ''], [ID, 'Ada', null]));
  it('keeps quotes at the end of a cell', () => check([ID, 'He said "hi"', '"'], [ID, 'He said "hi"', '"']));
  it('keeps newlines of every kind inside quotes', () => check([ID, 'a\r\nb\nc\rd', '\n'], [ID, 'a\r\nb\nc\rd', '\n']));
  it('keeps commas', () => check([ID, 'a,b', ','], [ID, 'a,b', ',']));
  it('keeps NUL', () => check([ID, 'a\u0000b', '\u0000'], [ID, 'a\u0000b', '\u0000']));
  it('keeps characters of several bytes that are cut by a chunk', () =>
    check([ID, 'Zoë 🦊 東京', '👩‍👩‍👧'], [ID, 'Zoë 🦊 東京', '👩‍👩‍👧']));
  it('keeps text that looks like nothing', () => check([ID, 'N/A', '007'], [ID, 'N/A', '007']));

  it('decodes by column type', async () => {
    const asked: readonly Column[] = [
      { path: 'IsActive', type: 'boolean' },
      { path: 'Amount', type: 'currency' },
      { path: 'Rate', type: 'double' },
      { path: 'Regions__c', type: 'multipicklist' },
      { path: 'CreatedDate', type: 'datetime' },
    ];
    const text =
      '"IsActive","Amount","Rate","Regions__c","CreatedDate"\n"true","12.50","1.0E-7","b;a;b","2026-01-01T10:00:00.000Z"\n';
    assert.deepEqual(await read(text, 10, asked), [[[true, 12.5, 1e-7, ['a', 'b'], '2026-01-01T10:00:00.000Z']]]);
  });

  it('hands on at most 2,000 rows at once', async () => {
    const line = `${quoted([ID, 'Ada', ''])}\n`;
    const pages = await read(`${quoted(['Id', 'Name', 'Account.Name'])}\n${line.repeat(4001)}`, 65_536);
    assert.deepEqual(
      pages.map((page) => page.length),
      [2000, 2000, 1],
    );
  });

  it('leaves out the rows that were read before', async () => {
    const text = `"Id","Name","Account.Name"\n${['a', 'b', 'c'].map((name) => `${quoted([ID, name, ''])}\n`).join('')}`;
    assert.deepEqual(await read(text, 5, columns, 2), [[[ID, 'c', null]]]);
  });

  it('reads a page without rows', async () => {
    assert.deepEqual(await read('"Id","Name","Account.Name"\n', 5), []);
    assert.deepEqual(await read('', 5), []);
  });

  it('takes the names of the header whatever their case', async () => {
    assert.deepEqual(await read(`"ID","name","Account.NAME"\n${quoted([ID, 'Ada', ''])}\n`, 5), [[[ID, 'Ada', null]]]);
  });

  it('refuses a header with other columns', async () => {
    for (const header of ['"Id","Name"', '"Name","Id","Account.Name"', '"Id","Name","Account.Name","X"']) {
      await assert.rejects(
        read(`${header}\n`, 5),
        (error) => isSyncFailure(error) && error.code === 'salesforce/bulk-job-failed',
      );
    }
  });

  it('fails on a row with a missing cell', () =>
    assert.rejects(read(`"Id","Name","Account.Name"\n"${ID}","Ada"\n`, 5)));
  it('fails on a cell that never ends', () => assert.rejects(read(`"Id","Name","Account.Name"\n"${ID}","Ad`, 5)));

  it('reads back whatever was written, however it is cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\u0000', 'é', '🦊', ' ', ';') });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 });
    const asked: readonly Column[] = [
      { path: 'FirstName', type: 'string' },
      { path: 'LastName', type: 'string' },
    ];
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 50 }), fc.boolean(), async (cells, chunk, windows) => {
        const end = windows ? '\r\n' : '\n';
        const text = ['"FirstName","LastName"', ...cells.map(quoted)].map((line) => line + end).join('');
        const expected = cells.map((row) => row.map((value) => (value === '' ? null : value)));
        assert.deepEqual((await read(text, chunk, asked)).flat(), expected);
      }),
      { numRuns: 200 },
    );
  });
});
