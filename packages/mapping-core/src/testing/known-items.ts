import type { BrazeValue } from '../braze/objects.ts';
import type { KnownItem } from '../reconcile/known.ts';
import { keyPrefix, type RecordId } from '../salesforce/id.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';
import type { CompiledCatalog, CompiledMapping } from '../transform/compiled.ts';
import type { FixtureKnown } from './fixture.ts';
import { type GivenRecords, idOf } from './given-records.ts';
import { fingerprintsOf, knownRules, sentValues } from './known-values.ts';

/** A known item of a fixture, with the values Braze holds. */
export interface FixtureItem {
  readonly known: KnownItem;
  readonly values: ReadonlyMap<string, BrazeValue>;
}

/** The item an entry of `known` describes; nothing when it is about a person, or about no catalog of the mapping. */
export function fixtureItem(
  entry: FixtureKnown,
  world: { readonly compiled: CompiledMapping; readonly snapshot: Snapshot; readonly given: GivenRecords },
  at: string,
): FixtureItem | undefined {
  const id = idOf(entry['item']);
  const catalog = id && [...world.compiled.catalogs.values()].find((one) => holds(one, id, world));
  return id && catalog && presentItem(catalog, id, sentValues(entry['sent'], catalog.destinations), at);
}

export function presentItem(
  catalog: CompiledCatalog,
  id: RecordId,
  values: ReadonlyMap<string, BrazeValue>,
  at: string,
): FixtureItem {
  return {
    values,
    known: {
      catalog: catalog.mapping.key,
      id,
      present: true,
      sent: fingerprintsOf(values),
      rules: knownRules(catalog, values, at),
    },
  };
}

function holds(
  { object }: CompiledCatalog,
  id: RecordId,
  { snapshot, given }: { readonly snapshot: Snapshot; readonly given: GivenRecords },
): boolean {
  return snapshot.objects.get(object)?.keyPrefix === keyPrefix(id) || given.find(object, id) !== undefined;
}
