import { accountId, check, contactId, type DataCase, ofField } from './data-case.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';
import { parseRecordId } from '../../src/salesforce/id.ts';
import { C2, E1, E2, L1, O1 } from '../reconcile/lifecycle-fixture.ts';

const ada = { Id: contactId, Email: 'ada@acme.example' };
const created = { email: ada.Email };
const C3 = '0035g00000KpQ3cAAF';
const C4 = '0035g00000KpQ4dAAF';
const changedAt = '2026-11-23T09:58:00Z';

const withLead = 'people:\n  lead:\n    profile:\n      email: Email\n';
const leadToo = (mapping: string): string => mapping.replace('people:\n', withLead);
const withoutFilters = (mapping: string): string => mapping.replaceAll('    where: IsPersonAccount == false\n', '');
const externalIds = 'identity:\n  external_id: { contact: App_User_Id__c }\n';
const deals = `  opportunities:
    from: Opportunity
    name: deals
    fields:
      Name: Name
`;
const dealLink = `
links:
  account: { others: { attribute: AccountIds } }
  opportunities: {}
`;
const withDeals = (mapping: string): string => mapping.replace('\nlinks:', `\n${deals}\nlinks:`);
const deal = (number: number): string => O1.slice(0, 12) + String(number).padStart(3, '0');

const cases: Readonly<Record<string, readonly DataCase[]>> = {
  '15- and 18-character ids': [
    {
      given: { Contact: [{ ...ada, Id: contactId.slice(0, 15), AccountId: accountId.slice(0, 15) }] },
      people: [{ ...created, AccountId: accountId, AccountIds: [accountId] }],
      events: ['account_linked'],
    },
    { given: { Contact: [{ ...ada, Id: `${contactId.slice(0, 15)}AAA` }] }, codes: ['record/id-malformed'] },
    { given: { Contact: [{ ...ada, Id: contactId.slice(0, 16) }] }, codes: ['record/id-malformed'] },
    // Two ids that differ by case only are two people.
    {
      given: {
        Contact: [
          { ...ada, Id: '0035g00000KpQ1a' },
          { Id: '0035g00000KpQ1A', Email: 'bob@acme.example' },
        ],
      },
      people: [created, { email: 'bob@acme.example' }],
    },
  ],
  'Ids inside text fields, URLs, formulas': [
    ofField('id18(Title)', { Title: '0035g00000KpQ1a' }, { value: contactId }),
    ofField('id18(Title)', { Title: 'soon' }, { value: null, codes: ['record/id-malformed'] }),
    ofField('Partner__c', { Partner__c: accountId.slice(0, 15) }, { value: accountId }),
    { attributes: 'X: id18(Score__c)', found: ['mapping/wrong-argument'] },
  ],
  'Person accounts': [
    {
      given: { Contact: [{ ...ada, AccountId: accountId, IsPersonAccount: false }] },
      people: [{ ...created, AccountId: accountId, AccountIds: [accountId] }],
      events: ['account_linked'],
    },
    // Whatever the filters say: no item, and no account.
    {
      edit: withoutFilters,
      found: ['salesforce/person-accounts-unfiltered'],
      given: {
        Contact: [{ ...ada, AccountId: accountId, IsPersonAccount: true }],
        Account: [{ Id: accountId, Name: 'Ada', IsPersonAccount: true, SystemModstamp: changedAt }],
      },
      people: [created],
    },
    {
      edit: withoutFilters,
      snapshot: { ...b2bSnapshot, switches: { ...b2bSnapshot.switches, personAccounts: false } },
    },
    {
      ...ofField(
        '"Account.IsPersonAccount ? null : Account.Name"',
        { AccountId: accountId, IsPersonAccount: true, Account: { Name: 'Ada', IsPersonAccount: true } },
        { value: null, found: ['salesforce/person-accounts-unfiltered'] },
      ),
      edit: withoutFilters,
    },
  ],
  'People without an email': [
    { given: { Contact: [{ Id: contactId }] }, codes: ['record/not-reachable'] },
    {
      more: 'identity: { reachable_by: [any] }\n',
      given: { Contact: [{ Id: contactId }] },
      people: [{}],
    },
    // Somebody who is known stays.
    {
      known: [{ contact: contactId, sent: created }],
      given: { Contact: [{ ...ada, Email: null }] },
      people: [{ email: null }],
    },
  ],
  'Lead and contact share an email': [
    {
      edit: leadToo,
      given: { Contact: [ada], Lead: [{ ...ada, Id: L1 }] },
      people: [created, created],
      codes: ['record/email-shared'],
    },
    {
      edit: leadToo,
      more: 'identity: { duplicate_email: contact_only, reachable_by: [any] }\n',
      given: { Contact: [ada], Lead: [{ ...ada, Id: L1, Email: 'ADA@acme.example' }] },
      people: [created, {}],
      codes: ['record/email-shared'],
    },
    {
      edit: leadToo,
      more: 'identity: { duplicate_email: allow }\n',
      given: { Contact: [ada], Lead: [{ ...ada, Id: L1 }] },
      people: [created, created],
    },
  ],
  // One human with two records shares an address with nobody.
  'Lead and contact are one person by their external id, and have one email': [
    {
      edit: leadToo,
      more: 'identity:\n  external_id: { lead: App_User_Id__c, contact: App_User_Id__c }\n',
      given: { Contact: [{ ...ada, App_User_Id__c: E1 }], Lead: [{ ...ada, Id: L1, App_User_Id__c: E1 }] },
      people: [created],
      codes: ['record/external-id-shared'],
    },
  ],
  'Shared inboxes (info@, sales@)': [
    {
      given: { Contact: [{ ...ada, Email: 'Info@acme.example' }] },
      people: [{ email: 'info@acme.example' }],
      codes: ['record/shared-inbox'],
    },
    {
      given: { Contact: [contactId, C2, C3, C4].map((Id) => ({ Id, Email: ada.Email })) },
      people: [created, created, created, created],
      codes: ['record/shared-inbox'],
    },
    {
      given: { Contact: [contactId, C2, C3].map((Id) => ({ Id, Email: ada.Email })) },
      people: [created, created, created],
      codes: ['record/email-shared'],
    },
    {
      more: 'identity: { shared_inboxes: [Team] }\n',
      given: {
        Contact: [
          { ...ada, Email: 'team@acme.example' },
          { Id: C2, Email: 'info@acme.example' },
        ],
      },
      people: [{ email: 'team@acme.example' }, { email: 'info@acme.example' }],
      codes: ['record/shared-inbox'],
    },
  ],
  'Two records carry one external id': [
    {
      more: externalIds,
      given: {
        Contact: [
          { ...ada, App_User_Id__c: E1, SystemModstamp: '2026-11-23T09:00:00Z' },
          { Id: C2, Email: 'bob@acme.example', App_User_Id__c: E1, SystemModstamp: '2026-11-23T09:30:00Z' },
        ],
      },
      people: [{ email: 'bob@acme.example' }],
      codes: ['record/external-id-shared'],
    },
  ],
  'External id blank, too long, or changed': [
    {
      more: externalIds,
      given: { Contact: [{ ...ada, App_User_Id__c: '  ' }] },
      codes: ['record/external-id-invalid'],
    },
    {
      more: externalIds,
      given: { Contact: [{ ...ada, App_User_Id__c: 'é'.repeat(494) }] },
      codes: ['record/external-id-invalid'],
    },
    { more: externalIds, given: { Contact: [{ ...ada, App_User_Id__c: '' }] }, people: [created] },
    {
      more: externalIds,
      known: [{ contact: contactId, external_id: E1, sent: { email: 'old@acme.example' } }],
      given: { Contact: [{ ...ada, App_User_Id__c: E2 }] },
      codes: ['record/external-id-changed'],
    },
  ],
  'Email changed': [
    {
      known: [{ contact: contactId, sent: { email: 'old@acme.example' } }],
      given: { Contact: [ada] },
      people: [created],
    },
  ],
  'Converted leads': [
    {
      edit: leadToo,
      known: [{ lead: L1, sent: created }],
      given: { Lead: [{ Id: L1, Email: 'new@acme.example', IsConverted: true, ConvertedContactId: contactId }] },
    },
  ],
  'Same contact twice on a deal; role of a deleted contact': [
    {
      edit: withDeals,
      more: dealLink,
      given: {
        Contact: [ada, { Id: C2, Email: 'bob@acme.example', IsDeleted: true }],
        Opportunity: [{ Id: O1 }],
        OpportunityContactRole: [
          { ContactId: contactId, OpportunityId: O1, IsPrimary: true },
          { ContactId: contactId, OpportunityId: O1, IsPrimary: false },
          { ContactId: C2, OpportunityId: O1, IsPrimary: false },
        ],
      },
      people: [{ ...created, Opportunities: [O1] }],
    },
  ],
  'A contact in 140 deals': [
    {
      edit: withDeals,
      more: dealLink.replace('{}', '{ max: 100 }'),
      found: ['braze/list-may-overflow'],
      given: {
        Contact: [ada],
        OpportunityContactRole: Array.from({ length: 140 }, (_, number) => ({
          ContactId: contactId,
          OpportunityId: deal(number),
          Opportunity: { SystemModstamp: `2026-11-20T08:00:${String(number % 60).padStart(2, '0')}Z` },
        })),
      },
      people: [
        {
          ...created,
          Opportunities: Array.from({ length: 140 }, (_, number) => number)
            .toSorted((a, b) => (b % 60) - (a % 60) || b - a)
            .slice(0, 100)
            .map((number) => completed(deal(number))),
        },
      ],
      codes: ['record/list-too-long'],
    },
  ],
};

describe('data cases of ids and people', () => {
  for (const [title, ways] of Object.entries(cases)) {
    it(title, () => {
      for (const one of ways) check(one);
    });
  }
});

function completed(id: string): string {
  return parseRecordId(id) ?? id;
}
