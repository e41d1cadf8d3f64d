import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { alias, type Braze, withBraze } from './with-braze.ts';

const lead = alias('salesforce_lead_id', '00Q1');
const contact = alias('salesforce_contact_id', '003A');
const otherContact = alias('salesforce_contact_id', '003B');

const people = [
  {
    user_aliases: [lead],
    email: 'lead@example.com',
    first_name: 'Lea',
    email_subscribe: 'unsubscribed',
    custom_attributes: { a: 1, b: 1 },
    custom_events: [{ name: 'e', time: '2026-01-01T00:00:00Z' }],
  },
  { user_aliases: [contact], first_name: 'Ann', custom_attributes: { b: 2 } },
];
const intoContact = [{ identifier_to_merge: { user_alias: lead }, identifier_to_keep: { user_alias: contact } }];

/** Merges the lead into the contact and checks what is there then. */
function check(settings: unknown, state: unknown, merge_updates: readonly unknown[] = intoContact) {
  return withBraze(async (braze) => {
    await braze.set(settings);
    await braze.add({ users: people });
    await braze.expect('POST', '/users/merge', { merge_updates }, 202, { message: 'success' });
    await braze.holds(state);
  });
}

async function countUsers(braze: Braze, count: number) {
  await braze.settle();
  assert.equal((await braze.state()).users.length, count);
}

describe('mergeUsers', () => {
  it('fills blanks only and moves events', () =>
    check(
      {},
      {
        users: [
          {
            first_name: 'Ann',
            email: 'lead@example.com',
            custom_attributes: { a: 1, b: 2 },
            events: [{ name: 'e' }],
            merged_away: [{ user_aliases: [lead] }],
          },
        ],
      },
    ));
  it('does not carry the subscription over', () => check({}, { users: [{ email_subscribe: '<absent>' }] }));
  it('carries it over on the other side of the question', () =>
    check({ mergeSubscription: true }, { users: [{ email_subscribe: 'unsubscribed' }] }));
  it('carries aliases of other labels over', () => check({}, { users: [{ user_aliases: [contact, lead] }] }));
  it('drops them on the other side of the question', () =>
    check({ mergeCarriesAliases: false }, { users: [{ user_aliases: [contact] }] }));
  it('skips users of the control group', () =>
    check(
      { controlGroup: ['salesforce_lead_id:00Q1'] },
      { users: [{ user_aliases: [lead] }, { user_aliases: [contact] }] },
    ));
  it('ignores unknown users', () =>
    check({}, { users: [{ user_aliases: [lead] }, { user_aliases: [contact] }] }, [
      { identifier_to_merge: { external_id: 'nobody' }, identifier_to_keep: { user_alias: contact } },
    ]));

  it('refuses unknown users on the other side of the question', () =>
    withBraze(async (braze) => {
      await braze.set({ mergeUnknown: 'reject' });
      await braze.expect('POST', '/users/merge', { merge_updates: intoContact }, 400);
    }));

  it('is not done when it is answered', () =>
    withBraze(async (braze) => {
      await braze.set({ mergeDelayMs: 600_000 });
      await braze.add({ users: people });
      await braze.expect('POST', '/users/merge', { merge_updates: intoContact }, 202);
      assert.equal((await braze.state()).users.length, 2);
      await countUsers(braze, 1);
    }));

  for (const [droppedAlias, count] of [
    ['gone', 1],
    ['free', 2],
  ] as const) {
    it(`leaves a dropped alias ${droppedAlias}`, () =>
      withBraze(async (braze) => {
        await braze.set({ droppedAlias });
        await braze.add({ users: [{ user_aliases: [otherContact] }, { user_aliases: [contact] }] });
        const merge_updates = [
          { identifier_to_merge: { user_alias: otherContact }, identifier_to_keep: { user_alias: contact } },
        ];
        await braze.expect('POST', '/users/merge', { merge_updates }, 202);
        await braze.holds({ users: [{ user_aliases: [contact] }] });
        await braze.track({ user_alias: otherContact, _update_existing_only: false, x: 1 });
        await countUsers(braze, count);
      }));
  }

  it('leaves users alone whose deletion is pending', () =>
    withBraze(async (braze) => {
      await braze.set({ delayMs: 3_600_000, mergeDelayMs: 10 });
      await braze.add({ users: people });
      await braze.expect('POST', '/users/delete', { user_aliases: [contact] }, 201, { deleted: 1 });
      await braze.expect('POST', '/users/merge', { merge_updates: intoContact }, 202);
      await braze.advance(1000);
      assert.equal((await braze.state()).users.length, 2);
      await braze.holds({ users: [{ user_aliases: [lead] }] });
    }));
});

describe('identifyUsers', () => {
  it('refuses to combine when the target has the label already', () =>
    withBraze(async (braze) => {
      await braze.add({ users: [{ external_id: 'u', user_aliases: [otherContact] }, { user_aliases: [contact] }] });
      const aliases_to_identify = [{ external_id: 'u', user_alias: contact }];
      await braze.expect('POST', '/users/identify', { aliases_to_identify }, 201, { aliases_processed: 1 });
      await countUsers(braze, 2);
    }));
  it('identifies by an e-mail that is unambiguous after prioritization', () =>
    withBraze(async (braze) => {
      await braze.add({ users: [{ email: 'a@example.com' }, { email: 'a@example.com', external_id: 'v' }] });
      const emails_to_identify = [{ external_id: 'u', email: 'a@example.com', prioritization: ['unidentified'] }];
      await braze.expect('POST', '/users/identify', { emails_to_identify }, 201);
      await braze.holds({ users: [{ external_id: 'u' }, { external_id: 'v' }] });
    }));
});

describe('createAliases', () => {
  it('keeps the first name under a label', () =>
    withBraze(async (braze) => {
      await braze.add({ users: [{ external_id: 'u', user_aliases: [contact] }] });
      const user_aliases = [{ external_id: 'u', ...otherContact }];
      await braze.expect('POST', '/users/alias/new', { user_aliases }, 201, { aliases_processed: 1 });
      await braze.holds({ users: [{ user_aliases: [contact] }] });
    }));
  it('refuses 51 at once', () =>
    withBraze(async (braze) => {
      const user_aliases = Array.from({ length: 51 }, (_, n) => alias('l', `${n}`));
      await braze.expect('POST', '/users/alias/new', { user_aliases }, 400, {
        message: 'The max number of ids per request was exceeded',
      });
    }));
});

describe('renameExternalIds', () => {
  it('lets the old id lead to the user until it is removed', () =>
    withBraze(async (braze) => {
      await braze.add({ users: [{ external_id: 'old' }] });
      const external_id_renames = [{ current_external_id: 'old', new_external_id: 'new' }];
      await braze.expect('POST', '/users/external_ids/rename', { external_id_renames }, 201);
      const body = { external_ids: ['old'], fields_to_export: ['external_id'] };
      await braze.expect('POST', '/users/export/ids', body, 201, { users: [{ external_id: 'new' }] });
      await braze.expect('POST', '/users/external_ids/remove', { external_ids: ['old'] }, 201, {
        removed_ids: ['old'],
      });
      await braze.expect('POST', '/users/export/ids', body, 201, { users: [], invalid_user_ids: ['old'] });
    }));
});

describe('exportUsers', () => {
  const user = { external_id: 'u', custom_events: [{ name: 'e', time: '2020-01-01T00:00:00Z' }] };

  it('demands fields_to_export of newer customers', () =>
    withBraze((braze) =>
      braze.expect('POST', '/users/export/ids', { external_ids: ['u'] }, 400).then(() => undefined),
    ));
  it('does not demand it of older ones', () =>
    withBraze(async (braze) => {
      await braze.set({ onboarded: '2020-01-01' });
      await braze.add({ users: [user] });
      await braze.expect('POST', '/users/export/ids', { external_ids: ['u'] }, 201, { users: [{ external_id: 'u' }] });
    }));
  it('gives null or nothing for what the user lacks', () =>
    withBraze(async (braze) => {
      await braze.add({ users: [user] });
      const fields_to_export = ['email', 'user_aliases', 'custom_attributes'];
      const { body } = await braze.expect('POST', '/users/export/ids', { external_ids: ['u'], fields_to_export }, 201);
      assert.deepEqual(body, { message: 'success', users: [{ email: null, user_aliases: [], custom_attributes: {} }] });
    }));
  it('sums events up and forgets those older than 90 days', () =>
    withBraze(async (braze) => {
      const recent = new Date(Date.now() - 3_600_000).toISOString();
      await braze.add({
        users: [
          { ...user, custom_events: [...user.custom_events, { name: 'f', time: recent }, { name: 'f', time: recent }] },
        ],
      });
      const { body } = await braze.expect(
        'POST',
        '/users/export/ids',
        { external_ids: ['u'], fields_to_export: ['custom_events'] },
        201,
      );
      const custom_events = [{ name: 'f', first: recent, last: recent, count: 2 }];
      assert.deepEqual(body, { message: 'success', users: [{ custom_events }] });
    }));
  it('cuts event times to seconds where the workspace does', () =>
    withBraze(async (braze) => {
      await braze.set({ eventPrecision: 'seconds' });
      const time = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_599_123).toISOString();
      await braze.add({ users: [{ external_id: 'u', custom_events: [{ name: 'f', time }] }] });
      const last = `${time.slice(0, 19)}.000Z`;
      await braze.expect(
        'POST',
        '/users/export/ids',
        { external_ids: ['u'], fields_to_export: ['custom_events'] },
        201,
        {
          users: [{ custom_events: [{ last }] }],
        },
      );
    }));
  it('counts ids and aliases together', () =>
    withBraze(async (braze) => {
      const external_ids = Array.from({ length: 50 }, (_, n) => `u${n}`);
      const body = { external_ids, user_aliases: [lead], fields_to_export: ['email'] };
      await braze.expect('POST', '/users/export/ids', body, 400, {
        message: 'The max number of external_ids and aliases per request was exceeded',
      });
    }));
});
