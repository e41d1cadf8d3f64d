import { accountId, check, contactId, type DataCase } from '../data-cases/data-case.ts';
import { A2, C2, L1, O1 } from '../reconcile/lifecycle-fixture.ts';

const changedAt = '2026-11-23T09:58:00Z';
const Email = 'ada@acme.example';
const deals = '  opportunities: { from: Opportunity, name: deals, fields: { Name: Name } }\n';
const withDeals: Pick<DataCase, 'more' | 'edit'> = {
  more: '\nlinks:\n  account: { others: { attribute: AccountIds } }\n  opportunities: {}\n',
  edit: (mapping) => mapping.replace('\nlinks:', `\n${deals}links:`),
};

const promises: Readonly<Record<string, readonly DataCase[]>> = {
  'a field that a new record does not give is blank, a checkbox is false': [
    {
      attributes: "X: \"DoNotCall ? 'yes' : 'no'\"\nY: DoNotCall\nZ: Title",
      given: { Contact: [{ Id: contactId, Email }] },
      people: [{ email: Email, X: 'no', Y: false }],
    },
  ],
  'of a known record only places whose fields are given are compared': [
    {
      attributes: "X: Title\nY: Department\nZ: { value: vip }\nBoth: join([Title, Department], ' ')",
      known: [{ contact: contactId, sent: { X: 'CTO', Y: 'IT', Both: 'CTO IT' } }],
      given: { Contact: [{ Id: contactId, Title: 'CEO' }] },
      people: [{ X: 'CEO' }],
    },
    {
      attributes: 'X: Title\nY: Department',
      known: [{ contact: contactId, sent: { X: 'CTO' } }],
      given: { Contact: [{ Id: contactId, Title: 'CTO', Department: 'IT' }] },
      people: [{ Y: 'IT' }],
    },
  ],
  'people count as read, items only with a `SystemModstamp`': [
    {
      attributes: 'X: Account.Name',
      known: [{ contact: contactId, account: accountId, accounts: [accountId] }],
      given: { Contact: [{ Id: contactId, AccountId: accountId }], Account: [{ Id: accountId, Name: 'Acme' }] },
      people: [{ X: 'Acme' }],
    },
    {
      given: { Account: [{ Id: accountId, Name: 'Acme', SystemModstamp: changedAt }] },
      items: [{ id: accountId, AccountName: 'Acme' }],
    },
  ],
  'parents are nested, or records of their own': [
    {
      attributes: 'X: Account.Owner.Email',
      known: [{ contact: contactId, account: accountId, accounts: [accountId] }],
      given: { Contact: [{ Id: contactId, AccountId: accountId, Account: { Owner: { Email: 'a@acme.example' } } }] },
      people: [{ X: 'a@acme.example' }],
    },
    {
      attributes: 'X: Account.Owner.Email',
      known: [{ contact: contactId, account: accountId, accounts: [accountId] }],
      given: {
        Contact: [{ Id: contactId, AccountId: accountId }],
        Account: [{ Id: accountId, OwnerId: '0055g00000AcD1eAAF' }],
        User: [{ Id: '0055g00000AcD1eAAF', Email: 'b@acme.example' }],
      },
      people: [{ X: 'b@acme.example' }],
    },
  ],
  'rows of a junction are all there are for the people they name, and none leave links as they are': [
    {
      ...withDeals,
      known: [{ contact: contactId, opportunities: [O1] }],
      given: { Contact: [{ Id: contactId, Email }] },
      people: [{ email: Email }],
    },
    {
      ...withDeals,
      known: [
        { contact: contactId, opportunities: [O1] },
        { contact: C2, opportunities: [O1] },
      ],
      given: {
        Contact: [{ Id: contactId }, { Id: C2 }],
        OpportunityContactRole: [{ ContactId: contactId, OpportunityId: O1, Opportunity: { IsClosed: true } }],
      },
      people: [{ Opportunities: null }],
    },
  ],
  'what a fixture points at exists, unless it is given as changed': [
    {
      known: [{ contact: contactId }],
      given: { Contact: [{ Id: contactId, AccountId: A2 }] },
      people: [{ AccountId: A2, AccountIds: [A2] }],
      events: ['account_linked'],
    },
    {
      known: [{ contact: contactId }],
      given: {
        Contact: [{ Id: contactId, AccountId: A2 }],
        Account: [{ Id: A2, IsPersonAccount: true, SystemModstamp: changedAt }],
      },
    },
  ],
  'ids of 15 characters are known too': [
    {
      known: [{ contact: contactId.slice(0, 15), account: accountId.slice(0, 15), accounts: [accountId] }],
      given: { Contact: [{ Id: contactId, AccountId: accountId }] },
    },
  ],
  'a suspended person comes back with its links': [
    {
      known: [{ contact: contactId, account: accountId, suspended: '2026-11-20T08:00:00Z', sent: { email: Email } }],
      given: { Contact: [{ Id: contactId, Email, AccountId: accountId }] },
      people: [{ salesforce_deleted_at: null, AccountId: accountId, AccountIds: [accountId] }],
      events: ['account_linked'],
    },
  ],
  'a lookup link of its own name is known under `links`': [
    {
      more: '\nlinks:\n  account: { others: { attribute: AccountIds } }\n  partner: { through: Partner__c, catalog: accounts, attribute: Partner }\n',
      edit: (mapping) => mapping.replace('people:\n', 'people:\n  lead: { profile: { email: Email } }\n'),
      known: [{ lead: L1, links: { partner: [A2] } }],
      given: { Lead: [{ Id: L1, Partner__c: null }] },
      people: [{ Partner: null }],
    },
  ],
};

describe('fixtures', () => {
  for (const [title, cases] of Object.entries(promises)) {
    it(title, () => {
      for (const one of cases) check(one);
    });
  }
});
