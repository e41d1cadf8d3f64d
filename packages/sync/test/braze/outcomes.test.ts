import assert from 'node:assert/strict';
import type { BrazeRequest } from '@sf-braze/mapping-core';
import type { BrazeResponse } from '../../src/braze/client.ts';
import type { WriteRequest } from '../../src/braze/endpoints.ts';
import { readAnswer } from '../../src/braze/outcomes.ts';
import type { Outcome } from '../../src/ports.ts';

const origin = 'https://rest.iad-03.braze.com';
const time = '2026-11-23T10:00:00Z';

function track(attributes: readonly string[], events: readonly string[] = []): WriteRequest {
  return {
    kind: 'track',
    attributes: attributes.map((id) => ({ external_id: id, _update_existing_only: true, JobTitle: 'Countess' })),
    events: events.map((id) => ({ external_id: id, name: 'account_linked', time, properties: {} })),
  };
}

function items(kind: 'items-put' | 'items-patch', ...ids: readonly string[]): WriteRequest {
  return { kind, catalog: 'accounts', items: ids.map((id) => ({ id, AccountName: 'Analytical Engines' })) };
}

function answered(status: number, body: unknown): BrazeResponse {
  return { kind: 'answered', status, headers: {}, body };
}

function wordOf(outcome: Outcome): string {
  return outcome.kind === 'rejected' ? `rejected: ${outcome.reason}` : outcome.kind;
}

/** Outcomes as one word each: `accepted`, `unknown`, or the reason of a rejection. */
function wordsOf(request: WriteRequest, status: number, body: unknown): unknown {
  const answer = readAnswer(request, answered(status, body), origin);
  switch (answer.kind) {
    case 'settled': {
      const { attributes, events, objects } = answer.sent;
      return {
        ...(attributes.length > 0 && { attributes: attributes.map(wordOf) }),
        ...(events.length > 0 && { events: events.map(wordOf) }),
        ...(objects.length > 0 && { objects: objects.map(wordOf) }),
      };
    }
    case 'named':
      return Object.fromEntries([...answer.decided].map(([index, outcome]) => [index, wordOf(outcome)]));
    case 'stopped':
      return { [answer.failure.code]: answer.failure.params };
    case 'refused':
      return `refused: ${answer.reason}`;
    case 'limited':
    case 'doubtful':
      return answer.kind;
  }
}

function check(request: WriteRequest, [status, body]: readonly [number, unknown], expected: unknown) {
  return () => assert.deepEqual(wordsOf(request, status, body), expected);
}

function refusal(id: string, ...values: readonly string[]) {
  return {
    errors: [{ id, message: 'No', parameters: ['id'], parameter_values: values }],
    message: 'Invalid Request',
  };
}

const success = { message: 'success' };
const nothingValid = "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.";

describe('readAnswer', () => {
  describe('of /users/track', () => {
    it(
      'takes a 201 for accepted',
      check(track(['a'], ['a']), [201, success], { attributes: ['accepted'], events: ['accepted'] }),
    );

    it(
      'gives errors to objects by array and 0-based index',
      check(
        track(['a', 'b'], ['a', 'b']),
        [
          201,
          {
            ...success,
            errors: [
              { input_array: 'events', index: 0, type: 'E' },
              { input_array: 'attributes', index: 1, type: 'A' },
            ],
          },
        ],
        { attributes: ['accepted', 'rejected: A'], events: ['rejected: E', 'accepted'] },
      ),
    );

    it(
      'keeps the reasons of a measured partial success apart',
      check(
        track(['a', 'b', 'c', 'd', 'e']),
        [
          201,
          {
            attributes_processed: 2,
            errors: [
              {
                index: 1,
                input_array: 'attributes',
                type: "'email_subscribe' must be 'subscribed', 'unsubscribed', or 'opted_in'",
              },
              {
                index: 3,
                input_array: 'attributes',
                type: "'push_subscribe' must be 'subscribed', 'unsubscribed', or 'opted_in'",
              },
              {
                index: 4,
                input_array: 'attributes',
                type: "You must specify only one of 'external_id', 'user_alias' or 'braze_id'",
              },
            ],
            message: 'success',
          },
        ],
        {
          attributes: [
            'accepted',
            "rejected: 'email_subscribe' must be 'subscribed', 'unsubscribed', or 'opted_in'",
            'accepted',
            "rejected: 'push_subscribe' must be 'subscribed', 'unsubscribed', or 'opted_in'",
            "rejected: You must specify only one of 'external_id', 'user_alias' or 'braze_id'",
          ],
        },
      ),
    );

    it(
      'leaves the array of an error without an index in doubt',
      check(track(['r1', 'r3'], ['r2']), [201, { ...success, errors: [{ input_array: 'attributes', type: '?' }] }], {
        attributes: ['unknown', 'unknown'],
        events: ['accepted'],
      }),
    );

    it(
      'leaves everything in doubt after an error without a place',
      check(track(['a'], ['a']), [201, { ...success, errors: ['minor error'] }], {
        attributes: ['unknown'],
        events: ['unknown'],
      }),
    );

    it(
      'leaves an array in doubt when an index is beyond it',
      check(track(['a']), [201, { ...success, errors: [{ input_array: 'attributes', index: 1, type: '?' }] }], {
        attributes: ['unknown'],
      }),
    );

    it(
      'takes a 201 without success for a rejection of everything',
      check(track(['a'], ['a']), [201, { message: 'Something is off' }], {
        attributes: ['rejected: Something is off'],
        events: ['rejected: Something is off'],
      }),
    );

    it(
      'does not take the page of a proxy for an acceptance',
      check(track(['a']), [200, '<html>hello</html>'], 'doubtful'),
    );

    it(
      'reads the reasons of a 400 that refuses every object',
      check(
        track(['a'], ['a']),
        [
          400,
          {
            message: nothingValid,
            errors: [
              { input_array: 'attributes', index: 0, type: 'A' },
              { input_array: 'events', index: 0, type: 'E' },
            ],
          },
        ],
        { attributes: ['rejected: A'], events: ['rejected: E'] },
      ),
    );

    it(
      'leaves what a 400 with errors does not list in doubt',
      check(
        track(['a', 'b']),
        [400, { message: nothingValid, errors: [{ input_array: 'attributes', index: 0, type: 'A' }] }],
        { attributes: ['rejected: A', 'unknown'] },
      ),
    );

    it(
      'finds nobody at fault when a 400 names none',
      check(track(['a']), [400, { message: 'Max Input Length Exceeded' }], 'refused: Max Input Length Exceeded'),
    );

    it(
      'parts what is too large',
      check(track(['a']), [413, { message: 'Request Entity Too Large' }], 'refused: the request is too large'),
    );

    it(
      'keeps values and addresses out of reasons',
      check(
        track(['secret-user-1']),
        [
          201,
          {
            ...success,
            errors: [{ input_array: 'attributes', index: 0, type: "'Countess' of ada@example.com, secret-user-1" }],
          },
        ],
        { attributes: ["rejected: '‹value›' of ‹email›, ‹value›"] },
      ),
    );
  });

  describe('by status', () => {
    const unreadable = 'Invalid API key: 0f3e';
    const permission = { permission: 'users.track', step: 'POST /users/track' };
    const stops: readonly (readonly [number, unknown])[] = [
      [401, { 'braze/key-rejected': { endpoint: origin } }],
      [403, { 'braze/permission-missing': permission }],
      [404, { 'braze/request-rejected': { reason: 'POST /users/track gave 404 Invalid URL' } }],
      [415, { 'braze/request-rejected': { reason: 'POST /users/track gave 415 Invalid URL' } }],
      [408, 'doubtful'],
      [429, 'limited'],
      [500, 'doubtful'],
      [502, 'doubtful'],
      [503, 'doubtful'],
      [504, 'doubtful'],
    ];
    for (const [status, expected] of stops) {
      it(`reads ${status}`, check(track(['a']), [status, { message: 'Invalid URL' }], expected));
    }
    it('never repeats what a 401 says', () => {
      const answer = readAnswer(track(['a']), answered(401, { message: unreadable }), origin);
      assert.ok(
        answer.kind === 'stopped' && !JSON.stringify([answer.failure.message, answer.failure]).includes('0f3e'),
      );
    });

    const permissions: readonly (readonly [WriteRequest, string])[] = [
      [{ kind: 'alias-new', aliases: [] }, 'users.alias.new'],
      [{ kind: 'identify', aliases: [] }, 'users.identify'],
      [{ kind: 'merge', merges: [] }, 'users.merge'],
      [{ kind: 'delete-external-ids', externalIds: [] }, 'users.delete'],
      [{ kind: 'delete-aliases', aliases: [] }, 'users.delete'],
      [items('items-put'), 'catalogs.replace_items'],
      [items('items-patch'), 'catalogs.update_items'],
      [{ kind: 'items-delete', catalog: 'accounts', ids: [] }, 'catalogs.delete_items'],
      [{ kind: 'catalog-create', name: 'accounts', description: '', fields: [] }, 'catalogs.create'],
      [{ kind: 'catalog-fields-add', catalog: 'accounts', fields: [] }, 'catalogs.create_fields'],
    ];
    for (const [request, name] of permissions) {
      it(`names ${name} when ${request.kind} is denied`, () => {
        const answer = readAnswer(request, answered(403, { message: 'Access Denied' }), origin);
        assert.equal(answer.kind === 'stopped' && answer.failure.params['permission'], name);
      });
    }
  });

  describe('of identities', () => {
    const identify: BrazeRequest & WriteRequest = {
      kind: 'identify',
      aliases: [{ external_id: 'u1', user_alias: { alias_label: 'salesforce_lead_id', alias_name: '00Q1' } }],
    };
    it(
      'finds an identify that failed inside a 201',
      check(
        identify,
        [
          201,
          {
            aliases_processed: 0,
            message: 'success',
            errors: [{ type: "'external_id' is required", input_array: 'user_identifiers', index: 0 }],
          },
        ],
        { objects: ["rejected: 'external_id' is required"] },
      ),
    );
    it(
      'takes a 202 of a merge for accepted',
      check(
        {
          kind: 'merge',
          merges: [{ identifier_to_merge: { external_id: 'a' }, identifier_to_keep: { external_id: 'b' } }],
        },
        [202, success],
        { objects: ['accepted'] },
      ),
    );
    it(
      'needs no message of a deletion',
      check({ kind: 'delete-external-ids', externalIds: ['a'] }, [201, { deleted: 1 }], { objects: ['accepted'] }),
    );
  });

  describe('of catalogs', () => {
    it(
      'takes out the items that are named',
      check(items('items-put', '001A', '001B', '001C'), [400, refusal('invalid-fields', '001A', '001C')], {
        0: 'rejected: invalid-fields: No',
        2: 'rejected: invalid-fields: No',
      }),
    );
    it(
      'finds nobody at fault when no item is named',
      check(items('items-put', '001A'), [400, refusal('items-too-large')], 'refused: items-too-large: No'),
    );
    it(
      'stops when the catalog does not exist',
      check(items('items-put', '001A'), [404, refusal('catalog-not-found', 'accounts')], {
        'braze/request-rejected': { reason: 'PUT /catalogs/{catalog_name}/items gave 404 catalog-not-found: No' },
      }),
    );
    it(
      'stops when the catalog does not exist, shown as 400',
      check(items('items-patch', '001A'), [400, refusal('catalog-not-found', 'accounts')], {
        'braze/request-rejected': { reason: 'PATCH /catalogs/{catalog_name}/items gave 400 catalog-not-found: No' },
      }),
    );
    it(
      'takes an item that is gone for deleted',
      check(
        { kind: 'items-delete', catalog: 'accounts', ids: ['001A', '001B'] },
        [404, refusal('item-not-found', '001B')],
        { 1: 'accepted' },
      ),
    );
    it(
      'rejects a change of an item that does not exist',
      check(items('items-patch', '001A', '001B'), [404, refusal('item-not-found', '001A')], {
        0: 'rejected: item-not-found: No',
      }),
    );
    it(
      'looks for no culprit when the storage is full',
      check(items('items-put', '001A', '001B'), [400, refusal('company-size-limit-already-reached')], {
        objects: [
          'rejected: company-size-limit-already-reached: No',
          'rejected: company-size-limit-already-reached: No',
        ],
      }),
    );
    it('takes a 202 for accepted', check(items('items-put', '001A'), [202, success], { objects: ['accepted'] }));
  });
});
