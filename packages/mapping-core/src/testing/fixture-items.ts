import type { ItemObject } from '../braze/requests.ts';
import type { ReconcileContext } from '../reconcile/context.ts';
import type { ItemPlan } from '../reconcile/plans.ts';
import { reconcileItem } from '../reconcile/reconcile-item.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { CompiledCatalog } from '../transform/compiled.ts';
import { transformItem } from '../transform/transform.ts';
import type { WantedItem } from '../transform/wanted.ts';
import { completeRow, recordIdOf } from './given-records.ts';
import { type FixtureItem, fixtureItem, presentItem } from './known-items.ts';
import type { FixtureWorld } from './fixture-world.ts';

/** A catalog record that this run has seen change. */
export interface ChangedItem {
  readonly wanted: WantedItem;
  readonly plan: ItemPlan;
}

/** Catalog records of a fixture that count as changed: those with a `SystemModstamp`. By catalog key and id. */
export function changedItems(world: FixtureWorld, context: ReconcileContext): ReadonlyMap<string, ChangedItem> {
  const known = knownItems(world);
  const changed = new Map<string, ChangedItem>();
  for (const catalog of world.compiled.catalogs.values()) {
    for (const record of world.given.of(catalog.object)) {
      if (!Object.hasOwn(record, 'SystemModstamp')) continue;
      const id = recordIdOf(record);
      const before = id && known.get(itemName(catalog.mapping.key, id));
      const row = world.given.row(catalog.object, record, catalog.columns);
      const given = before === undefined ? completeRow(row, catalog.columns) : row;
      const wanted = transformItem(catalog, given, { at: world.at });
      const item = before ?? (id && existsAnyway(catalog, wanted, id, world));
      const plan = reconcileItem({ known: item?.known, wanted }, context);
      changed.set(itemName(catalog.mapping.key, wanted.id), { wanted, plan: item ? carriedOver(plan, item) : plan });
    }
  }
  return changed;
}

export function itemName(catalog: string, id: RecordId): string {
  return `${catalog} ${id}`;
}

function knownItems(world: FixtureWorld): ReadonlyMap<string, FixtureItem> {
  const items = world.fixture.known.flatMap((entry) => fixtureItem(entry, world, world.at) ?? []);
  return new Map(items.map((item) => [itemName(item.known.catalog, item.known.id), item]));
}

/** What a known person is linked to was in Braze before it was deleted or left the scope. */
function existsAnyway(
  catalog: CompiledCatalog,
  { standing }: WantedItem,
  id: RecordId,
  { people, compiled, at }: FixtureWorld,
): FixtureItem | undefined {
  if (standing === 'live') return undefined;
  const names = compiled.mapping.links.filter((link) => link.catalog === catalog.mapping.key).map(({ name }) => name);
  const isLinked = people.some(({ known }) =>
    names.some((name) => known.links.get(name)?.some(({ target }) => target === id)),
  );
  return isLinked ? presentItem(catalog, id, new Map(), at) : undefined;
}

/** A PUT that empties fields carries over what the record leaves alone; a fixture says what that is. */
function carriedOver(plan: ItemPlan, { values }: FixtureItem): ItemPlan {
  const { call } = plan;
  if (call?.kind !== 'put' || call.keeps.length === 0) return plan;
  const kept = Object.fromEntries(call.keeps.map((name) => [name, values.get(name) ?? null]));
  const item: ItemObject = Object.assign({}, call.item, kept);
  return { ...plan, call: { ...call, item } };
}
