import type { RecordFinding } from '../transform/wanted.ts';
import type { ReconcileContext } from './context.ts';
import type { IdentityPlan } from './identity.ts';
import type { KnownPerson } from './known.ts';
import type { RulesPlan } from './person-rules.ts';
import type { AttributesCall, EventDraft, LinkChange, PersonCause, PersonPlan } from './plans.ts';
import { problemOf } from './problem.ts';
import type { RecordName } from './situation.ts';

/** What a transition does beside its write. */
export interface Effects {
  readonly links: readonly LinkChange[];
  readonly linkEvents: readonly EventDraft[];
  readonly rules: RulesPlan;
  readonly findings: readonly RecordFinding[];
}

export const noEffects: Effects = {
  links: [],
  linkEvents: [],
  rules: { rules: new Map(), events: [], findings: [] },
  findings: [],
};

export interface PlanParts extends Effects {
  readonly cause: PersonCause;
  readonly known: KnownPerson | undefined;
  readonly record: RecordName;
  readonly identity: IdentityPlan;
  readonly write: AttributesCall | undefined;
  /** undefined: as before. */
  readonly suspendedAt?: string | null | undefined;
}

export function personPlan(parts: PlanParts, { compiled }: ReconcileContext): PersonPlan {
  const { known, record, identity, write, rules } = parts;
  const object = compiled.people.get(record.people)?.object ?? record.people;
  const plan: PersonPlan = {
    key: known?.key,
    cause: parts.cause,
    leading: { object, people: record.people, id: record.id },
    handle: identity.handle,
    change: {
      records: identity.records,
      externalId: identity.externalId,
      links: parts.links,
      rules: rules.rules,
      suspendedAt: parts.suspendedAt,
    },
    write,
    aliases: identity.aliases,
    events: [],
    profileSeen: known?.profile === 'seen',
    dependsOnLook: false,
    problems: parts.findings.map((finding) => problemOf(finding, { object, id: record.id })),
    unsets: Object.values(write?.attributes ?? {}).filter((value) => value === null).length,
  };
  return withEvents(plan, [...parts.linkEvents, ...rules.events]);
}

/** The plan with more events, such as those of a deal for the people linked to it. */
export function withEvents(plan: PersonPlan, events: readonly EventDraft[]): PersonPlan {
  const all = [...plan.events, ...events];
  const waits = plan.aliases.length > 0 || (plan.handle.kind === 'alias' && all.length > 0);
  return { ...plan, events: all, dependsOnLook: waits && !plan.profileSeen };
}
