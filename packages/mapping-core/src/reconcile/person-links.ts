import type { BrazeValue } from '../braze/objects.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { RecordFinding, Relation, WantedPerson } from '../transform/wanted.ts';
import type { ReconcileContext } from './context.ts';
import type { KnownLink, KnownPerson } from './known.ts';
import { type LinkSubject, linkTransitions } from './link-events.ts';
import { linkSet } from './link-sets.ts';
import type { EventDraft, LinkChange } from './plans.ts';

/** What follows for all links of a person. */
export interface LinksPlan {
  /** By attribute: null for none; an attribute that is missing stays as it is. */
  readonly attributes: ReadonlyMap<string, BrazeValue | null>;
  readonly changes: readonly LinkChange[];
  readonly events: readonly EventDraft[];
  readonly findings: readonly RecordFinding[];
}

/** Compares every link of the person with the link index. `leading` is undefined when it was not read. */
export function personLinks(
  known: KnownPerson | undefined,
  leading: WantedPerson | undefined,
  relations: ReadonlyMap<string, readonly Relation[]>,
  subject: LinkSubject,
  context: ReconcileContext,
): LinksPlan {
  const plans = context.compiled.mapping.links.map((link): LinksPlan => {
    const before = known?.links.get(link.name) ?? [];
    const rows = relations.get(link.kind === 'lookup' ? `${link.name}.others` : link.name);
    const set = linkSet(
      link,
      {
        known: before,
        lookup: leading?.lookups.get(link.name),
        relations: rows?.filter(({ person }) => person === subject.person) ?? (known === undefined ? [] : undefined),
      },
      context,
    );
    return { ...set, ...linkTransitions(link, before, set, subject, context) };
  });
  return joined(plans);
}

/** Every link ends: what a suspension does. Attributes that were sent are taken away. */
export function endedLinks(known: KnownPerson, subject: LinkSubject, context: ReconcileContext): LinksPlan {
  const nothing = {
    targets: [],
    primary: undefined,
    pointedAt: new Set<RecordId>(),
    rowTimes: new Map<RecordId, string>(),
  };
  const plans = context.compiled.mapping.links.map((link): LinksPlan => {
    const before: readonly KnownLink[] = known.links.get(link.name) ?? [];
    const names =
      link.kind === 'lookup' ? [link.attribute, link.others?.attribute] : [link.set.attribute, link.primary];
    const attributes = new Map(names.flatMap((name) => (name === undefined ? [] : [[name, null] as const])));
    const set = { ...nothing, attributes, findings: [] };
    return { ...set, ...linkTransitions(link, before, set, subject, context) };
  });
  return joined(plans);
}

function joined(plans: readonly LinksPlan[]): LinksPlan {
  return {
    attributes: new Map(plans.flatMap(({ attributes }) => [...attributes])),
    changes: plans.flatMap(({ changes }) => changes),
    events: plans.flatMap(({ events }) => events),
    findings: plans.flatMap(({ findings }) => findings),
  };
}
