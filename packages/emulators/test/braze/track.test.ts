import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { alias, type Braze, withBraze } from './with-braze.ts';

const time = '2026-11-23T10:00:00Z';
const lead = alias('salesforce_lead_id', '00Q000000000001AAA');

/** Each list of attributes is one request; they settle one after another. */
function check(requests: readonly (readonly unknown[])[], user: unknown, settings: unknown = {}) {
  return withBraze(async (braze) => {
    await braze.set(settings);
    for (const attributes of requests) {
      await braze.track(...attributes);
      await braze.settle();
    }
    await braze.holds({ users: user === undefined ? [] : [user] });
  });
}

const custom = (...values: readonly unknown[]) => values.map((x) => [{ external_id: 'u', x }]);

const refuses = (event: unknown) =>
  withBraze(async (braze) => {
    await braze.expect('POST', '/users/track', { events: [event] }, 400, {
      errors: [{ input_array: 'events', index: 0 }],
    });
  });

const sends = (count: number, status: number, settings: unknown) =>
  withBraze(async (braze) => {
    await braze.set(settings);
    const attributes = Array.from({ length: count }, (_, n) => ({ external_id: `u${n}`, x: n }));
    await braze.expect('POST', '/users/track', { attributes }, status);
  });

const bulk = (braze: Braze, status: number) =>
  braze.expect('POST', '/users/track/bulk', { attributes: [{ external_id: 'u', x: 1 }] }, status);

describe('track', () => {
  describe('types', () => {
    it('fixes the type by the first value and coerces later ones', () =>
      check(custom('12', 13), { custom_attributes: { x: '13' } }));
    it('ignores what cannot be coerced', () => check(custom(12, 'many'), { custom_attributes: { x: 12 } }));
    it('does not turn a text attribute into a time', () =>
      check(custom('soon', '2026-01-01'), { custom_attributes: { x: '2026-01-01' }, time_attributes: [] }));
    it('keeps the type although the value was removed', () =>
      check(custom(12, null, 'many'), { custom_attributes: { x: '<absent>' } }));
    it('leaves the kind of an empty array open', () =>
      check(custom([], [{ a: 1 }]), { custom_attributes: { x: [{ a: 1 }] } }));
    it('takes the first value of another user as well', () =>
      check([[{ external_id: 'v', x: 1 }], [{ external_id: 'u', x: 'a' }]], {
        external_id: 'v',
        custom_attributes: { x: 1 },
      }));
  });

  describe('values', () => {
    it('stores a day that does not exist as text', () =>
      check(custom('2026-02-30'), { custom_attributes: { x: '2026-02-30' }, time_attributes: [] }));
    it('drops a nested object with a bad time', () =>
      check(custom({ a: 1, b: { $time: 'soon' } }), { custom_attributes: { x: '<absent>' } }));
    it('drops a nested object over 100 KiB', () =>
      check(custom(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, 'x'.repeat(250)]))), {
        custom_attributes: { x: '<absent>' },
      }));
    it('drops an array that mixes objects and scalars', () =>
      check(custom([1, { a: 1 }]), { custom_attributes: { x: '<absent>' } }));
    it('updates objects of an array by identifier, merging when told to', () =>
      check(
        [
          ...custom([{ id: 1, a: 1, b: 1 }]),
          [
            {
              external_id: 'u',
              _merge_objects: true,
              x: { $update: [{ $identifier_key: 'id', $identifier_value: 1, $new_object: { b: 2 } }] },
            },
          ],
        ],
        { custom_attributes: { x: [{ id: 1, a: 1, b: 2 }] } },
      ));
    it('keeps as many array elements as the workspace allows', () =>
      check(custom(['a', 'b', 'c']), { custom_attributes: { x: ['b', 'c'] } }, { arrayMax: 2 }));
    it('keeps keys of the object prototype as data', () =>
      check([[JSON.parse('{"external_id":"u","constructor":"c","toString":"s"}')]], {
        custom_attributes: { constructor: 'c', toString: 's' },
      }));
    it('maps country names and empties the field for others', () =>
      check([[{ external_id: 'u', country: 'Germany' }]], { country: 'DE' }));
    it('shares the e-mail subscription among profiles with the address', () =>
      check(
        [
          [{ external_id: 'u', email: 'a@example.com' }],
          [{ external_id: 'v', email: 'A@example.com', email_subscribe: 'unsubscribed' }],
        ],
        { external_id: 'u', email_subscribe: 'unsubscribed' },
      ));
  });

  describe('identifiers', () => {
    it('makes an alias profile only when told to', () =>
      check([[{ user_alias: lead, _update_existing_only: false, x: 1 }]], { external_id: null, user_aliases: [lead] }));
    it('processes attributes before the events of the same request', () =>
      withBraze(async (braze) => {
        const events = [{ user_alias: lead, name: 'account_linked', time }];
        const attributes = [{ user_alias: lead, _update_existing_only: false }];
        await braze.expect('POST', '/users/track', { events, attributes }, 201, { events_processed: 1 });
        await braze.holds({ users: [{ events: [{ name: 'account_linked' }] }] });
      }));
    it('loses the event of an alias that nobody has', () =>
      withBraze(async (braze) => {
        await braze.expect('POST', '/users/track', { events: [{ user_alias: lead, name: 'e', time }] }, 201, {
          events_processed: 1,
        });
        await braze.holds({ users: [] });
      }));
    it('refuses an alias of more than 236 bytes', () =>
      withBraze(async (braze) => {
        const user_alias = alias('salesforce_lead_id', 'ä'.repeat(119));
        await braze.expect('POST', '/users/track', { attributes: [{ user_alias, x: 1 }] }, 400, {
          errors: [{ index: 0 }],
        });
      }));
    it('refuses an external id of more than 987 bytes', () =>
      withBraze(async (braze) => {
        const attributes = [{ external_id: 'x'.repeat(988), x: 1 }];
        await braze.expect('POST', '/users/track', { attributes }, 400, {
          errors: [{ type: "'external_id' must be fewer than 988 bytes" }],
        });
      }));
  });

  describe('events', () => {
    it('refuses the time as Salesforce writes it', () =>
      refuses({ external_id: 'u', name: 'e', time: '2026-11-23T10:00:00.000+0000' }));
    it('refuses reserved properties', () =>
      refuses({ external_id: 'u', name: 'e', time, properties: { event_name: 'x' } }));
    it('refuses times in array properties', () =>
      refuses({ external_id: 'u', name: 'e', time, properties: { at: [time] } }));
    it('refuses an e-mail that is none as identifier', () => refuses({ email: 'ann', name: 'e', time }));
    it('refuses names that begin with a dollar sign', () => refuses({ external_id: 'u', name: '$e', time }));
  });

  describe('sizes', () => {
    it('takes 75 objects on every contract', () => sends(75, 201, { contract: 'mau' }));
    it('takes fewer where the workspace says so', () => sends(51, 400, { trackMax: 50 }));
    it('refuses 76 in one array on the legacy contract', () => sends(76, 400, { contract: 'legacy' }));
  });

  describe('betas', () => {
    it('has no bulk endpoint unless it is switched on', () =>
      withBraze(async (braze) => void (await bulk(braze, 404))));
    it('opens it to a key that names the permission', () =>
      withBraze(async (braze) => {
        await braze.set({ keys: [{ key: braze.apiKey, permissions: ['users.track.bulk'] }] });
        await bulk(braze, 201);
      }));
    it('refuses more than 100 objects for one user', () =>
      withBraze(async (braze) => {
        await braze.set({ trackBulk: true });
        const attributes = Array.from({ length: 101 }, (_, n) => ({ external_id: 'u', x: n }));
        await braze.expect('POST', '/users/track/bulk', { attributes }, 400, { message: 'Max Input Length Exceeded' });
      }));
  });

  it('counts a silently dropped blocklisted attribute as processed', () =>
    withBraze(async (braze) => {
      await braze.set({ blocklist: ['secret', 'dropped'] });
      const body = {
        attributes: [{ external_id: 'u', secret: 1 }],
        events: [{ external_id: 'u', name: 'dropped', time }],
      };
      await braze.expect('POST', '/users/track', body, 201, { attributes_processed: 1, events_processed: 1 });
      await braze.holds({ users: [{ custom_attributes: { secret: '<absent>' }, events: [] }] });
      assert.equal((await braze.state()).users.length, 1);
    }));
});
