import type { SnapshotObject, Snapshot } from '../../src/salesforce/snapshot.ts';
import { lookup, picklist, snapshotObject } from '../fixtures/snapshot-builder.ts';

/** Labels of the builder are the values in capitals; this one differs in its words. */
function withLabel(object: SnapshotObject, name: string, label: string): SnapshotObject {
  const field = object.fields.get(name);
  if (field === undefined) return object;
  const relabelled = field.picklist.map(({ value, active }) => ({ value, label, active }));
  return { ...object, fields: new Map([...object.fields, [name, { ...field, picklist: relabelled }]]) };
}

const objects: readonly SnapshotObject[] = [
  snapshotObject('Contact', '003', {
    FirstName: 'string',
    LastName: { type: 'string', nillable: false },
    Title: 'string',
    Email: 'email',
    Phone: 'phone',
    MobilePhone: 'phone',
    Rating: { type: 'picklist', values: ['Hot', 'Warm', 'Cold'], restrictedPicklist: true },
    LeadSource: picklist('Web', 'Event'),
    StageName: picklist('Closed Won'),
    Regions__c: { type: 'multipicklist', values: ['EMEA', 'APAC'], restrictedPicklist: true },
    Amount: 'currency',
    Score__c: 'double',
    Seats__c: 'int',
    Birthdate: 'date',
    Last_Seen__c: 'datetime',
    Opens__c: 'time',
    Bio__c: { type: 'textarea', html: true },
    Vip__c: 'boolean',
    AccountId: lookup('Account'),
    OwnerId: { type: 'reference', referenceTo: ['Group', 'User'], nillable: false, relationshipName: 'Owner' },
    Campaign__c: lookup('Campaign'),
    MailingAddress: 'address',
  }),
  snapshotObject('Account', '001', {
    Name: { type: 'string', nillable: false },
    Industry: picklist('Banking', 'Energy'),
    AnnualRevenue: 'currency',
    IsPartner: 'boolean',
    ParentId: lookup('Account'),
  }),
  snapshotObject('Opportunity', '006', {
    Amount: 'currency',
    CloseDate: { type: 'date', nillable: false },
    AccountId: lookup('Account'),
    StageName: { type: 'picklist', values: ['Open', 'Won'], nillable: false },
  }),
  snapshotObject('User', '005', {
    Name: { type: 'string', nillable: false },
    Email: { type: 'email', nillable: false },
  }),
  snapshotObject('Group', '00G', { Name: { type: 'string', nillable: false } }),
];

/** A small org: euros and dollars, no person accounts; `Campaign__c` leads to an object that is not in the snapshot. */
export const org: Snapshot = {
  takenAt: '2026-01-01T00:00:00.000Z',
  org: { id: '00D5g000004BfXbEAK', sandbox: false },
  switches: {
    personAccounts: false,
    multiCurrency: true,
    territories: false,
    contactsToMultipleAccounts: false,
    stateCountryPicklists: false,
  },
  corporateCurrency: 'EUR',
  rates: [
    { isoCode: 'USD', rate: 1.5, start: undefined, end: undefined },
    { isoCode: 'USD', rate: 2, start: '2025-01-01', end: '2026-01-01' },
  ],
  objects: new Map(objects.map((object) => [object.name, withLabel(object, 'StageName', 'Won')])),
};
