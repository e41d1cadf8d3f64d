import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { BrazeValue } from '../../src/braze/objects.ts';
import type { KnownPerson } from '../../src/reconcile/known.ts';
import type { PersonPlan } from '../../src/reconcile/plans.ts';
import type { Relation } from '../../src/transform/wanted.ts';
import { checkedMapping, compiled } from '../fixtures/b2b-compiled.ts';
import { acceptPerson } from './accept.ts';
import { A1, A2, changedAt, O1, O2 } from './lifecycle-fixture.ts';
import { planContact, relation } from './plan-contact.ts';

const mapping = compiled(
  checkedMapping(`version: 1
kind: mapping
name: test
people:
  contact:
    where: Department == null || Department != 'Out'
    on_exit: suspend
    profile: { email: Email }
    attributes:
      Job: { from: Title, default: none }
      Regions: { from: Regions__c, map: { EMEA: null, AMER: Americas }, otherwise: keep }
      Score: { from: Score__c, as: integer }
      Name: join([FirstName, LastName], ' ')
catalogs:
  accounts: { from: Account, name: accounts, where: IsPersonAccount == false, fields: { Type: Type } }
  opportunities: { from: Opportunity, name: deals, fields: { Stage: StageName } }
links:
  account: { others: { attribute: AccountIds } }
  opportunities: { max: 1 }
`),
);

interface Moment {
  readonly record: Readonly<Record<string, unknown>>;
  readonly relations: ReadonlyMap<string, readonly Relation[]>;
}

const record = fc.record({
  Email: fc.constantFrom('ada@acme.example', 'bob@acme.example'),
  Title: fc.constantFrom(null, 'CTO', 'CEO'),
  Regions__c: fc.constantFrom(null, 'EMEA', 'AMER;EMEA', 'APAC'),
  Score__c: fc.constantFrom(null, 0, 2.5),
  FirstName: fc.constantFrom(null, 'Ada'),
  LastName: fc.constantFrom('Byron', 'King'),
  AccountId: fc.constantFrom(null, A1, A2),
  Department: fc.constantFrom(null, 'IT', 'Out'),
  IsDeleted: fc.constantFrom(false, false, true),
  SystemModstamp: fc.constant(changedAt),
});
const row = (target: string): fc.Arbitrary<Relation> =>
  fc.boolean().map((isPrimary) => relation(target, { isPrimary }));
const moment: fc.Arbitrary<Moment> = fc
  .tuple(
    record,
    fc.subarray([A1, A2]),
    fc.tuple(row(O1), row(O2)).chain((rows) => fc.subarray(rows)),
  )
  .map(([seen, accounts, deals]) => ({
    record: seen,
    relations: new Map([
      ['account.others', accounts.map((id) => relation(id))],
      ['opportunities', deals],
    ]),
  }));

/** What Braze holds after it has accepted every plan in turn. */
function after(history: readonly Moment[]): ReadonlyMap<string, BrazeValue> {
  const attributes = new Map<string, BrazeValue>();
  let known: KnownPerson | undefined;
  for (const { record: seen, relations } of history) {
    const plan: PersonPlan | undefined = planContact({ compiled: mapping, known, record: seen, relations });
    if (plan === undefined) continue;
    for (const [name, value] of Object.entries(plan.write?.attributes ?? {})) {
      if (value === null) assert.ok(attributes.delete(name), `${name} had never been sent`);
      else attributes.set(name, value);
    }
    known = acceptPerson(known, plan);
  }
  return attributes;
}

/** Lists are compared as sets: another order of the same elements is no change. */
function comparable(attributes: ReadonlyMap<string, BrazeValue>): unknown {
  return [...attributes]
    .map(([name, value]) => [name, Array.isArray(value) ? value.toSorted() : value])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

describe('reconcilePerson', () => {
  it('leaves Braze with what a first sight would have sent, whatever came before, and unsets only what was sent', () => {
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 5 }), moment, (history, last) => {
        fc.pre(last.record['Department'] !== 'Out' && last.record['IsDeleted'] !== true);
        assert.deepEqual(comparable(after([...history, last])), comparable(after([last])));
      }),
      { numRuns: 500 },
    );
  });
});
