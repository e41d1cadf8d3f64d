import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { alias, withBraze } from './with-braze.ts';

const group = 'f8a1f2d0-0000-4000-8000-000000000001';

const refuses = (name: string, value: unknown, message: RegExp) =>
  withBraze(async (braze) => {
    const response = await fetch(`${braze.url}/_emulator/${name}`, { method: 'PUT', body: JSON.stringify(value) });
    assert.equal(response.status, 400);
    assert.match(await response.text(), message);
  });

describe('startBrazeEmulator', () => {
  it('gives every answer a request id and the rate limit of its family', () =>
    withBraze(async (braze) => {
      const { headers } = await braze.call('GET', '/catalogs');
      assert.match(headers.get('x-request-id') ?? '', /^[\da-f-]{36}$/u);
      assert.equal(headers.get('x-ratelimit-limit'), '50');
      assert.equal(headers.get('x-ratelimit-remaining'), '49');
    }));
  it('refuses a key without the permission', () =>
    withBraze(async (braze) => {
      await braze.set({ keys: [{ key: braze.apiKey, permissions: ['users.track'] }] });
      await braze.expect('GET', '/catalogs', undefined, 403, { message: 'Access Denied' });
    }));
  it('knows no URL with a slash at its end', () =>
    withBraze(
      async (braze) => void (await braze.expect('POST', '/users/track/', {}, 404, { message: 'Invalid URL' })),
    ));
  it('answers 429 when the window is used up', () =>
    withBraze(async (braze) => {
      await braze.set({ windowExhausted: true });
      await braze.expect('POST', '/users/alias/new', { user_aliases: [alias('a', 'b')] }, 429, {
        message: 'Rate Limited',
      });
      await braze.advance(60_000);
      await braze.expect('POST', '/users/alias/new', { user_aliases: [alias('a', 'b')] }, 201);
    }));
  it('lists custom attributes by name, and events', () =>
    withBraze(async (braze) => {
      await braze.set({ delayMs: 0 });
      await braze.track({ external_id: 'u', b: 1, a: 'x' });
      const events = [{ external_id: 'u', name: 'account_linked', time: '2026-11-23T10:00:00Z' }];
      await braze.expect('POST', '/users/track', { events }, 201);
      await braze.expect('GET', '/custom_attributes', undefined, 200, {
        attributes: [
          { name: 'a', data_type: 'string' },
          { name: 'b', data_type: 'number' },
        ],
      });
      await braze.expect('GET', '/events/list', undefined, 200, { events: ['account_linked'] });
    }));
  it('sets and gets subscription states, shared by the address', () =>
    withBraze(async (braze) => {
      await braze.add({
        users: [
          { external_id: 'u', email: 'a@example.com' },
          { external_id: 'v', email: 'a@example.com' },
        ],
      });
      const set = { subscription_group_id: group, subscription_state: 'unsubscribed' };
      await braze.expect('POST', '/subscription/status/set', { ...set, external_id: 'u' }, 201);
      await braze.settle();
      const path = `/subscription/status/get?subscription_group_id=${group}&external_id=v`;
      await braze.expect('GET', path, undefined, 200, { status: { v: 'Unsubscribed' } });
      const subscription_groups = [
        { subscription_group_id: group, subscription_state: 'subscribed', external_ids: ['v'] },
      ];
      await braze.expect('POST', '/v2/subscription/status/set', { subscription_groups }, 201);
      await braze.settle();
      await braze.expect('GET', path, undefined, 200, { status: { v: 'Subscribed' } });
      await braze.expect('GET', '/subscription/user/status?external_id=v', undefined, 200, {
        users: [{ external_id: 'v', subscription_groups: [{ id: group, status: 'Subscribed' }] }],
      });
    }));
});

describe('createControlRoutes', () => {
  it('refuses a setting that it does not know', () => refuses('settings', { delay: 5 }, /no setting 'delay'/));
  it('refuses a setting of the wrong kind', () => refuses('settings', { contract: 'big' }, /combined75, legacy, mau/));
  it('refuses an attribute type that Braze does not have', () =>
    refuses('settings', { attributeTypes: { a: 'bag' } }, /'bag'/));
  it('refuses a user field that Braze does not have', () =>
    refuses('state', { users: [{ external_id: 'u', plan: 'a' }] }, /'plan'; put it under custom_attributes/u));
  it('refuses an alias that somebody else has', () => {
    const user_aliases = [alias('a', 'b')];
    return refuses(
      'state',
      {
        users: [
          { external_id: 'u', user_aliases },
          { external_id: 'v', user_aliases },
        ],
      },
      /a:b is taken/,
    );
  });

  it('empties everything by reset and keeps the key', () =>
    withBraze(async (braze) => {
      await braze.set({ delayMs: 60_000, blocklist: ['x'] });
      await braze.add({ users: [{ external_id: 'u', custom_attributes: { a: 1 } }], catalogs: { c: {} } });
      await braze.track({ external_id: 'w', b: 1 });
      await fetch(`${braze.url}/_emulator/reset`, { method: 'POST' });
      await braze.settle();
      const { users, catalogs, attribute_types } = (await braze.state()) as Awaited<ReturnType<typeof braze.state>> & {
        attribute_types: unknown;
      };
      assert.deepEqual([users, catalogs, attribute_types], [[], {}, {}]);
      await braze.expect('GET', '/catalogs', undefined, 200, { catalogs: [] });
    }));

  it('changes a user that is there already', () =>
    withBraze(async (braze) => {
      await braze.add({ users: [{ external_id: 'u', first_name: 'Ann', custom_attributes: { a: 1 } }] });
      await braze.add({ users: [{ external_id: 'u', custom_attributes: { a: 2 } }] });
      await braze.holds({ users: [{ first_name: 'Ann', custom_attributes: { a: 2 } }] });
    }));
});

describe('createPages', () => {
  const evil = `<script>alert("&'")</script>`;

  it('shows profiles, catalogs and calls, and escapes them', () =>
    withBraze(async (braze) => {
      const users = [
        { external_id: evil, user_aliases: [alias(evil, evil)], first_name: evil, custom_attributes: { [evil]: evil } },
      ];
      await braze.add({
        users,
        catalogs: {
          deals: {
            fields: [
              { name: 'id', type: 'string' },
              { name: 'Name', type: 'string' },
            ],
            items: { a: { Name: evil } },
          },
        },
      });
      await braze.call('POST', '/users/track', { attributes: [{ external_id: evil, x: evil }] });
      const [user] = (await braze.state()).users;
      for (const path of [
        '/',
        '/?q=%3Cscript',
        `/ui/profiles/${user?.braze_id}`,
        '/ui/catalogs',
        '/ui/catalogs/deals',
        '/ui/requests',
      ]) {
        const response = await fetch(braze.url + path);
        const page = await response.text();
        assert.equal(response.status, 200, path);
        assert.equal(page.includes('<script'), false, path);
        assert.ok(path === '/ui/catalogs' || page.includes('&#60;script&#62;'), path);
      }
    }));
  it('finds by what is searched for', () =>
    withBraze(async (braze) => {
      await braze.add({ users: [{ external_id: 'ann' }, { external_id: 'bob' }] });
      const page = await (await fetch(`${braze.url}/?q=BOB`)).text();
      assert.deepEqual([page.includes('>ann<'), page.includes('>bob<')], [false, true]);
    }));
});
