import type { CompiledMapping } from '../transform/compiled.ts';
import type { WantedPerson } from '../transform/wanted.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { KnownPerson, KnownRecord, PersonKey } from './known.ts';

/** Finds people in the state. */
export interface PersonIndex {
  personOf(people: string, id: RecordId): PersonKey | undefined;
  personWith(externalId: string): PersonKey | undefined;
}

export interface PersonGroup {
  /** undefined for somebody the state does not know. */
  readonly key: PersonKey | undefined;
  readonly records: readonly WantedPerson[];
}

/**
 * Which of these records are one human: those the state already joined, and new ones that carry the same external id.
 * A record that is known stays with its person, whatever external id it has now. Order follows the input.
 */
export function groupPeople(records: readonly WantedPerson[], index: PersonIndex): readonly PersonGroup[] {
  const groups = new Map<string, { key: PersonKey | undefined; records: WantedPerson[] }>();
  for (const record of records) {
    const known = index.personOf(record.people, record.id);
    const externalId = typeof record.externalId === 'string' ? record.externalId : undefined;
    const key = known ?? (externalId === undefined ? undefined : index.personWith(externalId));
    const name = groupName(record, key, externalId);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { key, records: [record] });
    else group.records.push(record);
  }
  return [...groups.values()];
}

function groupName(record: WantedPerson, key: PersonKey | undefined, externalId: string | undefined): string {
  if (key !== undefined) return `known ${key}`;
  return externalId === undefined ? `record ${record.people} ${record.id}` : `external id ${externalId}`;
}

/** The record a person's values come from; `unread` when this run did not read it. */
export type Leading =
  | { readonly kind: 'read'; readonly record: WantedPerson }
  | { readonly kind: 'unread'; readonly record: KnownRecord };

/**
 * Contact before lead before others, then the most recently modified, then the lower id.
 * Deleted, converted and out-of-scope records lead nobody; undefined when no other is left.
 */
export function leadingRecord(
  compiled: CompiledMapping,
  known: KnownPerson | undefined,
  records: readonly WantedPerson[],
): Leading | undefined {
  const read = new Set(records.map(({ id }) => id));
  const candidates: Leading[] = [
    ...records.filter(({ standing }) => standing === 'live').map((record): Leading => ({ kind: 'read', record })),
    ...(known?.records ?? [])
      .filter(({ id, alias }) => !read.has(id) && alias !== 'retired')
      .map((record): Leading => ({ kind: 'unread', record })),
  ];
  return candidates.toSorted((a, b) => compareLeading(compiled, a, b))[0];
}

/** Position of a people key in the order of rank. */
function rankOf({ people }: CompiledMapping, key: string): number {
  const rank = [...people.keys()].indexOf(key);
  return rank < 0 ? people.size : rank;
}

/** The same order among records whatever they are worth: who stands for a person in reports. */
export function byRank(compiled: CompiledMapping): (a: RankedRecord, b: RankedRecord) => number {
  return (a, b) =>
    rankOf(compiled, a.people) - rankOf(compiled, b.people) ||
    compareText(b.modstamp ?? '', a.modstamp ?? '') ||
    compareText(a.id, b.id);
}

interface RankedRecord {
  readonly people: string;
  readonly id: RecordId;
  readonly modstamp?: string;
}

// A record that was not read was not modified in this window either, so one that was read comes before it.
function compareLeading(compiled: CompiledMapping, a: Leading, b: Leading): number {
  return byRank(compiled)(a.record, b.record);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
