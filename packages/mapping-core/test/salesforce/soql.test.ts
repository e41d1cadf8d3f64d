import assert from 'node:assert/strict';
import type { RecordId } from '../../src/salesforce/id.ts';
import { type SelectInput, selectQuery } from '../../src/salesforce/soql.ts';

const columns = [
  { path: 'Id', type: 'id' },
  { path: 'Account.Name', type: 'string' },
] as const;

function check(input: Partial<SelectInput>, where: string): void {
  const query = selectQuery({ object: 'Contact', columns, where: undefined, ...input });
  assert.equal(query, `SELECT Id, Account.Name FROM Contact${where}`);
}

describe('selectQuery', () => {
  it('reads everything, or a window', () => {
    check({}, '');
    check(
      { from: '2026-11-23T09:00:00Z', to: '2026-11-23T10:00:00.000Z' },
      ' WHERE SystemModstamp >= 2026-11-23T09:00:00.000Z AND SystemModstamp < 2026-11-23T10:00:00.000Z',
    );
  });

  it('keeps a condition together, and lets deletions past it', () => {
    check({ where: "A = 'x' OR B = 1" }, " WHERE (A = 'x' OR B = 1)");
    check({ where: "A = 'x'", includeDeleted: true }, " WHERE ((A = 'x') OR IsDeleted = true)");
  });

  it('reads by id', () => {
    const values = ['0035g00000KpQ1aAAF', '0035g00000KpQ2bAAF'] as unknown as readonly RecordId[];
    check({ ids: { field: 'Id', values } }, " WHERE Id IN ('0035g00000KpQ1aAAF', '0035g00000KpQ2bAAF')");
  });

  it('binds what it is given', () => {
    const values = ["x') OR (Name != '\\"] as unknown as readonly RecordId[];
    check({ ids: { field: 'Id', values } }, " WHERE Id IN ('x\\') OR (Name != \\'\\\\')");
    assert.throws(
      () => selectQuery({ object: 'Contact', columns, where: undefined, from: '2026 OR 1 = 1' }),
      RangeError,
    );
  });

  it('refuses compound fields', () => {
    const compound = [{ path: 'MailingAddress', type: 'address' }] as const;
    assert.throws(() => selectQuery({ object: 'Contact', columns: compound, where: undefined }), /compound/);
  });
});
