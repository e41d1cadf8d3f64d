import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createClock } from '../../src/loopback/clock.ts';
import { isId } from '../../src/salesforce/id.ts';
import { createOrg } from '../../src/salesforce/org.ts';
import { rowsOf } from '../../src/salesforce/record-store.ts';
import { findField, findObject } from '../../src/salesforce/schema.ts';
import { readSeed } from '../../src/salesforce/seed.ts';

const org = createOrg(createClock(), readSeed(), 0);
const snapshot = org.store.snapshot();

function count(object: string): number {
  return [...rowsOf(snapshot.table(object))].length;
}

describe('readSeed', () => {
  it('has valid ids of the right objects, and every lookup leads somewhere', () => {
    for (const object of org.schema.objects.values()) {
      for (const row of rowsOf(snapshot.table(object.name))) {
        assert.ok(isId(row.id) && row.id.startsWith(object.keyPrefix), row.id);
        for (const field of object.fields.filter(({ type }) => type === 'reference')) {
          const id = row.get(field.source);
          if (id === null) continue;
          const target = snapshot.find(String(id));
          assert.ok(target !== undefined && field.referenceTo?.includes(target.object), `${row.id}.${field.name}`);
        }
      }
    }
  });
  it('was written before today', () => {
    const now = new Date().toISOString();
    for (const object of org.schema.objects.values()) {
      for (const row of rowsOf(snapshot.table(object.name))) assert.ok(String(row.get('SystemModstamp')) < now, row.id);
    }
  });
  it('tells the story of the guide', () => {
    assert.deepEqual(['Account', 'Contact', 'Lead', 'Opportunity'].map(count), [8, 25, 20, 15]);
  });
  it('describes every object that a lookup names', () => {
    for (const object of org.schema.objects.values()) {
      for (const field of object.fields) {
        for (const target of field.referenceTo ?? [])
          assert.ok(findObject(org.schema, target), `${object.name}.${field.name}`);
      }
    }
  });
  it('has the fields of the example mapping', () => {
    const wanted = {
      Lead: 'App_User_Id__c Email FirstName LastName Title LeadSource Status Phone CountryCode Company HasOptedOutOfEmail IndividualId IsConverted',
      Contact:
        'App_User_Id__c Email Title IsPersonAccount MailingCountryCode Department AccountId MasterRecordId IndividualId',
      Account: 'Name Type Industry Segment__c AnnualRevenue OwnerId IsPersonAccount Renewal_Date__c',
      Opportunity: 'Name AccountId StageName Territory2Id Amount CurrencyIsoCode CloseDate IsClosed',
      OpportunityContactRole: 'OpportunityId ContactId IsPrimary',
      AccountContactRelation: 'AccountId ContactId IsDirect IsActive',
      Campaign: 'Name Type StartDate IsActive',
      CampaignMember: 'CampaignId ContactId LeadId',
      Individual: 'ShouldForget',
      Territory2: 'Name',
    };
    for (const [name, fields] of Object.entries(wanted)) {
      const object = findObject(org.schema, name);
      assert.ok(object, name);
      for (const field of fields.split(' ')) assert.ok(findField(object, field), `${name}.${field}`);
    }
  });
});
