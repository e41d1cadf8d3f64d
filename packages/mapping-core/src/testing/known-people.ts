import type { BrazeValue } from '../braze/objects.ts';
import type { LinkMapping } from '../language/mapping.ts';
import type { KnownLink, KnownPerson, KnownRecord, PersonKey } from '../reconcile/known.ts';
import { SUSPENSION_MARKER } from '../reconcile/transitions.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { CompiledMapping } from '../transform/compiled.ts';
import type { FixtureKnown } from './fixture.ts';
import { idOf, isRecord } from './given-records.ts';
import { fingerprintsOf, knownRules, sentValues } from './known-values.ts';

/** A known person of a fixture, with the values Braze holds. */
export interface FixturePerson {
  readonly known: KnownPerson;
  readonly values: ReadonlyMap<string, BrazeValue>;
}

/** The person an entry of `known` describes; nothing when it is about an item. */
export function fixturePerson(
  entry: FixtureKnown,
  index: number,
  compiled: CompiledMapping,
  at: string,
): FixturePerson | undefined {
  const externalId = typeof entry['external_id'] === 'string' ? entry['external_id'] : undefined;
  const records = knownRecords(entry, externalId, compiled);
  if (records.length === 0) return undefined;
  const suspendedAt = typeof entry['suspended'] === 'string' ? entry['suspended'] : undefined;
  const mapped = records.flatMap(({ people }) => compiled.people.get(people)?.destinations ?? []);
  const links = compiled.mapping.links.map((link) => ({ link, ...targetsOf(link, entry) }));
  const values = new Map([
    ...sentValues(entry['sent'], mapped),
    ...(suspendedAt === undefined ? links.flatMap(linkValues) : [[SUSPENSION_MARKER, suspendedAt] as const]),
  ]);
  const rules = records.flatMap(({ people, id }) => {
    const object = compiled.people.get(people);
    const known = object === undefined ? [] : [...knownRules(object, values, at)];
    return known.map(([name, rule]) => [`${name}|${id}`, rule] as const);
  });
  return {
    values,
    known: {
      key: personKey(index),
      records,
      externalId,
      profile: 'seen',
      sent: fingerprintsOf(values),
      links: new Map(links.map((one) => [one.link.name, knownLinks(one, suspendedAt === undefined)])),
      rules: new Map(rules),
      suspendedAt,
    },
  };
}

function knownRecords(
  entry: FixtureKnown,
  externalId: string | undefined,
  { people }: CompiledMapping,
): readonly KnownRecord[] {
  const found = [...people.keys()].flatMap((key) => {
    const id = idOf(entry[key]);
    return id === undefined ? [] : [{ people: key, id }];
  });
  return found.map((record, rank) => {
    const alias = rank === 0 ? 'handle' : 'retired';
    return { people: record.people, id: record.id, alias: externalId === undefined ? alias : 'present' };
  });
}

interface KnownTargets {
  readonly link: LinkMapping;
  readonly ids: readonly RecordId[];
  readonly primary: RecordId | undefined;
  /** Whether the fixture names the others of a lookup link. */
  readonly hasOthers: boolean;
}

function targetsOf(link: LinkMapping, entry: FixtureKnown): Omit<KnownTargets, 'link'> {
  const named = isRecord(entry['links']) ? idsOf(entry['links'][link.name]) : [];
  if (link.name === 'account') {
    const primary = idOf(entry['account']);
    const others = idsOf(entry['accounts']);
    const ids = unique([...(primary === undefined ? [] : [primary]), ...others, ...named]);
    return { ids, primary, hasOthers: others.length > 0 };
  }
  if (link.kind === 'lookup') return { ids: named, primary: named[0], hasOthers: false };
  const deals = link.name === 'opportunities' ? idsOf(entry['opportunities']) : [];
  const primary = link.name === 'opportunities' ? idOf(entry['primary']) : undefined;
  return { ids: unique([...deals, ...named]), primary, hasOthers: false };
}

function knownLinks({ ids, primary }: KnownTargets, present: boolean): readonly KnownLink[] {
  return ids.map((target) => ({ target, episode: 1, present, primary: present && target === primary }));
}

function linkValues({ link, ids, primary, hasOthers }: KnownTargets): [string, BrazeValue][] {
  const values: [string, BrazeValue][] = [];
  if (link.kind === 'lookup') {
    if (primary !== undefined) values.push([link.attribute, primary]);
    if (link.others !== undefined && hasOthers) values.push([link.others.attribute, ids]);
    return values;
  }
  if (ids.length > 0) values.push([link.set.attribute, ids]);
  if (link.primary !== undefined && primary !== undefined) values.push([link.primary, primary]);
  return values;
}

function idsOf(value: unknown): readonly RecordId[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => idOf(one) ?? []);
}

function unique(ids: readonly RecordId[]): readonly RecordId[] {
  return [...new Set(ids)];
}

function personKey(index: number): PersonKey {
  // People of a fixture are numbered by their place in `known`.
  return index as PersonKey;
}
