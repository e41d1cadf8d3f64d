import assert from 'node:assert/strict';
import type { OrgSwitches, Snapshot } from '@sf-braze/mapping-core';
import { createSource } from '../../src/salesforce/source.ts';
import { sourceOptions, startEmulatedOrg } from './emulated-org.ts';

async function describeOrg(names: readonly string[], schema: unknown): Promise<Snapshot> {
  const org = await startEmulatedOrg();
  try {
    await org.control('PUT', 'clock', { now: '2031-02-03T04:05:06Z' });
    await org.control('PUT', 'schema', schema);
    return await createSource(org.connection, sourceOptions).describe(names);
  } finally {
    await org.close();
  }
}

const off: OrgSwitches = {
  personAccounts: false,
  multiCurrency: false,
  territories: false,
  contactsToMultipleAccounts: false,
  stateCountryPicklists: false,
};

describe('describe', () => {
  for (const name of Object.keys(off) as (keyof OrgSwitches)[]) {
    it(`sees ${name} on, and nothing else`, async () => {
      const switches = { ...off, [name]: true };
      assert.deepEqual((await describeOrg([], { switches })).switches, switches);
    });
  }

  it('sees everything off', async () => {
    const snapshot = await describeOrg(['Contact', 'AccountContactRelation'], { switches: off });
    assert.deepEqual(snapshot.switches, off);
    assert.deepEqual([...snapshot.objects.keys()], ['Contact']);
    assert.deepEqual([snapshot.corporateCurrency, snapshot.rates], [undefined, []]);
  });

  it('holds the asked objects in their order, and no others', async () => {
    const snapshot = await describeOrg(['Opportunity', 'Nothing__c', 'Account', 'User', 'Contact', 'Lead'], {});
    assert.deepEqual([...snapshot.objects.keys()], ['Opportunity', 'Account', 'User', 'Contact', 'Lead']);
    assert.equal(snapshot.takenAt, '2031-02-03T04:05:06.000Z');
    assert.deepEqual(snapshot.org, { id: '00D5g000004BfXbEAK', sandbox: false });
  });

  it('says of a field what a mapping can depend on', async () => {
    const snapshot = await describeOrg(['Contact', 'Lead'], {});
    const contact = snapshot.objects.get('Contact');
    assert.equal(contact?.keyPrefix, '003');
    const account = contact.fields.get('AccountId');
    assert.deepEqual(
      [account?.type, account?.referenceTo, account?.relationshipName, account?.nillable, account?.custom],
      ['reference', ['Account'], 'Account', true, false],
    );
    const owner = snapshot.objects.get('Lead')?.fields.get('OwnerId');
    assert.deepEqual([owner?.referenceTo.toSorted(), owner?.relationshipName], [['Group', 'User'], 'Owner']);
    const email = contact.fields.get('Email');
    assert.deepEqual([email?.type, email?.length, email?.picklist, email?.filterable], ['email', 80, [], true]);
    const source = contact.fields.get('LeadSource');
    assert.ok(source !== undefined && source.picklist.length > 0 && source.picklist.every(({ label }) => label !== ''));
  });

  it('keeps picklist values that are no longer offered', async () => {
    const picklistValues = [
      { value: 'hot', label: 'Very hot', active: true, defaultValue: false },
      { value: 'cold', label: 'Cold', active: false, defaultValue: false },
    ];
    const schema = { objects: { Account: { fields: { Rating: { change: { picklistValues } } } } } };
    const snapshot = await describeOrg(['Account'], schema);
    assert.deepEqual(snapshot.objects.get('Account')?.fields.get('Rating')?.picklist, [
      { value: 'hot', label: 'Very hot', active: true },
      { value: 'cold', label: 'Cold', active: false },
    ]);
  });

  it('leaves out a field and an object that this user may not see', async () => {
    const schema = { objects: { Lead: { hide: true }, Account: { fields: { Rating: { hide: true } } } } };
    const snapshot = await describeOrg(['Lead', 'Account'], schema);
    assert.deepEqual([...snapshot.objects.keys()], ['Account']);
    assert.equal(snapshot.objects.get('Account')?.fields.has('Rating'), false);
  });

  it('knows the corporate currency, and the rates of every period', async () => {
    const snapshot = await describeOrg([], { switches: { multiCurrency: true } });
    assert.equal(snapshot.corporateCurrency, 'USD');
    assert.deepEqual(
      snapshot.rates.filter(({ isoCode }) => isoCode === 'EUR'),
      [
        { isoCode: 'EUR', rate: 0.93, start: '2025-01-01', end: '2026-07-01' },
        { isoCode: 'EUR', rate: 0.9, start: '2026-07-01', end: undefined },
      ],
    );
  });

  it('uses the one rate of a currency that has no dated rates', async () => {
    const schema = { switches: { multiCurrency: true }, objects: { DatedConversionRate: { hide: true } } };
    const snapshot = await describeOrg([], schema);
    assert.deepEqual(
      snapshot.rates.map(({ isoCode, rate, start, end }) => [isoCode, rate, start, end]),
      [
        ['EUR', 0.9, undefined, undefined],
        ['GBP', 0.78, undefined, undefined],
        ['JPY', 150, undefined, undefined],
        ['USD', 1, undefined, undefined],
      ],
    );
  });
});
