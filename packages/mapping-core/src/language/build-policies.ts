import { type BuildContext, buildPeopleConditions } from './build-context.ts';
import { durationMinutes } from './duration.ts';
import type { ConsentRule, Identity, Lifecycle, Mapping } from './mapping.ts';
import type { RawMapping } from './schema/mapping.ts';

export function buildIdentity({ identity }: RawMapping): Identity {
  return {
    onConflict: identity.external_id.on_conflict,
    reachableBy: identity.reachable_by,
    duplicateEmail: identity.duplicate_email,
    sharedInboxes: identity.shared_inboxes.map((part) => part.toLowerCase()),
  };
}

type RawRule = RawMapping['consent']['groups'][number];

export function buildConsent(context: BuildContext): Mapping['consent'] {
  const { email, groups } = context.joined.raw.consent;
  const rule = (path: readonly (string | number)[], raw: Omit<RawRule, 'id'>): ConsentRule => ({
    from: buildPeopleConditions(context, [...path, 'from'], raw.from),
    direction: raw.direction,
    doc: raw.doc,
  });
  return {
    email: email && rule(['consent', 'email'], email),
    groups: groups.map((group, index) => withId(group.id, rule(['consent', 'groups', index], group))),
  };
}

function withId(id: string, rule: ConsentRule): ConsentRule & { readonly id: string } {
  return { id, ...rule };
}

export function buildLifecycle(context: BuildContext): Lifecycle {
  const { lifecycle } = context.joined.raw;
  const { after, ...rest } = lifecycle.delete;
  return {
    convert: lifecycle.convert,
    merge: lifecycle.merge,
    delete: { ...rest, afterMinutes: durationMinutes(after) },
    erase:
      lifecycle.erase === undefined
        ? new Map()
        : buildPeopleConditions(context, ['lifecycle', 'erase'], lifecycle.erase),
  };
}
