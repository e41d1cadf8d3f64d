import { A1, A2, C1, changedAt, check, contactAlias, O1, changedAt as time } from './lifecycle-fixture.ts';

const update = { _update_existing_only: true };
const accounts = '/catalogs/salesforce_accounts/items';
const deals = '/catalogs/salesforce_opportunities/items';
const acme = { item: A1, sent: { AccountName: 'Acme', Industry: 'Restaurants' } };
const account = (record: object) => ({ Id: A1, SystemModstamp: changedAt, ...record });

describe('reconcileItem', () => {
  it('writes a new item whole and without blanks', () => {
    check({
      given: { Account: [account({ Name: 'Acme', Industry: null })] },
      calls: [[1, `PUT ${accounts}`, { items: [{ id: A1, AccountName: 'Acme' }] }]],
    });
  });

  it('patches only what changed', () => {
    const given = { Account: [account({ Name: 'Acme Ltd', Industry: 'Restaurants' })] };
    check({
      known: [acme],
      given,
      calls: [[1, `PATCH ${accounts}`, { items: [{ id: A1, AccountName: 'Acme Ltd' }] }]],
    });
    check({ known: [{ ...acme, sent: { ...acme.sent, AccountName: 'Acme Ltd' } }], given, calls: [] });
  });

  it('empties a field by writing the item whole, with what the record leaves alone', () => {
    const sent = { ...acme.sent, Type: 'Customer', OwnerEmail: 'owner@acme.example' };
    check({
      known: [{ item: A1, sent }],
      given: { Account: [account({ Name: 'Acme', Industry: null, Type: 'Customer' })] },
      calls: [
        [
          1,
          `PUT ${accounts}`,
          { items: [{ id: A1, AccountName: 'Acme', Type: 'Customer', OwnerEmail: 'owner@acme.example' }] },
        ],
      ],
    });
  });

  it('empties a field with null where the workspace can', () => {
    check({
      capabilities: { catalogClear: 'patch_null' },
      known: [acme],
      given: { Account: [account({ Name: 'Acme', Industry: null })] },
      calls: [[1, `PATCH ${accounts}`, { items: [{ id: A1, Industry: null }] }]],
    });
  });

  it('unlinks people before it deletes the item of a deleted account', () => {
    check({
      known: [acme, { contact: C1, account: A1 }],
      given: {
        Account: [account({ IsDeleted: true })],
        Contact: [{ Id: C1, AccountId: null, SystemModstamp: changedAt }],
      },
      calls: [
        [
          1,
          'POST /users/track',
          {
            attributes: [{ ...contactAlias(C1), ...update, AccountId: null }],
            events: [accountEvent('account_unlinked', A1, 'account_deleted', '499bfadf99430e4c')],
          },
        ],
        [2, `DELETE ${accounts}`, { items: [{ id: A1 }] }],
      ],
    });
  });

  it('moves everybody linked to a merged account, whether their records were read or not', () => {
    const known = [acme, { item: A2, sent: { AccountName: 'Bolt' } }, { contact: C1, account: A1 }];
    const merged = [
      account({ IsDeleted: true, MasterRecordId: A2 }),
      { Id: A2, Name: 'Acme Bolt', SystemModstamp: changedAt },
    ];
    const calls = [
      [1, `PATCH ${accounts}`, { items: [{ id: A2, AccountName: 'Acme Bolt' }] }],
      [
        2,
        'POST /users/track',
        {
          attributes: [{ ...contactAlias(C1), ...update, AccountId: A2 }],
          events: [
            accountEvent('account_unlinked', A1, 'account_merged', '499bfadf99430e4c'),
            accountEvent('account_linked', A2, 'account_merged', 'c183755e26a37405'),
          ],
        },
      ],
      [3, `DELETE ${accounts}`, { items: [{ id: A1 }] }],
    ] as const;
    check({ known, given: { Account: merged }, calls });
    const contact = { Id: C1, AccountId: A2, Account: {}, SystemModstamp: changedAt };
    check({ known, given: { Account: merged, Contact: [contact] }, calls });
  });

  it('unlinks people from an account that leaves the filter', () => {
    check({
      known: [acme, { contact: C1, account: A1 }],
      given: { Account: [account({ IsPersonAccount: true })] },
      calls: [
        [
          1,
          'POST /users/track',
          {
            attributes: [{ ...contactAlias(C1), ...update, AccountId: null }],
            events: [accountEvent('account_unlinked', A1, 'left_scope', '499bfadf99430e4c')],
          },
        ],
        [2, `DELETE ${accounts}`, { items: [{ id: A1 }] }],
      ],
    });
  });

  it('looks again at people whose fields follow a renamed account', () => {
    check({
      known: [acme, { contact: C1, account: A1, sent: { AccountName: 'Acme' } }],
      given: { Account: [account({ Name: 'Acme Ltd' })] },
      calls: [
        [1, `PATCH ${accounts}`, { items: [{ id: A1, AccountName: 'Acme Ltd' }] }],
        [2, 'POST /users/track', { attributes: [{ ...contactAlias(C1), ...update, AccountName: 'Acme Ltd' }] }],
      ],
    });
  });

  it('moves a deal to another account by a patch', () => {
    check({
      known: [{ item: O1, sent: { Account_ID: A1 } }],
      given: { Opportunity: [{ Id: O1, AccountId: A2, SystemModstamp: changedAt }] },
      calls: [[1, `PATCH ${deals}`, { items: [{ id: O1, Account_ID: A2 }] }]],
    });
  });

  it('keeps items under `items: keep`', () => {
    check({
      mapping: [['after: 15d, then: delete', 'items: keep, after: 15d, then: delete']],
      known: [acme],
      given: { Account: [account({ IsDeleted: true })] },
      calls: [],
    });
  });
});

function accountEvent(name: string, id: string, reason: string, linkId: string) {
  return { ...contactAlias(C1), name, time, properties: { account_id: id, reason, link_id: linkId } };
}
