import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createGeneratedOrg } from '../../src/salesforce/generated-org.ts';
import type { GeneratedTable } from '../../src/salesforce/record-store.ts';
import { at, textAt, queryPath, withEmulator } from './with-emulator.ts';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  Lead: ['ConvertedContactId'],
  Contact: ['AccountId'],
  Opportunity: ['AccountId'],
  OpportunityContactRole: ['OpportunityId', 'ContactId'],
  AccountContactRelation: ['AccountId', 'ContactId'],
};

function tableOf(tables: ReadonlyMap<string, GeneratedTable>, object: string): GeneratedTable {
  const table = tables.get(object);
  assert.ok(table, object);
  return table;
}

/** The arithmetic must find exactly what a scan finds. */
function checkLookups(people: number) {
  const tables = createGeneratedOrg(people, NOW);
  for (const [object, sources] of Object.entries(PARENTS)) {
    const table = tableOf(tables, object);
    for (const source of sources) {
      const byParent = new Map<string, number[]>();
      for (let index = 0; index < table.size; index += 1) {
        const id = table.rowAt(index).get(source);
        if (typeof id === 'string') byParent.set(id, [...(byParent.get(id) ?? []), index]);
      }
      for (const [id, indexes] of byParent)
        assert.deepEqual(table.indexesWhere(source, [id]), indexes, `${object}.${source} ${id}`);
    }
  }
}

function emails() {
  const contacts = tableOf(createGeneratedOrg(50, NOW), 'Contact');
  return Array.from({ length: contacts.size }, (_, index) => contacts.rowAt(index).get('Email'));
}

describe('createGeneratedOrg', () => {
  for (const people of [1, 2, 3, 10, 57, 400]) {
    it(`finds children by arithmetic in an org of ${people}`, () => checkLookups(people));
  }
  it('is in proportion', () => {
    const tables = createGeneratedOrg(1000, NOW);
    assert.deepEqual(
      [...tables].map(([object, { size }]) => [object, size]),
      [
        ['Lead', 400],
        ['Contact', 600],
        ['Account', 100],
        ['Opportunity', 80],
        ['OpportunityContactRole', 144],
        ['AccountContactRelation', 630],
      ],
    );
  });
  it('gives the same records every time', () => {
    assert.deepEqual(emails(), emails());
    assert.equal(
      new Set(emails().filter((email) => email !== null)).size,
      emails().filter((email) => email !== null).length,
    );
  });
  it('stamps in order, before now, and finds spans of time', () => {
    const contacts = tableOf(createGeneratedOrg(500, NOW), 'Contact');
    const stamps = Array.from({ length: contacts.size }, (_, index) =>
      String(contacts.rowAt(index).get('SystemModstamp')),
    );
    assert.deepEqual(stamps, stamps.toSorted());
    assert.ok((stamps.at(-1) ?? '') < new Date(NOW).toISOString());
    const [from, to] = contacts.indexesBetween(stamps[100] ?? '', stamps[200] ?? '');
    assert.deepEqual([from, to], [100, 201]);
  });
});

describe('startSalesforceEmulator: generated records', () => {
  it('answers queries over generated, changed and deleted records alike', () =>
    withEmulator(
      async ({ call, control, query }) => {
        const total = async (where: string) =>
          at((await call('GET', queryPath(`SELECT COUNT() FROM Contact ${where}`))).json(), 'totalSize');
        assert.equal(await total(''), 625);
        const [first, second] = await query(
          "SELECT Id, AccountId FROM Contact WHERE Email LIKE '%@account3.example' ORDER BY Id",
        );
        const accountId = textAt(first, 'AccountId');
        const inAccount = `WHERE AccountId = '${accountId}'`;
        assert.equal(await total(inAccount), 6);
        await control('PUT', 'records', {
          Contact: [{ Id: first?.['Id'], Title: 'Moved', AccountId: '0015g00000HooliAAB' }],
        });
        await control('POST', 'actions', { delete: { ids: [second?.['Id']] } });
        assert.equal(await total(inAccount), 4);
        assert.equal(await total(''), 624);
        assert.deepEqual(await query(`SELECT Title, Account.Name FROM Contact WHERE Id = '${textAt(first, 'Id')}'`), [
          { Title: 'Moved', Account: { Name: 'Hooli' } },
        ]);
        const since = new Date(Date.now() - 60_000).toISOString();
        assert.equal(await total(`WHERE SystemModstamp >= ${since}`), 1);
        assert.equal(
          at(
            (
              await call('GET', queryPath(`SELECT Id FROM Contact WHERE SystemModstamp >= ${since}`, 'queryAll'))
            ).json(),
            'totalSize',
          ),
          2,
        );
        await control('POST', 'actions', { purge: { ids: [second?.['Id']] } });
        assert.equal(
          at(
            (
              await call('GET', queryPath(`SELECT Id FROM Contact WHERE SystemModstamp >= ${since}`, 'queryAll'))
            ).json(),
            'totalSize',
          ),
          1,
        );
        await control('POST', 'actions', { delete: { ids: [accountId] } });
        assert.equal(await total(inAccount), 0);
      },
      { records: 1000 },
    ));
});
