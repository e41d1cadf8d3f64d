import { type ItemPlan, keyPrefix, type RecordId, transformPerson, transformRelation } from '@sf-braze/mapping-core';
import type { CatalogStream } from './item-pages.ts';
import type { Pass } from './pass.ts';
import type { PeoplePage } from './people-pages.ts';
import { idsQuery, relationWindowQuery, targetQueries } from './queries.ts';
import { setsOf, stageEverything } from './relations.ts';
import { isDue, type Stream } from './streams.ts';

export const LINK_SWEEP = 'links';
const LEAVING_AT_ONCE = 100_000;

/**
 * Finds people whose own record did not change, but what they are linked to did. Everything is found again from
 * the windows, so a run that was killed touches the same people the next time.
 */
export async function touchByItems(pass: Pass, stream: CatalogStream, plans: readonly ItemPlan[]): Promise<void> {
  if (pass.everybody) return;
  // A full read says nothing about what changed; only what appears or vanishes concerns people.
  const concerned =
    stream.from === undefined
      ? plans.filter(({ presence }) => presence === 'vanishes' || presence === 'appears')
      : plans;
  if (concerned.length === 0) return;
  await touchLinked(
    pass,
    stream.compiled.mapping.key,
    concerned.map(({ id }) => id),
  );
  await touchPointing(
    pass,
    stream.compiled.mapping.key,
    concerned.map(({ id }) => id),
  );
}

/** People whom the state links to these items: links may end, parents' fields may differ. */
async function touchLinked({ context }: Pass, catalog: string, targets: readonly RecordId[]): Promise<void> {
  for (const link of context.mapping.links) {
    if (link.catalog !== catalog) continue;
    const need = link.kind === 'lookup' ? 'record' : 'links';
    const records = await context.store.linked(link.name, targets);
    for (const [people, ids] of Map.groupBy(records, (record) => record.people)) {
      await context.store.scratch.touch(
        people,
        ids.map(({ id }) => id),
        need,
      );
    }
  }
}

/** People whom Salesforce relates to these items: links may begin. */
async function touchPointing(pass: Pass, catalog: string, targets: readonly RecordId[]): Promise<void> {
  const { context } = pass;
  for (const link of context.mapping.links) {
    if (link.catalog !== catalog || link.kind !== 'lookup') continue;
    for (const [key, path] of link.paths) {
      const people = context.compiled.people.get(key);
      if (people === undefined) continue;
      for (const query of idsQuery(people, path, targets)) {
        const reading = await context.source.read(query, context.signal);
        for await (const rows of reading.pages(context.signal)) {
          const ids = rows.map((row) => transformPerson(people, row, { at: context.at }).id);
          await context.store.scratch.touch(key, ids, 'record');
        }
        await reading.release();
      }
    }
  }
  for (const relation of context.compiled.relations.values()) {
    if (relation.link.catalog !== catalog) continue;
    for (const query of targetQueries(relation, targets)) await touchFromRelations(pass, relation, query);
  }
}

/** People named by junction rows that were saved or deleted since the last run. */
export async function touchByRelations(pass: Pass, people: readonly Stream[]): Promise<void> {
  const { context } = pass;
  const starts = people.flatMap(({ from }) => from ?? []);
  if (starts.length === 0) return;
  const from = starts.reduce((one, other) => (one < other ? one : other));
  for (const relation of context.compiled.relations.values()) {
    await touchFromRelations(pass, relation, relationWindowQuery(relation, from, context.at));
  }
}

type Relation = Parameters<typeof transformRelation>[0];
type Query = ReturnType<typeof relationWindowQuery>;

async function touchFromRelations(pass: Pass, relation: Relation, query: Query): Promise<void> {
  const { context } = pass;
  const reading = await context.source.read(query, context.signal);
  for await (const rows of reading.pages(context.signal)) {
    const people = rows.flatMap((row) => transformRelation(relation, row, { at: context.at })?.person ?? []);
    await touchLinks(pass, people);
  }
  await reading.release();
}

/** What an earlier run left: people of items that were going, and records whose fate is unknown. */
export async function touchUnfinished(pass: Pass, streams: readonly Stream[]): Promise<void> {
  const { context } = pass;
  for (const catalog of context.mapping.catalogs) {
    await touchLinked(pass, catalog.key, await context.store.leavingItems(catalog.key, LEAVING_AT_ONCE));
  }
  for (const people of context.compiled.people.values()) {
    await context.store.scratch.touch(people.mapping.key, await context.store.retryable(people.object), 'record');
  }
  for (const stream of streams) {
    if (stream.kind !== 'catalog') continue;
    await context.store.scratch.touch(stream.name, await context.store.retryable(stream.compiled.object), 'record');
  }
}

/** Under `contact_only`, a lead gives its address up when a contact arrives that has it. */
export async function touchSharers({ context }: Pass, { addresses }: PeoplePage): Promise<void> {
  if (context.mapping.identity.duplicateEmail !== 'contact_only') return;
  for (const people of context.compiled.people.values()) {
    const prefix = context.snapshot.objects.get(people.object)?.keyPrefix;
    const own = addresses.sharers.filter((id) => keyPrefix(id) === prefix);
    if (people.mapping.key !== 'contact') await context.store.scratch.touch(people.mapping.key, own, 'record');
  }
}

/** Contact roles vanish without a trace: at a slow pace, everybody's sets are compared. */
export async function touchBySweep(pass: Pass): Promise<boolean> {
  const { context } = pass;
  const { linkSweepMinutes } = context.project.schedule;
  if (context.compiled.relations.size === 0) return false;
  if (!context.full && !(await isDue(context.store, LINK_SWEEP, linkSweepMinutes, context.at))) return false;
  await stageEverything(pass);
  for (const name of context.compiled.relations.keys()) {
    await inPages(
      (after) => context.store.scratch.related(name, after, 5000),
      (ids) => touchLinks(pass, ids),
    );
  }
  await inPages(
    async (after) => (await context.store.linkedRecords(after, 5000)).map(({ id }) => id),
    (ids) => touchLinks(pass, ids),
  );
  return true;
}

async function inPages(
  read: (after: RecordId | undefined) => Promise<readonly RecordId[]>,
  use: (ids: readonly RecordId[]) => Promise<void>,
): Promise<void> {
  for (let page = await read(undefined); page.length > 0; page = await read(page.at(-1))) await use(page);
}

/** The people key of an id is that of its object. */
async function touchLinks(pass: Pass, ids: readonly RecordId[]): Promise<void> {
  const { context } = pass;
  for (const people of context.compiled.people.values()) {
    if (setsOf(pass, people).length === 0) continue;
    const prefix = context.snapshot.objects.get(people.object)?.keyPrefix;
    const own = ids.filter((id) => keyPrefix(id) === prefix);
    if (own.length > 0) await context.store.scratch.touch(people.mapping.key, own, 'links');
  }
}
