import type { Handle, UserAlias } from '../braze/objects.ts';
import type { WantedPerson } from '../transform/wanted.ts';
import type { ReconcileContext } from './context.ts';
import type { KnownPerson, KnownRecord } from './known.ts';
import { byRank } from './persons.ts';
import type { RecordName } from './situation.ts';

/** Who a person is after this run. */
export interface IdentityPlan {
  readonly externalId: string | undefined;
  readonly handle: Handle;
  /** Records to add, or whose alias state changes. */
  readonly records: readonly KnownRecord[];
  /** Aliases the profile still lacks. */
  readonly aliases: readonly UserAlias[];
}

/**
 * A new person: by external id where there is one, else by the alias of the leading record.
 * A profile keeps one name per label, so further records of a label only lead to the person.
 */
export function newIdentity(
  known: KnownPerson | undefined,
  leading: WantedPerson,
  records: readonly WantedPerson[],
  context: ReconcileContext,
): IdentityPlan {
  const externalId = known?.externalId ?? leading.externalId ?? undefined;
  if (externalId === undefined) {
    const alias = aliasOf(leading, context);
    const record: KnownRecord = { people: leading.people, id: leading.id, alias: 'handle' };
    return { externalId, handle: { kind: 'alias', alias }, records: [record], aliases: [] };
  }
  const joined = joinRecords(known?.records ?? [], ordered(leading, records, context), context);
  const handle: Handle = { kind: 'external_id', externalId };
  return { externalId, handle, records: joined, aliases: missingAliases(known, joined, context) };
}

/** A known person, with the records that joined it by its external id. */
export function knownIdentity(
  known: KnownPerson,
  records: readonly WantedPerson[],
  context: ReconcileContext,
): IdentityPlan {
  const { externalId } = known;
  const arrivals = records.filter(({ standing }) => standing === 'live').toSorted(byRank(context.compiled));
  const joined = externalId === undefined ? [] : joinRecords(known.records, arrivals, context);
  return {
    externalId,
    handle: handleOf(known, context),
    records: joined,
    aliases: externalId === undefined ? [] : missingAliases(known, joined, context),
  };
}

/** The best handle known: external id, else the alias of the highest rank that the profile has. */
export function handleOf(known: KnownPerson, context: ReconcileContext): Handle {
  if (known.externalId !== undefined) return { kind: 'external_id', externalId: known.externalId };
  const held = known.records.filter(({ alias }) => alias === 'handle' || alias === 'present');
  const record = (held.length > 0 ? held : known.records).toSorted(byRank(context.compiled))[0];
  if (record === undefined) throw new Error('a known person has a record');
  return { kind: 'alias', alias: aliasOf(record, context) };
}

export function aliasOf({ people, id }: RecordName, { compiled }: ReconcileContext): UserAlias {
  const label = compiled.people.get(people)?.mapping.aliasLabel ?? `salesforce_${people}_id`;
  return { alias_label: label, alias_name: id };
}

function ordered(
  leading: WantedPerson,
  records: readonly WantedPerson[],
  { compiled }: ReconcileContext,
): readonly WantedPerson[] {
  const others = records.filter((record) => record !== leading && record.standing === 'live');
  return [leading, ...others.toSorted(byRank(compiled))];
}

function joinRecords(
  known: readonly KnownRecord[],
  arrivals: readonly WantedPerson[],
  context: ReconcileContext,
): readonly KnownRecord[] {
  const isKnown = new Set(known.map(({ id }) => id));
  const labels = new Set(
    known.filter(({ alias }) => alias !== 'retired').map((record) => aliasOf(record, context).alias_label),
  );
  return arrivals.flatMap((record): KnownRecord[] => {
    if (isKnown.has(record.id)) return [];
    const { alias_label: label } = aliasOf(record, context);
    const alias = labels.has(label) ? 'retired' : 'wanted';
    labels.add(label);
    return [{ people: record.people, id: record.id, alias }];
  });
}

function missingAliases(
  known: KnownPerson | undefined,
  joined: readonly KnownRecord[],
  context: ReconcileContext,
): readonly UserAlias[] {
  return [...(known?.records ?? []), ...joined]
    .filter(({ alias }) => alias === 'wanted')
    .map((record) => aliasOf(record, context));
}
