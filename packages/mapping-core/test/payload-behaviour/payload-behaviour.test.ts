import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { UserAlias } from '../../src/braze/objects.ts';
import { type BrazeRequest, type EventObject, wire } from '../../src/braze/requests.ts';
import { batchItems } from '../../src/reconcile/batch.ts';
import { batchTrack, type TrackObjects } from '../../src/reconcile/batch-track.ts';
import { attributesObject } from '../../src/reconcile/phases.ts';
import { check as checkData, contactId, type DataCase, ofField } from '../data-cases/data-case.ts';
import { b2bCapabilities } from '../fixtures/b2b-compiled.ts';
import { checkMarked } from '../checks/marked-findings.ts';

/** What other tools learned about Braze’s payloads, one case a line. */
interface PayloadCase {
  readonly id: string;
  readonly given: unknown;
  readonly expect: unknown;
}

const cases = new Map(
  readFileSync(new URL('./cases.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line): [string, PayloadCase] => {
      const one = JSON.parse(line) as PayloadCase;
      return [one.id, one];
    }),
);

/** Runs one case; the types are those of its line. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- each caller names the types of its own line
function check<Given, Expected>(id: string, run: (given: Given, expected: Expected) => void): void {
  const one = cases.get(id);
  assert.ok(one, id);
  run(one.given as Given, one.expect as Expected);
}

interface TrackCounts {
  readonly track: { readonly attributes: number; readonly events: number };
}

/** As many objects, each of another person. */
function sent({ track: { attributes, events } }: TrackCounts): readonly BrazeRequest[] {
  const people = Array.from({ length: Math.max(attributes, events) }, (_, index): TrackObjects => {
    const external_id = `u${index}`;
    const event: EventObject = { external_id, name: 'e', time: '2026-11-23T10:00:00Z', properties: {} };
    return {
      person: external_id,
      attributes: index < attributes ? { external_id, _update_existing_only: true, plan: 'a' } : undefined,
      events: index < events ? [event] : [],
    };
  });
  return batchTrack(people, b2bCapabilities).map(({ request }) => request);
}

function sizes(requests: readonly BrazeRequest[]): readonly number[] {
  return requests.map((request) => (request.kind === 'track' ? request.attributes.length + request.events.length : 0));
}

/** A contact with an external id, a plan and a tier. */
const planned = (record: object, stored: object, people: DataCase['people']): DataCase => ({
  more: 'identity:\n  external_id: { contact: App_User_Id__c }\n',
  attributes: 'plan: Plan__c\ntier: Language__c\nregions: Regions__c',
  known: [{ contact: contactId, external_id: 'u1', sent: stored }],
  given: { Contact: [{ Id: contactId, App_User_Id__c: 'u1', ...record }] },
  ...(people !== undefined && { people }),
});

/** One value that Braze has is cleared, another one was never there. */
function clears(_: unknown, expected: { readonly object: { readonly plan?: null } }): void {
  const people = [{ plan: expected.object.plan ?? null }];
  checkData(planned({ Plan__c: null, Language__c: null }, { plan: 'trial' }, people));
}

describe('payloads', () => {
  it('batch-combined-75, batch-76: at most 75 objects of all kinds together', () => {
    check('batch-combined-75', (given: TrackCounts, expected: { objects_per_request_max: number }) => {
      const all = sizes(sent(given));
      assert.ok(all.length >= 2 && Math.max(...all) <= expected.objects_per_request_max);
    });
    check('batch-76', (given: TrackCounts, expected: { objects: readonly number[] }) => {
      assert.deepEqual(sizes(sent(given)), expected.objects);
    });
  });

  it('batch-empty-no-call, batch-omit-empty-arrays: no call and no array without objects', () => {
    check('batch-empty-no-call', (given: TrackCounts, expected: { requests: number }) => {
      assert.equal(sent(given).length, expected.requests);
    });
    check('batch-omit-empty-arrays', (given: TrackCounts, expected: { body_keys: readonly string[] }) => {
      assert.deepEqual(
        sent(given).map((request) => Object.keys(wire(request).body as object)),
        [expected.body_keys],
      );
    });
  });

  it('identity-required, identity-one-primary, identity-mode-update: one way to address, and never a new profile', () => {
    const update = { create: false, attributes: { plan: 'a' }, groups: [], accepted: new Map() };
    check('identity-mode-update', (given: { record: { external_id: string } }, expected: { object: unknown }) => {
      const object = attributesObject({ kind: 'external_id', externalId: given.record.external_id }, update);
      assert.deepEqual(object, expected.object);
    });
    check('identity-one-primary', (given: { attributes: readonly { user_alias: UserAlias }[] }) => {
      const alias = given.attributes[0]?.user_alias ?? assert.fail();
      const object = attributesObject({ kind: 'alias', alias }, update);
      assert.deepEqual(object, { user_alias: alias, plan: 'a', _update_existing_only: true });
    });
    check('identity-required', (_: unknown, expected: { sent_records: readonly number[] }) => {
      const Id = '0035g00000KpQ2bAAF';
      const given = {
        Contact: [
          { Id, Email: 'ada@acme.example' },
          { Id: 'nobody', Email: 'bob@acme.example' },
        ],
      };
      checkData({ given, people: [{ email: 'ada@acme.example' }], codes: ['record/id-malformed'] });
      assert.deepEqual(expected.sent_records, [0]);
    });
  });

  it('identify-shape: external id and alias together, in one list', () =>
    check(
      'identify-shape',
      (given: { identify: [] }, expected: { path: string; body: { aliases_to_identify: unknown } }) => {
        const { path, body } = wire({ kind: 'identify', aliases: given.identify });
        assert.equal(path, expected.path);
        assert.deepEqual((body as typeof expected.body).aliases_to_identify, expected.body.aliases_to_identify);
      },
    ));

  it('delete-one-kind: external ids and aliases never share a request', () =>
    check('delete-one-kind', (given: { delete: { external_ids: []; user_aliases: [] } }) => {
      const { external_ids: externalIds, user_aliases: aliases } = given.delete;
      assert.deepEqual(wire({ kind: 'delete-external-ids', externalIds }).body, { external_ids: externalIds });
      assert.deepEqual(wire({ kind: 'delete-aliases', aliases }).body, { user_aliases: aliases });
    }));

  it('null-clears-undefined-omits, diff-null-only-if-set: null only where Braze has a value', () => {
    check('diff-null-only-if-set', clears);
    check('null-clears-undefined-omits', clears);
  });

  it('diff-nothing-left: what Braze has is not sent, whatever the order of a list', () =>
    check('diff-nothing-left', (_: unknown, expected: { objects: number }) => {
      assert.equal(expected.objects, 0);
      checkData(planned({ Plan__c: 'team', Regions__c: 'EMEA;AMER' }, { plan: 'team', regions: ['EMEA', 'AMER'] }, []));
    }));

  it('email-normalise: small letters', () =>
    check('email-normalise', (given: { email: readonly [string, number] }, expected: { out: readonly string[] }) => {
      const [written] = given.email;
      checkData({
        known: [{ contact: contactId }],
        given: { Contact: [{ Id: contactId, Email: written }] },
        people: [{ email: expected.out[0] }],
      });
    }));

  it('gender: five codes; what is unknown is counted', () =>
    check('gender', (given: { gender: readonly string[] }, expected: { out: readonly string[] }) => {
      for (const [index, Title] of given.gender.entries()) {
        const code = expected.out[index] ?? '';
        const outcome = code.length === 1 ? { value: code } : { value: null, codes: ['record/gender-unknown'] };
        checkData(ofField('gender(Title)', { Title }, outcome));
      }
    }));

  it('digit-strings-stay-strings: types come from the describe', () =>
    check('digit-strings-stay-strings', (given: { csv: Readonly<Record<string, string>> }) => {
      for (const Title of Object.values(given.csv)) checkData(ofField('Title', { Title }, { value: Title }));
    }));

  it('event-reserved-properties: the mapping is refused before anything is sent', () =>
    check('event-reserved-properties', () => {
      checkMarked({
        mapping: `people: { contact: { where: IsPersonAccount == false } }
events:
  e:
    on: Contact
    to: self
    properties:
      time: Title
#     ^^^^ braze/reserved-property
      event_name: Title
#     ^^^^^^^^^^ braze/reserved-property
      a: Title
`,
      });
    }));

  it('catalog-items: an id stands once in a request', () =>
    check('catalog-items', (given: { items: readonly { id: string }[] }, expected: { per_request_max: number }) => {
      const writes = given.items.map((item) => ({ kind: 'put' as const, item }));
      const { batches } = batchItems('accounts', writes);
      for (const { request } of batches) {
        const ids = request.items.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        assert.ok(ids.length <= expected.per_request_max);
      }
      assert.equal(batches.length, 2);
    }));

  it('region-map: every instance has its host', () =>
    check('region-map', (_: unknown, expected: { hosts: readonly string[] }) => {
      for (const host of expected.hosts) {
        checkMarked({
          mapping: 'people: { lead: {} }\n',
          project: `environments:
  production:
    salesforce: { org: acme }
    braze: { api_key: env:KEY, endpoint: https://${host} }
`,
        });
      }
    }));
});
