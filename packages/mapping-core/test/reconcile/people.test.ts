import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';
import {
  A1,
  A2,
  C1,
  C2,
  changedAt,
  check,
  contactAlias,
  E1,
  E2,
  L1,
  leadAlias,
  O1,
  O2,
  changedAt as time,
} from './lifecycle-fixture.ts';

const update = { _update_existing_only: true };
const create = { _update_existing_only: false };
const look = { fields_to_export: ['braze_id', 'external_id', 'user_aliases'] };
const contact = (record: object) => ({ Contact: [{ Id: C1, SystemModstamp: changedAt, ...record }] });
const lead = (record: object) => ({ Lead: [{ Id: L1, SystemModstamp: changedAt, ...record }] });

describe('reconcilePerson', () => {
  it('T2: adds the alias once the profile of a new external id is seen', () => {
    check({
      given: lead({ Email: 'ada@acme.example', Status: 'Working', App_User_Id__c: E1 }),
      calls: [
        [
          1,
          'POST /users/track',
          {
            attributes: [
              { external_id: E1, ...create, email: 'ada@acme.example', CrmStage: 'lead', LeadStatus: 'Working' },
            ],
          },
        ],
        [2, 'POST /users/export/ids', { external_ids: [E1], ...look }],
        [3, 'POST /users/alias/new', { user_aliases: [{ external_id: E1, ...leadAlias(L1).user_alias }] }],
        [4, 'POST /users/export/ids', { user_aliases: [leadAlias(L1).user_alias], ...look }],
      ],
    });
  });

  it('T12: logs links of a new profile at once when it has an external id', () => {
    check({
      given: contact({ Email: 'ada@acme.example', AccountId: A1, App_User_Id__c: E1 }),
      calls: [
        [
          1,
          'POST /users/track',
          {
            attributes: [{ external_id: E1, ...create, email: 'ada@acme.example', CrmStage: 'contact', AccountId: A1 }],
            events: [linked({ external_id: E1 }, A1, 'created', '499bfadf99430e4c')],
          },
        ],
        [2, 'POST /users/export/ids', { external_ids: [E1], ...look }],
        [3, 'POST /users/alias/new', { user_aliases: [{ external_id: E1, ...contactAlias(C1).user_alias }] }],
        [4, 'POST /users/export/ids', { user_aliases: [contactAlias(C1).user_alias], ...look }],
      ],
    });
  });

  it('creates nobody who cannot be reached', () => {
    check({ given: contact({ FirstName: 'Ada' }), calls: [], codes: ['record/not-reachable'] });
  });

  it('creates nobody who is out of scope, converted, deleted, or wants to be forgotten', () => {
    const email = { Email: 'ada@acme.example' };
    check({ given: lead({ ...email, Status: 'Disqualified' }), calls: [] });
    check({ given: lead({ ...email, Status: 'Qualified', IsConverted: true, ConvertedContactId: C1 }), calls: [] });
    check({ given: contact({ ...email, IsDeleted: true }), calls: [] });
    check({ given: contact({ ...email, Individual: { ShouldForget: true } }), calls: [] });
  });

  it('never writes a converted lead, a merge loser, or somebody who wants to be forgotten', () => {
    const known = [
      { lead: L1, sent: { email: 'ada@acme.example' } },
      { contact: C1, account: A1 },
    ];
    const opted = { HasOptedOutOfEmail: true, Email: 'new@acme.example' };
    check({ known, given: lead({ ...opted, IsConverted: true, ConvertedContactId: C2 }), calls: [] });
    check({ known, given: contact({ ...opted, IsDeleted: true, MasterRecordId: C2 }), calls: [] });
    check({ known, given: contact({ ...opted, Individual: { ShouldForget: true } }), calls: [] });
  });

  it('lets a converted lead leave as a profile of its own under `separate`', () => {
    check({
      mapping: [['convert: merge', 'convert: separate']],
      known: [{ lead: L1 }],
      given: lead({ IsConverted: true, ConvertedContactId: C2 }),
      calls: [[1, 'POST /users/track', { attributes: [{ ...leadAlias(L1), ...update, salesforce_deleted_at: time }] }]],
      codes: ['record/left-scope'],
    });
  });

  it('T6: waits for a decision when the external id changed', () => {
    check({
      known: [{ contact: C1, external_id: E1 }],
      given: contact({ Title: 'CTO', App_User_Id__c: E2 }),
      calls: [],
      codes: ['record/external-id-changed'],
    });
  });

  it('joins records with one external id, and takes the values of the contact', () => {
    check({
      given: {
        ...lead({ Email: 'lead@acme.example', Status: 'Open', App_User_Id__c: E1 }),
        ...contact({ Email: 'ada@acme.example', App_User_Id__c: E1 }),
      },
      calls: [
        [
          1,
          'POST /users/track',
          { attributes: [{ external_id: E1, ...create, email: 'ada@acme.example', CrmStage: 'contact' }] },
        ],
        [2, 'POST /users/export/ids', { external_ids: [E1], ...look }],
        [
          3,
          'POST /users/alias/new',
          {
            user_aliases: [
              { external_id: E1, ...contactAlias(C1).user_alias },
              { external_id: E1, ...leadAlias(L1).user_alias },
            ],
          },
        ],
        [
          4,
          'POST /users/export/ids',
          { user_aliases: [contactAlias(C1).user_alias, leadAlias(L1).user_alias], ...look },
        ],
      ],
      codes: ['record/external-id-shared'],
    });
  });

  it('T15: unlinks from an account that was cleared', () => {
    check({
      known: [{ contact: C1, account: A1, sent: { AccountName: 'Acme' } }],
      given: contact({ AccountId: null }),
      calls: [
        [
          1,
          'POST /users/track',
          {
            attributes: [{ ...contactAlias(C1), ...update, AccountName: null, AccountId: null }],
            events: [unlinked(contactAlias(C1), A1, 'moved', '499bfadf99430e4c')],
          },
        ],
      ],
    });
  });

  it('T19: restores a suspended contact, in a new episode of its link', () => {
    check({
      known: [{ contact: C1, account: A1, suspended: '2026-11-20T10:00:00Z' }],
      given: contact({ AccountId: A1, IsDeleted: false }),
      calls: [
        [
          1,
          'POST /users/track',
          {
            attributes: [{ ...contactAlias(C1), ...update, salesforce_deleted_at: null, AccountId: A1 }],
            events: [linked(contactAlias(C1), A1, 'restored', '42a058e277a49739')],
          },
        ],
      ],
    });
  });

  it('T27, T28: suspends who leaves the filter, and restores who comes back', () => {
    check({
      known: [{ lead: L1 }],
      given: lead({ Status: 'Disqualified' }),
      calls: [[1, 'POST /users/track', { attributes: [{ ...leadAlias(L1), ...update, salesforce_deleted_at: time }] }]],
      codes: ['record/left-scope'],
    });
    check({
      known: [{ lead: L1, suspended: '2026-11-20T10:00:00Z', sent: { LeadStatus: 'Open' } }],
      given: lead({ Status: 'Open' }),
      calls: [[1, 'POST /users/track', { attributes: [{ ...leadAlias(L1), ...update, salesforce_deleted_at: null }] }]],
    });
  });

  it('T27: keeps who leaves the filter under `keep`, and still sends an opt-out', () => {
    check({
      mapping: [
        ["    where: Status != 'Disqualified'\n    on_exit: suspend\n", "    where: Status != 'Disqualified'\n"],
      ],
      known: [{ lead: L1 }],
      given: lead({ Status: 'Disqualified', Company: 'New', HasOptedOutOfEmail: true }),
      calls: [
        [1, 'POST /users/track', { attributes: [{ ...leadAlias(L1), ...update, email_subscribe: 'unsubscribed' }] }],
      ],
      codes: ['record/left-scope'],
    });
  });

  it('T24: sends the opt-out of somebody suspended, and nothing else', () => {
    const known = [{ lead: L1, suspended: '2026-11-20T08:00:00Z' }];
    const optedOut = { Company: 'New', HasOptedOutOfEmail: true };
    const calls = [
      [1, 'POST /users/track', { attributes: [{ ...leadAlias(L1), ...update, email_subscribe: 'unsubscribed' }] }],
    ] as const;
    check({ known, given: lead({ ...optedOut, Status: 'Disqualified' }), calls });
    check({ known, given: lead({ ...optedOut, IsDeleted: true }), calls });
    check({ known, given: lead({ ...optedOut, IsDeleted: true, MasterRecordId: '00Q5g00000LdQ2bEAF' }), calls: [] });
    check({ known, given: lead({ ...optedOut, IsConverted: true }), calls: [] });
  });

  it('sends `subscribed` only under `both`, and only after an opt-out of ours', () => {
    const mapping = [
      [
        'email: { from: HasOptedOutOfEmail, direction: opt_out_only }',
        'email: { from: HasOptedOutOfEmail, direction: both, doc: x y }',
      ],
    ] as const;
    const given = contact({ HasOptedOutOfEmail: false });
    check({
      mapping,
      known: [{ contact: C1, sent: { email_subscribe: 'unsubscribed' } }],
      given,
      calls: [
        [1, 'POST /users/track', { attributes: [{ ...contactAlias(C1), ...update, email_subscribe: 'subscribed' }] }],
      ],
    });
    check({ mapping, known: [{ contact: C1 }], given, calls: [] });
  });

  it('leaves the address to the contact under `contact_only`', () => {
    check({
      mapping: [['duplicate_email: report', 'duplicate_email: contact_only']],
      known: [{ contact: C1, sent: { email: 'ada@acme.example' } }],
      given: lead({ Email: 'Ada@acme.example', Status: 'Open', LastName: 'Byron' }),
      calls: [
        [
          1,
          'POST /users/track',
          { attributes: [{ ...leadAlias(L1), ...create, last_name: 'Byron', CrmStage: 'lead', LeadStatus: 'Open' }] },
        ],
      ],
      codes: ['record/email-shared'],
    });
  });

  it('keeps every account of a contact, the primary one first', () => {
    check({
      snapshot: b2bSnapshot,
      known: [{ contact: C1, account: A1, accounts: [A1] }],
      given: {
        ...contact({ AccountId: A1 }),
        AccountContactRelation: [
          { ContactId: C1, AccountId: A1, IsActive: true },
          { ContactId: C1, AccountId: A2, IsActive: true },
        ],
      },
      calls: [
        [
          1,
          'POST /users/track',
          {
            attributes: [{ ...contactAlias(C1), ...update, AccountIds: [A1, A2] }],
            events: [{ ...linked(contactAlias(C1), A2, 'moved', 'c183755e26a37405'), time: '2026-11-23T10:00:00Z' }],
          },
        ],
      ],
    });
  });

  it('moves the primary deal only when it must', () => {
    const known = [{ contact: C1, opportunities: [O1, O2], primary: O1 }];
    check({ known, given: { ...contact({}), OpportunityContactRole: [role(O1, false), role(O2, false)] }, calls: [] });
    check({
      known,
      given: { ...contact({}), OpportunityContactRole: [role(O1, false), role(O2, true)] },
      calls: [[1, 'POST /users/track', { attributes: [{ ...contactAlias(C1), ...update, OpportunityId: O2 }] }]],
    });
  });

  it('sends nothing of people whom the guard keeps back, not even an opt-out', () => {
    const guard = { guard: 'DoNotCall' };
    const optedOut = contact({ Email: 'ada@acme.example', DoNotCall: false, HasOptedOutOfEmail: true });
    check({ ...guard, given: optedOut, calls: [] });
    check({ ...guard, known: [{ contact: C1, account: A1 }], given: optedOut, calls: [] });
    check({
      ...guard,
      known: [{ contact: C1 }],
      given: contact({ DoNotCall: true, Title: 'CTO' }),
      calls: [[1, 'POST /users/track', { attributes: [{ ...contactAlias(C1), ...update, JobTitle: 'CTO' }] }]],
    });
  });
});

function linked(handle: object, account: string, reason: string, linkId: string) {
  return event(handle, 'account_linked', account, reason, linkId);
}

function unlinked(handle: object, account: string, reason: string, linkId: string) {
  return event(handle, 'account_unlinked', account, reason, linkId);
}

function event(handle: object, name: string, account: string, reason: string, linkId: string) {
  return { ...handle, name, time, properties: { account_id: account, reason, link_id: linkId } };
}

function role(id: string, primary: boolean) {
  return { ContactId: C1, OpportunityId: id, IsPrimary: primary };
}
