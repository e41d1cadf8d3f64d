import assert from 'node:assert/strict';
import type { PersonKey } from '../../src/reconcile/known.ts';
import { groupPeople } from '../../src/reconcile/persons.ts';
import { compiled, b2bMapping } from '../fixtures/b2b-compiled.ts';
import { transformPerson } from '../../src/transform/transform.ts';
import { C1, C2, clock, E1, E2, L1 } from './lifecycle-fixture.ts';
import { fullRow } from './plan-contact.ts';

const b2b = compiled(b2bMapping());

/** Groups as `key: ids`; the state knows record C1 as person 1, and external id E1 as person 2. */
function check(records: readonly (readonly [string, string, string | null])[], expected: readonly string[]): void {
  const wanted = records.map(([people, Id, App_User_Id__c]) => {
    const mapped = b2b.people.get(people);
    assert.ok(mapped !== undefined);
    return transformPerson(mapped, fullRow(mapped, { Id, App_User_Id__c }), { at: clock });
  });
  const groups = groupPeople(wanted, {
    personOf: (_, id) => (id === C1 ? (1 as PersonKey) : undefined),
    personWith: (externalId) => (externalId === E1 ? (2 as PersonKey) : undefined),
  });
  assert.deepEqual(
    groups.map((group) => `${group.key ?? 'new'}: ${group.records.map(({ id }) => id).join(' ')}`),
    expected,
  );
}

describe('groupPeople', () => {
  it('keeps strangers apart', () => {
    check(
      [
        ['lead', L1, null],
        ['contact', C2, null],
      ],
      [`new: ${L1}`, `new: ${C2}`],
    );
  });

  it('joins records by their external id, known or new', () => {
    check(
      [
        ['lead', L1, E2],
        ['contact', C2, E2],
      ],
      [`new: ${L1} ${C2}`],
    );
    check([['contact', C2, E1]], [`2: ${C2}`]);
  });

  it('leaves a known record with its person, whatever external id it has now', () => {
    check(
      [
        ['contact', C1, E1],
        ['contact', C2, E1],
      ],
      [`1: ${C1}`, `2: ${C2}`],
    );
  });
});
