import type { BrazeValue } from '../braze/objects.ts';
import type { ItemObject } from '../braze/requests.ts';
import type { CompiledCatalog } from '../transform/compiled.ts';
import type { WantedItem } from '../transform/wanted.ts';
import type { ItemInput, ReconcileContext } from './context.ts';
import { ruleOutcome } from './event-edges.ts';
import type { Fingerprint, KnownItem, KnownRule } from './known.ts';
import type { ItemCall, ItemPlan } from './plans.ts';
import { problemOf } from './problem.ts';
import { fieldChange, type ValueChange } from './values.ts';

/** What follows from one record of a catalog: at most one call, the events of its rules, and whether links to it hold. */
export function reconcileItem({ known, wanted }: ItemInput, context: ReconcileContext): ItemPlan {
  const compiled = context.compiled.catalogs.get(wanted.catalog);
  const present = known?.present === true;
  const held = compiled === undefined || wanted.rejected !== undefined;
  const outcome = held ? keptBack(present) : fate(compiled, known, wanted, context);
  const rules = held
    ? { rules: new Map<string, KnownRule>(), events: [], findings: [] }
    : events(known, wanted, context);
  return {
    catalog: wanted.catalog,
    object: wanted.object,
    id: wanted.id,
    ...outcome,
    rules: rules.rules,
    events: rules.events,
    problems: [...wanted.findings, ...rules.findings].map((finding) => problemOf(finding, wanted)),
  };
}

type Fate = Pick<ItemPlan, 'call' | 'presence'>;

function keptBack(present: boolean): Fate {
  return { call: undefined, presence: present ? 'stays' : 'absent' };
}

function fate(
  compiled: CompiledCatalog,
  known: KnownItem | undefined,
  wanted: WantedItem,
  context: ReconcileContext,
): Fate {
  if (wanted.standing !== 'live') {
    if (known?.present !== true) return { call: undefined, presence: 'absent' };
    const exit =
      wanted.standing === 'deleted' ? context.compiled.mapping.lifecycle.delete.items : compiled.mapping.onExit;
    return { call: exit === 'delete' ? { kind: 'delete' } : undefined, presence: 'vanishes' };
  }
  return known?.present === true
    ? { call: changeItem(compiled, known, wanted, context), presence: 'stays' }
    : { call: createItem(compiled, wanted, context), presence: 'appears' };
}

function createItem(compiled: CompiledCatalog, wanted: WantedItem, context: ReconcileContext): ItemCall {
  const changes = changesOf(compiled, new Map(), wanted, context);
  return { kind: 'put', item: itemObject(wanted, changes), accepted: accepted(changes), clears: [], keeps: [] };
}

function changeItem(
  compiled: CompiledCatalog,
  known: KnownItem,
  wanted: WantedItem,
  context: ReconcileContext,
): ItemCall | undefined {
  const changes = changesOf(compiled, known.sent, wanted, context);
  if (changes.length === 0) return undefined;
  const clears = changes.filter(({ value }) => value === null).map(({ name }) => name);
  if (clears.length === 0 || context.compiled.capabilities.catalogClear === 'patch_null') {
    return { kind: 'patch', item: itemObject(wanted, changes), accepted: accepted(changes) };
  }
  const keeps = untouched(compiled, known, wanted);
  const whole = changesOf(compiled, new Map(), wanted, context).filter(({ name }) => !keeps.includes(name));
  return { kind: 'put', item: itemObject(wanted, whole), accepted: accepted(changes), clears, keeps };
}

/** Fields Braze holds and this record has no new value for. */
function untouched({ destinations }: CompiledCatalog, { sent }: KnownItem, { values }: WantedItem): readonly string[] {
  return destinations
    .filter(({ destination }, index) => values[index] === undefined || destination.field.write === 'once')
    .map(({ destination }) => destination.name)
    .filter((name) => sent.has(name));
}

function changesOf(
  { destinations }: CompiledCatalog,
  sent: ReadonlyMap<string, Fingerprint>,
  { values }: WantedItem,
  { fingerprint }: ReconcileContext,
): readonly ValueChange[] {
  return destinations.flatMap(
    ({ destination }, index) => fieldChange(destination, values[index], sent, fingerprint) ?? [],
  );
}

function itemObject({ id }: WantedItem, changes: readonly ValueChange[]): ItemObject {
  const entries = changes.map(({ name, value }): [string, BrazeValue | null] => [name, value]);
  return Object.assign({ id }, Object.fromEntries(entries));
}

function accepted(changes: readonly ValueChange[]): ReadonlyMap<string, Fingerprint | null> {
  return new Map(changes.map(({ name, fingerprint }) => [name, fingerprint]));
}

function events(
  known: KnownItem | undefined,
  wanted: WantedItem,
  context: ReconcileContext,
): Pick<ItemPlan, 'rules' | 'events'> & { readonly findings: WantedItem['findings'] } {
  const isSeen = wanted.standing === 'live' || (wanted.standing === 'deleted' && known?.present === true);
  const rules = new Map<string, KnownRule>();
  const drafts: ItemPlan['events'][number][] = [];
  const findings: WantedItem['findings'][number][] = [];
  for (const event of isSeen ? wanted.events : []) {
    const { name, to } = event.rule;
    const outcome = ruleOutcome(event, wanted, known?.rules.get(name), context);
    if (outcome.rule !== undefined) rules.set(name, outcome.rule);
    if (outcome.event !== undefined && to.kind === 'link') drafts.push({ ...outcome.event, link: to.link });
    findings.push(...outcome.findings);
  }
  return { rules, events: drafts, findings };
}
