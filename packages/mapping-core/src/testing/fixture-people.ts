import type { KnownPerson, KnownRecord, PersonKey } from '../reconcile/known.ts';
import { type PersonGroup, groupPeople } from '../reconcile/persons.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { CompiledPeople } from '../transform/compiled.ts';
import { transformPerson, transformRelation } from '../transform/transform.ts';
import type { Relation, WantedPerson } from '../transform/wanted.ts';
import type { FixtureRecord } from './fixture.ts';
import type { FixtureWorld } from './fixture-world.ts';
import { completeRow, recordIdOf } from './given-records.ts';

/** People to reconcile: those whose records are given, and those linked to an item that changed. */
export function fixturePeople(
  world: FixtureWorld,
  changed: (link: string, target: RecordId) => boolean,
): readonly PersonGroup[] {
  const wanted = [...world.compiled.people.values()].flatMap((people) => {
    const given = world.given.of(people.object).map((record) => wantedPerson(world, people, record));
    return given.concat(followers(world, people, changed));
  });
  return groupPeople(wanted, {
    personOf: (people, id) => ownerOf(world, people, id)?.key,
    personWith: (externalId) => world.people.find(({ known }) => known.externalId === externalId)?.known.key,
  });
}

export function personOf({ people }: FixtureWorld, key: PersonKey | undefined): KnownPerson | undefined {
  return people.find(({ known }) => known.key === key)?.known;
}

/** Junction rows by link and by person: the complete set for the people they name. */
export function fixtureRelations(
  world: FixtureWorld,
): (records: readonly RecordId[]) => ReadonlyMap<string, readonly Relation[]> {
  const rows = [...world.compiled.relations].map(([link, compiled]) => {
    const relations = world.given.of(compiled.set.object).flatMap((record) => {
      const row = world.given.row(compiled.set.object, record, compiled.columns);
      return transformRelation(compiled, row, { at: world.at }) ?? [];
    });
    return { link, byPerson: byPersonId(relations) };
  });
  return (records) =>
    new Map(
      rows.flatMap(({ link, byPerson }): [string, readonly Relation[]][] => {
        const named = records.flatMap((id) => byPerson.get(id) ?? []);
        return named.length === 0 ? [] : [[link, named]];
      }),
    );
}

function wantedPerson(world: FixtureWorld, people: CompiledPeople, record: FixtureRecord): WantedPerson {
  const id = recordIdOf(record);
  const owner = id && ownerOf(world, people.mapping.key, id);
  const full = owner === undefined ? record : withKnownLookups(world, people, record, owner);
  const row = world.given.row(people.object, full, people.columns);
  return transformPerson(people, owner === undefined ? completeRow(row, people.columns) : row, { at: world.at });
}

function byPersonId(relations: readonly Relation[]): ReadonlyMap<RecordId, readonly Relation[]> {
  const grouped = new Map<RecordId, Relation[]>();
  for (const relation of relations) {
    const rows = grouped.get(relation.person);
    if (rows === undefined) grouped.set(relation.person, [relation]);
    else rows.push(relation);
  }
  return grouped;
}

/** Known people who were not given, but follow the fields of a parent that changed: the parent is read through them. */
function followers(
  world: FixtureWorld,
  people: CompiledPeople,
  changed: (link: string, target: RecordId) => boolean,
): readonly WantedPerson[] {
  return world.people.flatMap(({ known }) => {
    const record = known.records.find((one) => one.people === people.mapping.key && isHandle(known, one));
    if (record === undefined || !isLinked(known, changed)) return [];
    if (world.given.find(people.object, record.id) !== undefined) return [];
    return [wantedPerson(world, people, { Id: record.id })];
  });
}

function isHandle({ records }: KnownPerson, record: KnownRecord): boolean {
  return records[0] === record;
}

/** A lookup that a fixture does not repeat is as it is known, so that parents can be found through it. */
function withKnownLookups(
  { compiled }: FixtureWorld,
  people: CompiledPeople,
  record: FixtureRecord,
  { links }: KnownPerson,
): FixtureRecord {
  const lookups = compiled.mapping.links.flatMap((link): [string, unknown][] => {
    const path = link.kind === 'lookup' ? link.paths.get(people.mapping.key) : undefined;
    const target = links.get(link.name)?.find(({ present, primary }) => present && primary)?.target;
    return path === undefined || target === undefined ? [] : [[path, target]];
  });
  return { ...Object.fromEntries(lookups), ...record };
}

function isLinked({ links }: KnownPerson, changed: (link: string, target: RecordId) => boolean): boolean {
  return [...links].some(([link, targets]) => targets.some(({ present, target }) => present && changed(link, target)));
}

function ownerOf({ people }: FixtureWorld, key: string, id: RecordId): KnownPerson | undefined {
  return people.find(({ known }) => known.records.some((record) => record.people === key && record.id === id))?.known;
}
