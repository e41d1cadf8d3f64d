import assert from 'node:assert/strict';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';
import { checkedMapping } from '../fixtures/b2b-compiled.ts';
import { accountId, check, contactId, type DataCase } from '../data-cases/data-case.ts';
import { A2, C2, L1, O1, O2 } from '../reconcile/lifecycle-fixture.ts';

const changedAt = '2026-11-23T09:58:00Z';
const early = { SystemModstamp: '2026-11-20T08:00:00Z' };
const late = { SystemModstamp: '2026-11-21T08:00:00Z' };
const CM1 = '7015g00000CmP1aAAF'.slice(0, 15);

const deals = '  opportunities: { from: Opportunity, name: deals, fields: { Name: Name } }\n';
const campaigns = '  campaigns: { from: Campaign, name: campaigns, fields: { Name: Name } }\n';
const account = '\nlinks:\n  account: { others: { attribute: AccountIds } }\n';
const withDeals = (link: string): Pick<DataCase, 'more' | 'edit'> => ({
  more: `${account}  opportunities: ${link}\n`,
  edit: (mapping) => mapping.replace('\nlinks:', `\n${deals}links:`),
});
const role = (deal: string, more: Readonly<Record<string, unknown>> = {}) => ({
  ContactId: contactId,
  OpportunityId: deal,
  ...more,
});
const roles = (...rows: readonly ReturnType<typeof role>[]) => ({
  Contact: [{ Id: contactId }],
  OpportunityContactRole: rows,
});

const promises: Readonly<Record<string, readonly DataCase[]>> = {
  'closed deals are left out by default': [
    {
      ...withDeals('{}'),
      known: [{ contact: contactId }],
      given: roles(role(O1, { Opportunity: { IsClosed: true } }), role(O2, { Opportunity: { IsClosed: false } })),
      people: [{ Opportunities: [O2] }],
    },
  ],
  'relations that are not active are left out by default': [
    {
      known: [{ contact: contactId, account: accountId, accounts: [accountId] }],
      given: {
        Contact: [{ Id: contactId }],
        AccountContactRelation: [
          { ContactId: contactId, AccountId: A2, IsActive: false },
          { ContactId: contactId, AccountId: accountId, IsActive: true },
        ],
      },
    },
  ],
  '`max` cuts after the order: primary, then the target that changed last, then the higher id': [
    {
      ...withDeals('{ max: 1 }'),
      known: [{ contact: contactId }],
      given: roles(role(O1, { Opportunity: early, IsPrimary: true }), role(O2, { Opportunity: late })),
      people: [{ Opportunities: [O1] }],
      codes: ['record/list-too-long'],
    },
    {
      ...withDeals('{ max: 1 }'),
      known: [{ contact: contactId }],
      given: roles(role(O1, { Opportunity: late }), role(O2, { Opportunity: early })),
      people: [{ Opportunities: [O1] }],
      codes: ['record/list-too-long'],
    },
    {
      ...withDeals('{ max: 1 }'),
      known: [{ contact: contactId }],
      given: roles(role(O1, { Opportunity: late }), role(O2, { Opportunity: late })),
      people: [{ Opportunities: [O2] }],
      codes: ['record/list-too-long'],
    },
  ],
  'another order of the same set is no change': [
    {
      ...withDeals('{}'),
      known: [{ contact: contactId, opportunities: [O1, O2] }],
      given: roles(role(O1, { Opportunity: early }), role(O2, { Opportunity: late })),
    },
  ],
  'the primary one stays while it is in the set, unless another has `IsPrimary` and it has not': [
    {
      ...withDeals('{ primary: DealId }'),
      known: [{ contact: contactId, opportunities: [O1, O2], primary: O1 }],
      given: roles(role(O1, { Opportunity: early }), role(O2, { Opportunity: late })),
    },
    {
      ...withDeals('{ primary: DealId }'),
      known: [{ contact: contactId, opportunities: [O1, O2], primary: O1 }],
      given: roles(role(O1, { IsPrimary: true, Opportunity: early }), role(O2, { IsPrimary: true, Opportunity: late })),
    },
    {
      ...withDeals('{ primary: DealId }'),
      known: [{ contact: contactId, opportunities: [O1, O2], primary: O1 }],
      given: roles(role(O1), role(O2, { IsPrimary: true })),
      people: [{ DealId: O2 }],
    },
    {
      ...withDeals('{ primary: DealId }'),
      known: [{ contact: contactId, opportunities: [O1, O2], primary: O1 }],
      given: roles(role(O1, { Opportunity: { IsClosed: true } }), role(O2)),
      people: [{ Opportunities: [O2], DealId: O2 }],
    },
    // It may stand behind the cut.
    {
      ...withDeals('{ primary: DealId, max: 1 }'),
      known: [{ contact: contactId, opportunities: [O1], primary: O1 }],
      given: roles(role(O1, { Opportunity: early }), role(O2, { Opportunity: late })),
      people: [{ Opportunities: [O2] }],
      codes: ['record/list-too-long'],
    },
  ],
  'the last one that goes leaves null': [
    {
      ...withDeals('{ primary: DealId }'),
      known: [{ contact: contactId, opportunities: [O1], primary: O1 }],
      given: roles(role(O1, { Opportunity: { IsClosed: true } })),
      people: [{ Opportunities: null, DealId: null }],
    },
  ],
  '`others` has no effect where contacts have one account': [
    {
      snapshot: { ...b2bSnapshot, switches: { ...b2bSnapshot.switches, contactsToMultipleAccounts: false } },
      found: ['salesforce/feature-off'],
      known: [{ contact: contactId }],
      given: {
        Contact: [{ Id: contactId, AccountId: accountId }],
        AccountContactRelation: [{ ContactId: contactId, AccountId: A2, IsActive: true }],
      },
      people: [{ AccountId: accountId }],
      events: ['account_linked'],
    },
  ],
  'the primary account is one of all accounts, the first': [
    {
      known: [{ contact: contactId }],
      given: {
        Contact: [{ Id: contactId, AccountId: accountId }],
        AccountContactRelation: [
          { ContactId: contactId, AccountId: A2, IsActive: true },
          { ContactId: contactId, AccountId: accountId, IsActive: true },
        ],
      },
      people: [{ AccountId: accountId, AccountIds: [accountId, A2] }],
      events: ['account_linked', 'account_linked'],
    },
  ],
  'a condition on a lookup link is one on the person': [
    {
      more: '\nlinks:\n  account: { where: DoNotCall == false, others: { attribute: AccountIds } }\n',
      known: [{ contact: contactId, account: accountId, accounts: [accountId] }],
      given: { Contact: [{ Id: contactId, AccountId: accountId, DoNotCall: true, SystemModstamp: changedAt }] },
      people: [{ AccountId: null, AccountIds: null }],
      events: ['account_unlinked'],
    },
  ],
  'a lookup link follows every people object that has the path': [
    {
      more: `${account}  partners: { through: Partner__c, catalog: accounts, attribute: Partner, linked: partner_linked, unlinked: false }\n`,
      edit: (mapping) => mapping.replace('people:\n', 'people:\n  lead: { profile: { email: Email } }\n'),
      found: ['mapping/no-unlink-event'],
      known: [{ contact: contactId, links: { partners: [A2] } }, { lead: L1 }],
      given: {
        Contact: [{ Id: contactId, Partner__c: accountId }],
        Lead: [{ Id: L1, Partner__c: A2 }],
      },
      people: [{ Partner: accountId }, { Partner: A2 }],
      events: ['partner_linked', 'partner_linked'],
    },
  ],
  'the first path with a value names the person of a junction record': [
    {
      more: `${account}  campaigns: { through: CampaignMember, person: [ContactId, LeadId], to: CampaignId, catalog: campaigns, attribute: Campaigns, where: HasResponded }\n`,
      edit: (mapping) =>
        mapping
          .replace('people:\n', 'people:\n  lead: { profile: { email: Email } }\n')
          .replace('\nlinks:', `\n${campaigns}links:`),
      known: [{ contact: contactId }, { lead: L1 }],
      given: {
        Contact: [{ Id: contactId }],
        Lead: [{ Id: L1 }],
        CampaignMember: [
          { ContactId: contactId, LeadId: L1, CampaignId: CM1, HasResponded: true },
          { LeadId: L1, CampaignId: CM1, HasResponded: false },
        ],
      },
      people: [{ Campaigns: [`${CM1}AAF`] }],
    },
  ],
  'nobody else is touched by the rows of one person': [
    {
      ...withDeals('{}'),
      known: [
        { contact: contactId, opportunities: [O1] },
        { contact: C2, opportunities: [O1] },
      ],
      given: {
        Contact: [{ Id: contactId }, { Id: C2 }],
        OpportunityContactRole: [{ ContactId: C2, OpportunityId: O2 }],
      },
      people: [{ Opportunities: [O2] }],
    },
  ],
};

describe('links', () => {
  for (const [title, cases] of Object.entries(promises)) {
    it(title, () => {
      for (const one of cases) check(one);
    });
  }

  it('have the defaults of the language', () => {
    const { links } = checkedMapping(`version: 1
kind: mapping
name: test
people: { contact: { where: IsPersonAccount == false } }
catalogs:
  accounts: { from: Account, name: accounts, where: IsPersonAccount == false, fields: { Name: Name } }
${deals}${campaigns}links:
  account: { others: { attribute: AccountIds } }
  opportunities: {}
  campaigns: { through: CampaignMember, person: ContactId, to: CampaignId, catalog: campaigns, attribute: Campaigns }
`);
    const shown = links.map(({ name, catalog, property, linked, unlinked, backfill, ...link }) => {
      const set = link.kind === 'lookup' ? link.others : link.set;
      return {
        names: [name, catalog, property],
        events: [linked, unlinked, backfill],
        set: [set?.attribute, set?.where?.text, set?.max],
        one: link.kind === 'lookup' ? link.attribute : link.primary,
      };
    });
    assert.deepEqual(shown, [
      {
        names: ['account', 'accounts', 'account_id'],
        events: ['account_linked', 'account_unlinked', 'emit'],
        set: ['AccountIds', 'IsActive == true', 25],
        one: 'AccountId',
      },
      {
        names: ['opportunities', 'opportunities', 'opportunity_id'],
        events: [undefined, undefined, 'emit'],
        set: ['Opportunities', 'Opportunity.IsClosed == false', 25],
        one: undefined,
      },
      {
        names: ['campaigns', 'campaigns', 'campaign_id'],
        events: [undefined, undefined, 'emit'],
        set: ['Campaigns', undefined, 25],
        one: undefined,
      },
    ]);
  });
});
