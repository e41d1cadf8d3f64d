import type { Fingerprint, KnownItem, KnownLink, KnownPerson, PersonKey } from '../../src/reconcile/known.ts';
import type { Acceptance, ItemPlan, PersonPlan } from '../../src/reconcile/plans.ts';

/** The state after Braze has accepted and shown everything a plan asks for. */
export function acceptPerson(known: KnownPerson | undefined, plan: PersonPlan): KnownPerson | undefined {
  const { change, write } = plan;
  if (known === undefined && write === undefined) return undefined;
  const records = new Map((known?.records ?? []).map((record) => [record.id, record]));
  for (const record of change.records) {
    records.set(record.id, record.alias === 'wanted' ? { ...record, alias: 'present' } : record);
  }
  return {
    key: known?.key ?? (1 as PersonKey),
    records: [...records.values()],
    externalId: change.externalId,
    profile: write === undefined ? (known?.profile ?? 'none') : 'seen',
    sent: accepted(known?.sent ?? new Map(), write?.accepted ?? new Map()),
    links: linksAfter(known?.links ?? new Map(), change.links),
    rules: new Map([...(known?.rules ?? []), ...change.rules]),
    suspendedAt: change.suspendedAt === undefined ? known?.suspendedAt : (change.suspendedAt ?? undefined),
  };
}

export function acceptItem(known: KnownItem | undefined, { catalog, id, call, presence, rules }: ItemPlan): KnownItem {
  const isGone = call?.kind === 'delete';
  return {
    catalog,
    id,
    present: presence === 'appears' || presence === 'stays',
    sent: isGone ? new Map() : accepted(known?.sent ?? new Map(), call?.accepted ?? new Map()),
    rules: new Map([...(known?.rules ?? []), ...rules]),
  };
}

function accepted(sent: ReadonlyMap<string, Fingerprint>, changes: Acceptance): ReadonlyMap<string, Fingerprint> {
  const after = new Map(sent);
  for (const [name, fingerprint] of changes) {
    if (fingerprint === null) after.delete(name);
    else after.set(name, fingerprint);
  }
  return after;
}

function linksAfter(
  links: ReadonlyMap<string, readonly KnownLink[]>,
  changes: PersonPlan['change']['links'],
): ReadonlyMap<string, readonly KnownLink[]> {
  const after = new Map(links);
  for (const { link, target, episode, present, primary } of changes) {
    const others = (after.get(link) ?? []).filter((one) => one.target !== target);
    after.set(link, [...others, { target, episode, present, primary }]);
  }
  return after;
}
