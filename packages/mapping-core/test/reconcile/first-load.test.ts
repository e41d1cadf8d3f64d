import assert from 'node:assert/strict';
import type { KnownPerson } from '../../src/reconcile/known.ts';
import type { PersonPlan } from '../../src/reconcile/plans.ts';
import { b2bMapping, compiled } from '../fixtures/b2b-compiled.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';
import { acceptPerson } from './accept.ts';
import { A1, A2, C1, O1, O2 } from './lifecycle-fixture.ts';
import { planContact, relation } from './plan-contact.ts';

const record = { Email: 'ada@acme.example', AccountId: A1, SystemModstamp: '2026-11-23T09:58:31.999Z' };
const isFirst = { firstLoad: () => true };

function edited(...edits: readonly (readonly [string, string])[]) {
  return compiled(
    b2bMapping(b2bSnapshot, (text) => edits.reduce((before, [from, to]) => before.replace(from, to), text)),
  );
}

function backfill(choice: string) {
  const rule = `  arrived: { on: Contact, when: Email != null, to: self, backfill: ${choice}, doc: x y }`;
  return edited(['events:\n', `events:\n${rule}\n`]);
}

/** Name and reason of each event, in order. */
function check(plan: PersonPlan | undefined, expected: readonly string[]): void {
  assert.deepEqual(
    plan?.events.map(({ name, properties }) => [name, properties['reason']].filter(Boolean).join(' ')),
    expected,
  );
}

describe('linkTransitions', () => {
  it('logs existing pairs on the first load as backfill, unless they are to be skipped', () => {
    check(planContact({ compiled: edited(), record, context: isFirst }), ['account_linked backfill']);
    const skip = edited(['linked: account_linked', 'linked: account_linked\n    backfill: skip']);
    const plan = planContact({ compiled: skip, record, context: isFirst });
    check(plan, []);
    assert.deepEqual(
      plan?.change.links.map(({ link, target, present, primary }) => [link, target, present, primary]),
      [['account', A1, true, true]],
    );
  });

  it('cuts the time of an event to seconds, and never dates it after the run', () => {
    const times = ['2026-11-23T09:58:31.999Z', '2026-11-23T10:00:00.001Z'].map(
      (SystemModstamp) => planContact({ compiled: edited(), record: { ...record, SystemModstamp } })?.events[0]?.time,
    );
    assert.deepEqual(times, ['2026-11-23T09:58:31Z', '2026-11-23T10:00:00Z']);
  });

  it('logs events of other links where they are named, each with its own property', () => {
    const named = edited(['    primary: OpportunityId', '    linked: deal_linked\n    unlinked: deal_unlinked']);
    const before = planContact({
      compiled: named,
      record,
      relations: new Map([['opportunities', [relation(O1)]]]),
    });
    check(before, ['account_linked created', 'deal_linked created']);
    const after = planContact({
      compiled: named,
      known: before && acceptPerson(undefined, before),
      record,
      relations: new Map([['opportunities', [relation(O2)]]]),
    });
    check(after, ['deal_unlinked moved', 'deal_linked moved']);
    assert.deepEqual(
      after?.events.map(({ properties }) => properties['opportunity_id']),
      [O1, O2],
    );
  });

  it('orders a set by primary, then by the last change of its targets, then by the higher id', () => {
    const late = { targetModstamp: '2026-11-23T09:59:00.000Z' };
    const sets = [
      [relation(O1), relation(O2)],
      [relation(O1, late), relation(O2)],
      [relation(O1), relation(O2, { isPrimary: true }), relation(O1, late)],
      [relation(O1, { kept: false }), relation(O2)],
    ].map((rows) => {
      const plan = planContact({ compiled: edited(), record, relations: new Map([['opportunities', rows]]) });
      return plan?.write?.attributes['Opportunities'];
    });
    assert.deepEqual(sets, [[O2, O1], [O1, O2], [O2, O1], [O2]]);
  });
});

describe('personRules', () => {
  it('logs on the first load only where that is asked for', () => {
    const alone = { ...record, AccountId: null };
    check(planContact({ compiled: backfill('skip'), record: alone, context: isFirst }), []);
    check(planContact({ compiled: backfill('emit'), record: alone, context: isFirst }), ['arrived']);
    check(planContact({ compiled: backfill('skip'), record: alone }), ['arrived']);
  });

  it('starts over in silence when the condition of a rule was changed', () => {
    const rules = backfill('skip');
    const first = planContact({ compiled: rules, record: { ...record, AccountId: A2 } });
    const known = first && acceptPerson(undefined, first);
    assert.ok(known);
    const name = `arrived|${C1}`;
    const rule = known.rules.get(name);
    assert.ok(rule);
    const changed: KnownPerson = {
      ...known,
      rules: new Map([...known.rules, [name, { ...rule, digest: 'another', held: false }]]),
    };
    const again = planContact({ compiled: rules, known: changed, record: { ...record, AccountId: A2 } });
    check(again, []);
    assert.deepEqual(again?.change.rules.get(name), rule);
  });
});
