import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { RecordValue, Row } from '../../src/salesforce/record.ts';
import { transformItem, transformPerson, transformRelation } from '../../src/transform/transform.ts';
import type { WantedPerson } from '../../src/transform/wanted.ts';
import { b2bMapping, compiled } from '../fixtures/b2b-compiled.ts';
import { account, codesOf, contact, smallMapping } from './transform-record.ts';

const ID = '0035g00000KpQ1aAAF';

const policies = `
identity:
  external_id: { contact: App_User_Id__c }
  reachable_by: [email, external_id]
links:
  account: {}
consent:
  email: { from: HasOptedOutOfEmail }
lifecycle:
  erase: Individual.ShouldForget
`;

function checkPerson(record: Readonly<Record<string, unknown>>, expected: Partial<WantedPerson>): void {
  const wanted = contact(smallMapping({ more: policies }), { Id: ID, ...record });
  const picked = Object.keys(expected).map((key) => [key, wanted[key as keyof WantedPerson]]);
  assert.deepEqual(Object.fromEntries(picked), expected);
}

describe('transformPerson', () => {
  it('tells where a record stands', () => {
    checkPerson({ Department: 'IT' }, { standing: 'live' });
    checkPerson({ Department: 'Out' }, { standing: 'out-of-scope' });
    checkPerson({ Department: null }, { standing: 'out-of-scope' });
    checkPerson({ Department: 'IT', IsDeleted: true }, { standing: 'deleted' });
  });

  it('takes the condition for granted while its fields are not given', () => {
    checkPerson({}, { standing: 'live' });
  });

  it('completes ids', () => {
    checkPerson({ Id: ID.slice(0, 15), AccountId: '0015g00000AcD1e' }, {
      id: ID,
      lookups: new Map([['account', '0015g00000AcD1eAAF']]),
    } as unknown as Partial<WantedPerson>);
  });

  it('gives people with a person account no account', () => {
    checkPerson({ AccountId: '0015g00000AcD1eAAF', IsPersonAccount: true }, { lookups: new Map([['account', null]]) });
  });

  it('finds who can be reached', () => {
    checkPerson({ Email: 'a@b.example', App_User_Id__c: null }, { reachable: true, email: 'a@b.example' });
    checkPerson({ Email: null, App_User_Id__c: 'u1' }, { reachable: true, externalId: 'u1' });
    checkPerson({ Email: null, App_User_Id__c: null, Phone: '1' }, { reachable: false, externalId: null });
  });

  it('keeps back an external id that Braze cannot take', () => {
    for (const value of ['   ', 'é'.repeat(494)]) {
      const wanted = contact(smallMapping({ more: policies }), { Id: ID, App_User_Id__c: value });
      assert.equal(wanted.rejected?.code, 'record/external-id-invalid');
    }
    checkPerson({ App_User_Id__c: 'x'.repeat(987) }, { rejected: undefined });
  });

  it('keeps back a record whose id is none', () => {
    const wanted = contact(smallMapping({}), { Id: 'nonsense' });
    assert.equal(wanted.rejected?.code, 'record/id-malformed');
  });

  it('reads consent and erasure, and knows when they were not given', () => {
    checkPerson({ HasOptedOutOfEmail: true, Individual: { ShouldForget: true } }, { optedOut: true, erase: true });
    checkPerson({ HasOptedOutOfEmail: false }, { optedOut: false, erase: false });
    checkPerson({}, { optedOut: undefined, erase: false });
  });
});

describe('transformItem', () => {
  it('never makes an item of a person account, whatever the filter says', () => {
    const mapping = smallMapping({}).replace('    where: IsPersonAccount == false\n', '');
    assert.equal(account(mapping, { Id: '0015g00000AcD1eAAF', IsPersonAccount: true }).standing, 'out-of-scope');
    assert.equal(account(mapping, { Id: '0015g00000AcD1eAAF', IsPersonAccount: false }).standing, 'live');
  });

  it('cuts catalog values at 5,000 characters', () => {
    const wanted = account(smallMapping({}), { Id: '0015g00000AcD1eAAF', Name: 'x'.repeat(5001) });
    assert.deepEqual(codesOf(wanted), ['record/text-too-long']);
    assert.equal(String(wanted.values[0]).length, 5000);
  });
});

describe('transform', () => {
  it('never throws, on any row', () => {
    const b2b = compiled(b2bMapping());
    const cell: fc.Arbitrary<RecordValue | undefined> = fc.oneof(
      fc.constantFrom(null, undefined, ID, '2026-11-23T09:58:00.000Z', '2026-02-30', '\ud83d', ''),
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.array(fc.string(), { maxLength: 4 }),
    );
    const row: fc.Arbitrary<Row> = fc.array(cell, { maxLength: 40 });
    fc.assert(
      fc.property(row, (cells) => {
        const run = { at: '2026-11-23T10:00:00Z' };
        for (const people of b2b.people.values()) {
          for (const event of transformPerson(people, cells, run).events) event.decide(undefined);
        }
        for (const catalog of b2b.catalogs.values()) {
          for (const event of transformItem(catalog, cells, run).events) event.decide(undefined);
        }
        for (const relation of b2b.relations.values()) transformRelation(relation, cells, run);
      }),
      { numRuns: 300 },
    );
  });
});
