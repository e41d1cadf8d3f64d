import type { Handle } from '../braze/objects.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { WantedPerson } from '../transform/wanted.ts';
import { attributesCall, linkChanges, mappedChanges } from './attributes.ts';
import { consentChange } from './consent.ts';
import type { PersonInput, ReconcileContext } from './context.ts';
import { eventTime } from './event-time.ts';
import { aliasOf, handleOf, type IdentityPlan, knownIdentity, newIdentity } from './identity.ts';
import type { Fingerprint, KnownPerson } from './known.ts';
import type { LinkSubject } from './link-events.ts';
import { endedLinks, personLinks } from './person-links.ts';
import { type Effects, noEffects, personPlan } from './person-plan.ts';
import { personRules } from './person-rules.ts';
import type { LinkReason, PersonPlan } from './plans.ts';
import { addressPolicy } from './shared-address.ts';
import type { Situation } from './situation.ts';
import type { ValueChange } from './values.ts';

/** The attribute that marks a suspended profile. */
export const SUSPENSION_MARKER = 'salesforce_deleted_at';

type SituationOf<Kind extends Situation['kind']> = Extract<Situation, { readonly kind: Kind }>;

const nothingSent: ReadonlyMap<string, Fingerprint> = new Map();

/** T1, T2, T12: nulls are left out, and nothing but this call may create the profile. */
export function createProfile(
  { known, leading }: SituationOf<'create'>,
  input: PersonInput,
  context: ReconcileContext,
): PersonPlan {
  const identity = newIdentity(known, leading, input.records, context);
  const effects = effectsOf(
    { known, leading, person: leading.id, sent: nothingSent, appearing: 'created' },
    input,
    context,
  );
  const write = attributesCall(true, effects.changes, consentChange(input.records, nothingSent, context));
  return personPlan({ ...effects, cause: 'create', known, record: leading, identity, write }, context);
}

/** T3, T4, T12, T14, T15, T24, T25: only what changed; null for what was cleared. */
export function updateProfile(
  { known, leading }: SituationOf<'update'>,
  input: PersonInput,
  context: ReconcileContext,
): PersonPlan {
  const identity = knownIdentity(known, input.records, context);
  const consent = consentChange(input.records, known.sent, context);
  const record = leading.kind === 'read' ? leading.record : undefined;
  const effects = effectsOf(
    {
      known,
      leading: record,
      person: leading.record.id,
      sent: known.sent,
      appearing: arrivalReason(known, record, context),
    },
    input,
    context,
  );
  const write = attributesCall(false, effects.changes, consent);
  const isLinkOnly = effects.mapped.length === 0 && consent.email === undefined && consent.groups.length === 0;
  const cause = write === undefined && effects.linkEvents.length === 0 ? 'none' : isLinkOnly ? 'link' : 'update';
  return personPlan({ ...effects, cause, known, record: leading.record, identity, write }, context);
}

/** T18, T27: marked, unlinked, and otherwise left as it is, because it may come back. */
export function suspendProfile(
  { known, record, reason, findings }: SituationOf<'suspend'>,
  input: PersonInput,
  context: ReconcileContext,
): PersonPlan {
  const suspendedAt = eventTime(record.modstamp, context.at);
  const subject: LinkSubject = {
    person: record.id,
    modstamp: record.modstamp,
    appearing: undefined,
    disappearing: reason,
  };
  const links = endedLinks(known, subject, context);
  const marker: ValueChange = {
    name: SUSPENSION_MARKER,
    value: suspendedAt,
    fingerprint: context.fingerprint(SUSPENSION_MARKER, suspendedAt),
  };
  const changes = [marker, ...linkChanges(links.attributes, known.sent, context)];
  const rules = personRules(known, reason === 'deleted' ? [record] : [], context);
  return personPlan(
    {
      ...noEffects,
      cause: 'suspend',
      known,
      record,
      identity: { externalId: known.externalId, handle: handleOf(known, context), records: [], aliases: [] },
      write: attributesCall(false, changes, consentChange(input.records, known.sent, context)),
      links: links.changes,
      linkEvents: links.events,
      rules,
      findings: [...findings, ...rules.findings],
      suspendedAt,
    },
    context,
  );
}

/** T19, T28: the marker goes, links and changes come back. */
export function restoreProfile(
  { known, leading }: SituationOf<'restore'>,
  input: PersonInput,
  context: ReconcileContext,
): PersonPlan {
  const identity = knownIdentity(known, input.records, context);
  const effects = effectsOf(
    { known, leading, person: leading.id, sent: known.sent, appearing: 'restored' },
    input,
    context,
  );
  const marker: ValueChange = { name: SUSPENSION_MARKER, value: null, fingerprint: null };
  const consent = consentChange(input.records, known.sent, context);
  const write = attributesCall(false, [marker, ...effects.changes], consent);
  return personPlan(
    { ...effects, cause: 'restore', known, record: leading, identity, write, suspendedAt: null },
    context,
  );
}

/** Findings are reported; of the records only an opt-out is sent, and only to a profile that exists. */
export function keepBack(
  { known, record, findings, optOuts }: SituationOf<'keep-back'>,
  input: PersonInput,
  context: ReconcileContext,
): PersonPlan {
  const isOurs = known !== undefined && known.profile !== 'none';
  const consent = optOuts && isOurs ? consentChange(input.records, known.sent, context) : undefined;
  const write = consent && attributesCall(false, [], consent);
  const handle: Handle =
    known === undefined ? { kind: 'alias', alias: aliasOf(record, context) } : handleOf(known, context);
  const identity: IdentityPlan = { externalId: known?.externalId, handle, records: [], aliases: [] };
  const cause = write === undefined ? 'none' : 'update';
  return personPlan({ ...noEffects, cause, known, record, identity, write, findings }, context);
}

interface RecordEffects extends Effects {
  readonly changes: readonly ValueChange[];
  /** Those of `changes` that are values of the record. */
  readonly mapped: readonly ValueChange[];
}

interface EffectsSubject {
  readonly known: KnownPerson | undefined;
  /** undefined when this run did not read it. */
  readonly leading: WantedPerson | undefined;
  /** Id of the leading record. */
  readonly person: RecordId;
  readonly sent: ReadonlyMap<string, Fingerprint>;
  readonly appearing: LinkReason | undefined;
}

/** What the leading record and the links ask for, whatever the transition. */
function effectsOf(
  { known, leading, person, sent, appearing }: EffectsSubject,
  input: PersonInput,
  context: ReconcileContext,
): RecordEffects {
  const subject: LinkSubject = { person, modstamp: leading?.modstamp, appearing, disappearing: undefined };
  const links = personLinks(known, leading, input.relations, subject, context);
  const address = leading === undefined ? undefined : addressPolicy(leading, context);
  const options = {
    withoutAddress: address?.withoutAddress === true,
    otherPeople: new Set(known?.records.map(({ people }) => people)),
  };
  const mapped = leading === undefined ? [] : mappedChanges(leading, sent, options, context);
  const rules = personRules(known, leading === undefined ? [] : [leading], context);
  return {
    mapped,
    changes: [...mapped, ...linkChanges(links.attributes, sent, context)],
    links: links.changes,
    linkEvents: links.events,
    rules,
    findings: [
      ...(leading?.findings ?? []),
      ...(address?.finding === undefined ? [] : [address.finding]),
      ...sharedExternalId(known, input.records, context),
      ...links.findings,
      ...rules.findings,
    ],
  };
}

/** Several live records of one person were joined by nothing but the external id. */
function sharedExternalId(
  known: KnownPerson | undefined,
  records: readonly WantedPerson[],
  context: ReconcileContext,
): Effects['findings'] {
  const isKnown = new Set(known?.records.map(({ id }) => id));
  const live = records.filter(({ standing }) => standing === 'live');
  const arrivals = live.filter(({ id }) => !isKnown.has(id));
  const read = new Set(records.map(({ id }) => id));
  const unread = known?.records.filter(({ id, alias }) => !read.has(id) && alias !== 'retired').length ?? 0;
  const count = live.length + unread;
  // A lead that was not read may have become this contact.
  const isConversion =
    known !== undefined && live.length === 1 && arrivals.every((one) => followsLead(known, one, context));
  if (count < 2 || arrivals.length === 0 || isConversion) return [];
  return [{ code: 'record/external-id-shared', params: { count }, destination: undefined }];
}

/** A record that joins a known profile and leads it: a contact that took over from its lead (T9), or a new one. */
function arrivalReason(
  known: KnownPerson,
  leading: WantedPerson | undefined,
  context: ReconcileContext,
): LinkReason | undefined {
  if (leading === undefined || known.records.some(({ id }) => id === leading.id)) return undefined;
  return followsLead(known, leading, context) ? 'converted' : 'created';
}

function followsLead({ records }: KnownPerson, { object }: WantedPerson, { compiled }: ReconcileContext): boolean {
  return object === 'Contact' && records.some(({ people }) => compiled.people.get(people)?.object === 'Lead');
}
