import {
  type CompiledPeople,
  type CompiledRelation,
  type RecordId,
  type Relation,
  transformRelation,
} from '@sf-braze/mapping-core';
import type { SourceQuery } from '../ports.ts';
import type { Pass } from './pass.ts';
import { relationQueries, relationSweepQuery } from './queries.ts';

/** The junction sets whose rows name people of this object, with the paths that do. */
export function setsOf(
  pass: Pass,
  people: CompiledPeople,
): readonly { name: string; relation: CompiledRelation; paths: readonly string[] }[] {
  const { compiled, snapshot } = pass.context;
  return [...compiled.relations].flatMap(([name, relation]) => {
    const object = snapshot.objects.get(relation.set.object);
    const paths = relation.set.person.filter((path) => {
      const targets = object?.fields.get(path)?.referenceTo;
      return targets === undefined || targets.includes(people.object);
    });
    return paths.length === 0 ? [] : [{ name, relation, paths }];
  });
}

/** Brings the junction rows of these people into the scratch, unless they are there. */
export async function stageRelations(pass: Pass, people: CompiledPeople, ids: readonly RecordId[]): Promise<void> {
  const { scratch } = pass.context.store;
  for (const { name, relation, paths } of setsOf(pass, people)) {
    if (pass.complete.has(name)) continue;
    const missing = await scratch.unstaged(name, ids);
    if (missing.length === 0) continue;
    for (const query of relationQueries(relation, paths, missing)) await stage(pass, name, relation, query);
    await scratch.staged(name, missing);
  }
}

/** Brings every junction row of the org into the scratch: for first loads and link sweeps. */
export async function stageEverything(pass: Pass): Promise<void> {
  for (const [name, relation] of pass.context.compiled.relations) {
    if (pass.complete.has(name)) continue;
    await stage(pass, name, relation, relationSweepQuery(relation));
    pass.complete.add(name);
  }
}

async function stage(pass: Pass, name: string, relation: CompiledRelation, query: SourceQuery): Promise<void> {
  const { source, store, signal, at } = pass.context;
  const reading = await source.read(query, signal);
  for await (const rows of reading.pages(signal)) {
    const relations = rows.flatMap((row) => transformRelation(relation, row, { at }) ?? []);
    await store.scratch.addRelations(name, relations);
  }
  await reading.release();
}

/** Complete rows of these people, by set. Every set that concerns them has a key, also when it is empty. */
export async function relationsOf(
  pass: Pass,
  people: CompiledPeople,
  ids: readonly RecordId[],
): Promise<ReadonlyMap<string, ReadonlyMap<RecordId, readonly Relation[]>>> {
  const { scratch } = pass.context.store;
  const sets = await Promise.all(
    setsOf(pass, people).map(async ({ name }) => [name, await scratch.relations(name, ids)] as const),
  );
  return new Map(sets);
}
