import {
  type CompiledCatalog,
  type CompiledPeople,
  type CompiledRelation,
  readCondition,
  type RecordId,
  type SelectInput,
  selectQuery,
} from '@sf-braze/mapping-core';
import type { SourceQuery } from '../ports.ts';
import { chunks, IDS_PER_QUERY, type RunContext } from '../run-context.ts';
import type { Stream } from './streams.ts';

type Compiled = CompiledCatalog | CompiledPeople;

/** The window of a stream. Deleted and merged records come along, except on the first load, which knows none of them. */
export function streamQuery(context: RunContext, { compiled, from, firstLoad }: Stream): SourceQuery {
  const { multiCurrency } = context.snapshot.switches;
  return queryOf(compiled, {
    where: readCondition(context.mapping, compiled, { firstLoad, multiCurrency }),
    from,
    to: context.at,
    includeDeleted: !firstLoad,
  });
}

/** Records whose `field` is one of these ids. */
export function idsQuery(compiled: Compiled, field: string, ids: readonly RecordId[]): readonly SourceQuery[] {
  return chunks(ids, IDS_PER_QUERY).map((values) =>
    queryOf(compiled, { ids: { field, values }, includeDeleted: true }),
  );
}

/** Junction rows of these people, by each path that can name them. */
export function relationQueries(
  relation: CompiledRelation,
  paths: readonly string[],
  people: readonly RecordId[],
): readonly SourceQuery[] {
  return paths.flatMap((field) =>
    chunks(people, IDS_PER_QUERY).map((values) => relationQuery(relation, { ids: { field, values } })),
  );
}

/** Junction rows that point at these targets. */
export function targetQueries(relation: CompiledRelation, targets: readonly RecordId[]): readonly SourceQuery[] {
  return chunks(targets, IDS_PER_QUERY).map((values) =>
    relationQuery(relation, { ids: { field: relation.set.target, values } }),
  );
}

/** Junction rows that were saved or deleted in the window. */
export function relationWindowQuery(relation: CompiledRelation, from: string, to: string): SourceQuery {
  return { ...relationQuery(relation, { from, to, includeDeleted: true }), includeDeleted: true };
}

/** Every junction row. */
export function relationSweepQuery(relation: CompiledRelation): SourceQuery {
  return relationQuery(relation, {});
}

type Selection = Partial<Omit<SelectInput, 'object' | 'columns'>>;

function queryOf(compiled: Compiled, selection: Selection): SourceQuery {
  const { object, columns } = compiled;
  return {
    object,
    columns,
    soql: selectQuery({ object, columns, where: undefined, ...selection }),
    includeDeleted: selection.includeDeleted ?? false,
  };
}

function relationQuery(relation: CompiledRelation, selection: Selection): SourceQuery {
  const { columns, set } = relation;
  return {
    object: set.object,
    columns,
    soql: selectQuery({ object: set.object, columns, where: undefined, ...selection }),
    includeDeleted: false,
  };
}
