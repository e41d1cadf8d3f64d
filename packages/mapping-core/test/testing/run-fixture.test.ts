import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Fixture } from '../../src/testing/fixture.ts';
import { runFixture } from '../../src/testing/run-fixture.ts';
import { b2bCapabilities, b2bMapping } from '../fixtures/b2b-compiled.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';
import { A1, A2, C1, C2, clock, E1, L1, O1, O2 } from '../reconcile/lifecycle-fixture.ts';
import { callsOf } from '../reconcile/scenario-calls.ts';

const mapping = b2bMapping();
const ids = [A1, A2, C1, C2, L1, O1, O2, C1.slice(0, 15), 'nonsense'];

const value = fc.oneof(
  fc.constantFrom<unknown>(
    ...ids,
    E1,
    null,
    true,
    false,
    '2026-11-23T09:58:00Z',
    '2026-02-30',
    'Ada@acme.example',
    5,
    -0,
  ),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.array(fc.constantFrom(...ids), { maxLength: 3 }),
  fc.record({ Name: fc.string(), IsClosed: fc.boolean(), Email: fc.constantFrom('x', null) }),
);

const fields = fc.constantFrom(
  ...'Id AccountId ContactId OpportunityId Email Title Name StageName Account Opportunity IsDeleted IsConverted'.split(
    ' ',
  ),
  ...'IsPersonAccount MasterRecordId SystemModstamp App_User_Id__c Status Amount CloseDate IsClosed'.split(' '),
  ...'HasOptedOutOfEmail Individual __proto__ constructor'.split(' '),
);
const record = fc
  .tuple(fc.constantFrom(...ids), fc.array(fc.tuple(fields, value), { maxLength: 10 }))
  .map(([id, entries]) => Object.fromEntries([['Id', id], ['SystemModstamp', '2026-11-23T09:58:00Z'], ...entries]));
const known = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'lead',
        'contact',
        'item',
        'external_id',
        'account',
        'accounts',
        'opportunities',
        'primary',
        'sent',
      ),
      value,
    ),
    { maxLength: 5 },
  )
  .map((entries) => Object.fromEntries(entries));

const fixtures: fc.Arbitrary<Fixture> = fc.record({
  known: fc.array(known, { maxLength: 4 }),
  given: fc.dictionary(
    fc.constantFrom('Lead', 'Contact', 'Account', 'Opportunity', 'OpportunityContactRole', 'AccountContactRelation'),
    fc.array(record, { maxLength: 4 }),
  ),
});

describe('runFixture', () => {
  it('never throws, and keeps the ghost rule and the order of phases, whatever the fixture says', () => {
    fc.assert(
      fc.property(fixtures, (fixture) => {
        const options = { at: clock, env: 'production', capabilities: b2bCapabilities };
        const calls = callsOf(runFixture(mapping, b2bSnapshot, fixture, options).phases);
        let hasDeleted = false;
        for (const { method, body } of calls) {
          assert.ok(!hasDeleted || method === 'DELETE', 'nothing follows the deletion of items');
          hasDeleted ||= method === 'DELETE';
          for (const object of attributesIn(body)) {
            const isCreate = object['_update_existing_only'] === false;
            assert.ok(isCreate || object['_update_existing_only'] === true);
            assert.ok(!isCreate || !Object.values(object).includes(null));
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

function attributesIn(body: unknown): readonly Readonly<Record<string, unknown>>[] {
  const attributes = (body as { readonly attributes?: readonly Readonly<Record<string, unknown>>[] }).attributes;
  return attributes ?? [];
}
