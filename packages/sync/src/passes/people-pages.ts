import {
  groupPeople,
  type KnownPerson,
  type PersonPlan,
  reconcilePerson,
  type RecordId,
  type Relation,
  type Row,
  transformPerson,
  type WantedPerson,
} from '@sf-braze/mapping-core';
import { checkSignal, PAGE_ROWS } from '../run-context.ts';
import { type AddressBook, addressBook } from './addresses.ts';
import type { PageMember } from './page-member.ts';
import { openReading, type Pass } from './pass.ts';
import { idsQuery, streamQuery } from './queries.ts';
import { type PageFacts, peopleContext } from './reconcile-context.ts';
import { relationsOf, stageRelations } from './relations.ts';
import type { Stream } from './streams.ts';

export type PeopleStream = Stream & { readonly kind: 'people' };

export interface PeoplePage {
  readonly read: number;
  readonly inputs: readonly PageMember[];
  /** By index of `inputs`; undefined where nobody is known and nobody may be created. */
  readonly plans: readonly (PersonPlan | undefined)[];
  readonly addresses: AddressBook;
}

/** Everybody a run has to look at, of one people key: records of the window, then touched ones, then touched links. */
export async function* peoplePages(pass: Pass, stream: PeopleStream): AsyncIterable<PeoplePage> {
  const { context } = pass;
  const reading = await openReading(pass, stream.name, () =>
    context.source.read(streamQuery(context, stream), context.signal),
  );
  for await (const rows of reading.pages(context.signal)) yield await recordPage(pass, stream, rows);
  yield* touchedRecords(pass, stream);
  yield* touchedLinks(pass, stream);
}

async function* touchedRecords(pass: Pass, stream: PeopleStream): AsyncIterable<PeoplePage> {
  const { scratch } = pass.context.store;
  const { key } = stream.compiled.mapping;
  for (;;) {
    const ids = await scratch.touched(key, 'record', PAGE_ROWS);
    if (ids.length === 0) return;
    for (const query of idsQuery(stream.compiled, 'Id', ids)) {
      const reading = await pass.context.source.read(query, pass.context.signal);
      for await (const rows of reading.pages(pass.context.signal)) yield await recordPage(pass, stream, rows);
      await reading.release();
    }
    await scratch.handled(key, ids); // also those that Salesforce no longer shows
  }
}

async function* touchedLinks(pass: Pass, stream: PeopleStream): AsyncIterable<PeoplePage> {
  const { scratch } = pass.context.store;
  const { key } = stream.compiled.mapping;
  for (;;) {
    const ids = await scratch.touched(key, 'links', PAGE_ROWS);
    if (ids.length === 0) return;
    checkSignal(pass.context.signal);
    const known = await pass.context.store.people(ids, []);
    yield await planPage(
      pass,
      stream,
      ids,
      known.map((person) => ({ known: person, records: [] })),
    );
    await scratch.handled(key, ids);
  }
}

/** Plans for the people of these rows. */
export async function recordPage(pass: Pass, stream: PeopleStream, rows: readonly Row[]): Promise<PeoplePage> {
  const { context } = pass;
  checkSignal(context.signal);
  const wanted = rows.map((row) => transformPerson(stream.compiled, row, { at: context.at }));
  const ids = wanted.map(({ id }) => id);
  const known = await context.store.people(ids, externalIdsOf(wanted));
  const page = await planPage(pass, stream, ids, members(wanted, known));
  await context.store.scratch.handled(stream.compiled.mapping.key, ids);
  return { ...page, read: rows.length };
}

async function planPage(
  pass: Pass,
  stream: PeopleStream,
  ids: readonly RecordId[],
  inputs: readonly PageMember[],
): Promise<PeoplePage> {
  const staged = [...new Set([...ids, ...inputs.flatMap(({ known }) => known?.records.map(({ id }) => id) ?? [])])];
  await stageRelations(pass, stream.compiled, staged);
  const relations = await relationsOf(pass, stream.compiled, staged);
  const addresses = await addressBook(pass.context, inputs);
  const facts: PageFacts = { items: await sightsOf(pass, inputs, relations), shared: addresses.shared };
  const reconcile = peopleContext(pass, facts);
  const plans = inputs.map(({ known, records }) =>
    reconcilePerson({ known, records, relations: pick(relations, known, records) }, reconcile),
  );
  return { read: 0, inputs, plans, addresses };
}

/** Records of one human stand together: those the state joins, and those that carry one external id. */
function members(wanted: readonly WantedPerson[], known: readonly KnownPerson[]): readonly PageMember[] {
  const byKey = new Map(known.map((person) => [person.key, person]));
  const byRecord = new Map(known.flatMap(({ key, records }) => records.map(({ id }) => [id, key] as const)));
  const byExternalId = new Map<string | null | undefined, KnownPerson['key']>(
    known.flatMap(({ key, externalId }) => (externalId === undefined ? [] : [[externalId, key] as const])),
  );
  const externalIds = new Map(wanted.map(({ id, externalId }) => [id, externalId]));
  const groups = groupPeople(wanted, {
    personOf: (_people, id) => {
      const own = byRecord.get(id);
      const other = byExternalId.get(externalIds.get(id));
      // A person whose create was refused holds nothing: the record goes to who has its external id.
      return own !== undefined && other !== undefined && byKey.get(own)?.profile === 'none' ? other : own;
    },
    personWith: (externalId) => byExternalId.get(externalId),
  });
  return groups.map(({ key, records }) => ({ known: key && byKey.get(key), records }));
}

function externalIdsOf(wanted: readonly WantedPerson[]): string[] {
  return [...new Set(wanted.flatMap(({ externalId }) => (externalId ? [externalId] : [])))];
}

type RelationSets = ReadonlyMap<string, ReadonlyMap<RecordId, readonly Relation[]>>;

function pick(
  sets: RelationSets,
  known: KnownPerson | undefined,
  records: readonly WantedPerson[],
): ReadonlyMap<string, readonly Relation[]> {
  const ids = new Set([...records.map(({ id }) => id), ...(known?.records.map(({ id }) => id) ?? [])]);
  return new Map([...sets].map(([name, byPerson]) => [name, [...ids].flatMap((id) => byPerson.get(id) ?? [])]));
}

async function sightsOf(
  pass: Pass,
  inputs: readonly PageMember[],
  relations: RelationSets,
): Promise<PageFacts['items']> {
  const { compiled, store } = pass.context;
  const targets = new Map<string, Set<RecordId>>();
  const add = (catalog: string, ids: Iterable<RecordId>): void => {
    const set = targets.get(catalog) ?? new Set();
    for (const id of ids) set.add(id);
    targets.set(catalog, set);
  };
  for (const link of compiled.mapping.links) {
    for (const { known, records } of inputs) {
      add(
        link.catalog,
        (known?.links.get(link.name) ?? []).map(({ target }) => target),
      );
      add(
        link.catalog,
        records.flatMap(({ lookups }) => lookups.get(link.name) ?? []),
      );
    }
    for (const name of [link.name, `${link.name}.others`]) {
      for (const rows of relations.get(name)?.values() ?? [])
        add(
          link.catalog,
          rows.map(({ target }) => target),
        );
    }
  }
  const found = await Promise.all(
    [...targets].map(async ([catalog, ids]) => [catalog, await store.scratch.sights(catalog, [...ids])] as const),
  );
  return new Map(found);
}
