import assert from 'node:assert/strict';
import { transformRelation } from '../../src/transform/transform.ts';
import { b2bMapping, compiled, scenarioSnapshot } from '../fixtures/b2b-compiled.ts';
import { A1, C1, clock, L1, O1 } from '../reconcile/lifecycle-fixture.ts';

const b2b = compiled(b2bMapping());

function paths(key: string): ReadonlySet<string> {
  return new Set(b2b.people.get(key)?.columns.map(({ path }) => path));
}

function checkRelation(link: string, cells: Readonly<Record<string, unknown>>, expected: unknown): void {
  const relation = b2b.relations.get(link);
  assert.ok(relation !== undefined);
  const row = relation.columns.map(({ path }) => (cells[path] ?? null) as string | boolean | null);
  assert.deepEqual(transformRelation(relation, row, { at: clock }), expected);
}

describe('compileMapping', () => {
  it('reads what is mapped, and what it needs itself, once', () => {
    const columns = b2b.people.get('contact')?.columns.map(({ path, type }) => `${path} ${type}`);
    assert.deepEqual(columns?.toSorted(), [
      'Account.Name string',
      'Account.Renewal_Date__c date',
      'AccountId reference',
      'App_User_Id__c string',
      'Department string',
      'Email email',
      'FirstName string',
      'HasOptedOutOfEmail boolean',
      'Id id',
      'Individual.ShouldForget boolean',
      'IsDeleted boolean',
      'IsPersonAccount boolean',
      'LastName string',
      'LeadSource picklist',
      'MailingCountryCode picklist',
      'MasterRecordId reference',
      'Phone phone',
      'SystemModstamp datetime',
      'Title string',
    ]);
  });

  it('reads the conversion of leads alone', () => {
    assert.ok(['IsConverted', 'ConvertedContactId'].every((path) => paths('lead').has(path)));
    assert.ok(!paths('contact').has('ConvertedContactId'));
  });

  it('follows polymorphic lookups to the object that has the field', () => {
    const columns = b2b.catalogs.get('accounts')?.columns ?? [];
    assert.equal(columns.find(({ path }) => path === 'Owner.Email')?.type, 'email');
  });

  it('queries every junction, and other accounts only where contacts can have them', () => {
    assert.deepEqual([...b2b.relations.keys()], ['account.others', 'opportunities', 'campaigns']);
    const without = compiled(b2bMapping(scenarioSnapshot), scenarioSnapshot);
    assert.deepEqual([...without.relations.keys()], ['opportunities', 'campaigns']);
    assert.deepEqual(
      b2b.relations.get('opportunities')?.columns.map(({ path }) => path),
      [
        'ContactId',
        'OpportunityId',
        'IsPrimary',
        'SystemModstamp',
        'Opportunity.SystemModstamp',
        'Opportunity.IsClosed',
      ],
    );
  });
});

describe('transformRelation', () => {
  const at = '2026-11-23T09:00:00.000Z';

  it('takes the first path that names a person', () => {
    const row = { CampaignId: A1, LeadId: L1, SystemModstamp: at, 'Campaign.IsActive': true };
    const expected = { target: A1, kept: true, isPrimary: false, targetModstamp: at, modstamp: at };
    checkRelation('campaigns', row, { ...expected, person: L1 });
    checkRelation('campaigns', { ...row, ContactId: C1 }, { ...expected, person: C1 });
  });

  it('says whether the condition keeps it', () => {
    const row = { ContactId: C1, OpportunityId: O1, IsPrimary: true, SystemModstamp: at };
    const expected = { person: C1, target: O1, isPrimary: true, targetModstamp: clock, modstamp: at };
    const target = { 'Opportunity.SystemModstamp': clock };
    checkRelation('opportunities', { ...row, ...target, 'Opportunity.IsClosed': false }, { ...expected, kept: true });
    checkRelation('opportunities', { ...row, ...target, 'Opportunity.IsClosed': true }, { ...expected, kept: false });
  });

  it('is nothing without a person or a target', () => {
    checkRelation('opportunities', { ContactId: C1 }, undefined);
    checkRelation('opportunities', { OpportunityId: O1 }, undefined);
  });
});
