import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { KnownItem, KnownPerson } from '../../src/reconcile/known.ts';
import { reconcileItem } from '../../src/reconcile/reconcile-item.ts';
import { transformItem } from '../../src/transform/transform.ts';
import { b2bMapping, compiled } from '../fixtures/b2b-compiled.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';
import { acceptItem, acceptPerson } from './accept.ts';
import { A1, A2, C1, clock, O1, O2 } from './lifecycle-fixture.ts';
import { contextOf, fullRow, planContact, relation } from './plan-contact.ts';

const rules = `events:
  title_changed: { on: Contact, when: Title != previous.Title, to: self, properties: { title: Title }, doc: x y }
  became_chief: { on: Contact, when: Title == 'CTO', to: self, doc: x y }
`;
const b2b = compiled(b2bMapping(b2bSnapshot, (text) => text.replace('events:\n', rules)));
const stamp = fc
  .integer({ min: 0, max: 59 })
  .map((minute) => `2026-11-23T09:${String(minute).padStart(2, '0')}:00.000Z`);

const contacts = fc.array(
  fc.record({
    Id: fc.constant(C1),
    SystemModstamp: stamp,
    Email: fc.constantFrom('ada@acme.example', null),
    Title: fc.constantFrom('CTO', 'CEO', null, 'x'.repeat(300)),
    Phone: fc.constantFrom('+12125550143', null),
    MailingCountryCode: fc.constantFrom('US', null),
    AccountId: fc.constantFrom(A1, A2, null),
    App_User_Id__c: fc.constantFrom('u1', null),
    IsDeleted: fc.boolean(),
    IsPersonAccount: fc.boolean(),
    HasOptedOutOfEmail: fc.boolean(),
    others: fc.subarray([A1, A2]),
    deals: fc.subarray([O1, O2]),
    gone: fc.subarray([A1, A2, O1]),
    primary: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

const items = fc.array(
  fc.record({
    Id: fc.constant(A1),
    SystemModstamp: stamp,
    Name: fc.constantFrom('Acme', 'Bolt', null),
    Industry: fc.constantFrom('Energy', null),
    IsDeleted: fc.boolean(),
    IsPersonAccount: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('reconcile', () => {
  it('sends nothing of a person the second time, whatever happened before', () => {
    fc.assert(
      fc.property(contacts, (history) => {
        let known: KnownPerson | undefined;
        const links = new Set<string>();
        for (const record of history) {
          const first = planPerson(known, record);
          if (first === undefined) continue;
          for (const { key, time, source } of first.events) {
            assert.ok(time <= clock);
            assert.ok(source !== undefined || !links.has(key), 'a link event has a key of its own for ever');
            links.add(key);
          }
          known = acceptPerson(known, first);
          const second = planPerson(known, record);
          assert.deepEqual([second?.write, second?.events, second?.aliases], [undefined, [], []]);
          assert.deepEqual([second?.change.links, second?.change.records], [[], []]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('sends nothing of an item the second time, whatever happened before', () => {
    fc.assert(
      fc.property(items, fc.constantFrom('put' as const, 'patch_null' as const), (history, catalogClear) => {
        let known: KnownItem | undefined;
        for (const record of history) {
          known = acceptItem(known, planItem(known, record, catalogClear));
          assert.equal(planItem(known, record, catalogClear).call, undefined);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('creates a profile once, and never sends null with it', () => {
    fc.assert(
      fc.property(contacts, (history) => {
        let known: KnownPerson | undefined;
        let created = 0;
        for (const record of history) {
          const plan = planPerson(known, record);
          if (plan === undefined) continue;
          if (plan.write?.create === true) {
            created += 1;
            assert.ok(!Object.values(plan.write.attributes).includes(null));
          }
          known = acceptPerson(known, plan);
        }
        assert.ok(created <= 1);
      }),
      { numRuns: 200 },
    );
  });
});

type ContactHistory = typeof contacts extends fc.Arbitrary<(infer Record)[]> ? Record : never;
type ItemHistory = typeof items extends fc.Arbitrary<(infer Record)[]> ? Record : never;

function planPerson(known: KnownPerson | undefined, { others, deals, gone, primary, ...record }: ContactHistory) {
  const relations = new Map([
    ['account.others', others.map((target) => relation(target))],
    ['opportunities', deals.map((target, index) => relation(target, { isPrimary: primary && index === 0 }))],
  ]);
  const lost = new Set<string>(gone);
  return planContact({ compiled: b2b, known, record, relations, context: { itemExists: (_, id) => !lost.has(id) } });
}

function planItem(known: KnownItem | undefined, record: ItemHistory, catalogClear: 'put' | 'patch_null') {
  const accounts = b2b.catalogs.get('accounts');
  assert.ok(accounts !== undefined);
  const wanted = transformItem(accounts, fullRow(accounts, record), { at: clock });
  const capabilities = { ...b2b.capabilities, catalogClear };
  return reconcileItem({ known, wanted }, contextOf({ ...b2b, capabilities }));
}
