import type { Expression } from '../expression/ir.ts';
import type { Mapping } from '../language/mapping.ts';
import type { Capabilities } from '../language/project.ts';
import type { ReconcileContext } from '../reconcile/context.ts';
import { withEvents } from '../reconcile/person-plan.ts';
import { type Phase, phasesOf } from '../reconcile/phases.ts';
import type { EventDraft, ItemPlan, PersonPlan, Problem } from '../reconcile/plans.ts';
import { reconcilePerson } from '../reconcile/reconcile-person.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';
import { compileMapping } from '../transform/compile.ts';
import type { CompiledMapping } from '../transform/compiled.ts';
import type { Fixture } from './fixture.ts';
import { sharedAddresses } from './fixture-addresses.ts';
import { fixtureFingerprint } from './fixture-fingerprint.ts';
import { type ChangedItem, changedItems, itemName } from './fixture-items.ts';
import { fixturePeople, fixtureRelations, personOf } from './fixture-people.ts';
import type { FixtureWorld } from './fixture-world.ts';
import { givenRecords } from './given-records.ts';
import { fixturePerson } from './known-people.ts';

export interface FixtureOptions {
  /** ISO time: the run's clock. */
  readonly at: string;
  /** Name of the environment. */
  readonly env: string;
  readonly capabilities: Capabilities;
  readonly guardWhere?: ReadonlyMap<string, Expression> | undefined;
}

export interface FixtureResult {
  readonly phases: readonly Phase[];
  readonly problems: readonly Problem[];
  readonly people: readonly PersonPlan[];
  readonly items: readonly ItemPlan[];
}

/**
 * What a sync would send for a fixture, and what it would report: the base of tests and of previews.
 * Uses no network, no clock and no state. Malformed values count as not given.
 */
export function runFixture(
  mapping: Mapping,
  snapshot: Snapshot,
  fixture: Fixture,
  options: FixtureOptions,
): FixtureResult {
  const compiled = compileMapping(mapping, { ...options, snapshot, orgId: snapshot.org.id });
  const people = fixture.known.flatMap((entry, index) => fixturePerson(entry, index, compiled, options.at) ?? []);
  const given = givenRecords(fixture, snapshot);
  const world: FixtureWorld = { fixture, compiled, snapshot, given, people, at: options.at };
  const changed = changedItems(world, contextOf(world, new Map(), noAddresses));
  const items = [...changed.values()].map(({ plan }) => plan);
  const plans = deliver(world, items, peoplePlans(world, changed));
  return {
    phases: phasesOf(plans, items, compiled),
    problems: [...plans, ...items].flatMap(({ problems }) => problems),
    people: plans,
    items,
  };
}

const noAddresses: ReconcileContext['sharedAddress'] = () => undefined;

function peoplePlans(world: FixtureWorld, changed: ReadonlyMap<string, ChangedItem>): readonly PersonPlan[] {
  const groups = fixturePeople(world, (link, target) => isChanged(world.compiled, changed, link, target));
  const relationsOf = fixtureRelations(world);
  const context = contextOf(world, changed, sharedAddresses(world, groups));
  return groups.flatMap(({ key, records }) => {
    const known = personOf(world, key);
    const ids = [...new Set([...records, ...(known?.records ?? [])].map(({ id }) => id))];
    return reconcilePerson({ known, records, relations: relationsOf(ids) }, context) ?? [];
  });
}

function isChanged(
  { mapping }: CompiledMapping,
  changed: ReadonlyMap<string, ChangedItem>,
  name: string,
  target: RecordId,
): boolean {
  const link = mapping.links.find((one) => one.name === name);
  return link !== undefined && changed.has(itemName(link.catalog, target));
}

/** Everything a fixture does not give as changed exists in Braze. */
function contextOf(
  { compiled, at }: FixtureWorld,
  changed: ReadonlyMap<string, ChangedItem>,
  sharedAddress: ReconcileContext['sharedAddress'],
): ReconcileContext {
  const find = (catalog: string, id: RecordId): ChangedItem | undefined => changed.get(itemName(catalog, id));
  return {
    compiled,
    at,
    fingerprint: fixtureFingerprint,
    itemExists: (catalog, id) => {
      const item = find(catalog, id);
      return item === undefined || item.plan.presence === 'stays' || item.plan.presence === 'appears';
    },
    vanished: (catalog, id) => {
      const wanted = find(catalog, id)?.wanted;
      if (wanted?.standing !== 'deleted') return undefined;
      const kind = wanted.object === 'Account' ? 'account' : 'item';
      return wanted.master === undefined ? `${kind}_deleted` : `${kind}_merged`;
    },
    mergedInto: (catalog, id) => find(catalog, id)?.wanted.master,
    revealedAt: (catalog, id) => find(catalog, id)?.wanted.modstamp,
    firstLoad: () => false,
    sharedAddress,
  };
}

/** Gives the events of items to everybody who was or is linked to them. */
function deliver(world: FixtureWorld, items: readonly ItemPlan[], plans: readonly PersonPlan[]): readonly PersonPlan[] {
  const events = items.flatMap((item) => item.events.map((event) => ({ event, target: item.id })));
  return plans.map((plan) => {
    const own = events.flatMap(({ event, target }): EventDraft[] => {
      const { link, ...draft } = event;
      return isAudience(world, plan, link, target) ? [{ ...draft, key: `${draft.key}|${plan.leading.id}` }] : [];
    });
    return own.length === 0 ? plan : withEvents(plan, own);
  });
}

function isAudience(world: FixtureWorld, plan: PersonPlan, link: string, target: RecordId): boolean {
  const before = personOf(world, plan.key)?.links.get(link) ?? [];
  return (
    before.some((one) => one.present && one.target === target) ||
    plan.change.links.some((one) => one.link === link && one.target === target)
  );
}
