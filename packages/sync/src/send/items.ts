import { batchItemDeletes, batchItems, type ItemObject, type ItemPlan } from '@sf-braze/mapping-core';
import type { CatalogStream } from '../passes/item-pages.ts';
import { problemChange } from '../passes/problems.ts';
import type { Outcome } from '../ports.ts';
import type { StateChange } from '../state.ts';
import { countProblem } from '../tally.ts';
import { inFlight } from './in-flight.ts';
import { notedEvent } from './noted-event.ts';
import type { Sending } from './sending.ts';

type Write = Exclude<NonNullable<ItemPlan['call']>, { kind: 'delete' }>;

interface WrittenItem {
  readonly plan: ItemPlan;
  readonly call: Write;
  /** What is sent: the call's item, with the columns that are carried over. */
  readonly item: ItemObject;
}

/** Notes what the people of these items must hear, then writes the items. */
export async function sendItems(sending: Sending, stream: CatalogStream, plans: readonly ItemPlan[]): Promise<void> {
  const { context } = sending.pass;
  await context.store.commit(notes(sending, stream, plans));
  const written: WrittenItem[] = [];
  for (const plan of plans) {
    const { call } = plan;
    if (call === undefined || call.kind === 'delete') continue;
    written.push({
      plan,
      call,
      item: call.kind === 'put' ? await carriedOver(sending, stream, plan, call) : call.item,
    });
  }
  const { batches, tooLarge } = batchItems(
    stream.compiled.mapping.name,
    written.map(({ call, item }) => ({ kind: call.kind, item })),
  );
  const oversized = tooLarge.flatMap((index) =>
    settledItem(sending, written[index], { kind: 'rejected', reason: 'the item is too large' }),
  );
  if (oversized.length > 0) {
    await context.store.commit(oversized);
    await withdraw(
      sending,
      stream,
      tooLarge.flatMap((index) => written[index] ?? []),
    );
  }
  await inFlight(batches, context.project.limits.concurrency, async ({ request, members }) => {
    const sent = await context.destination.send(request, context.signal);
    await context.store.commit(
      members.flatMap((index, position) => settledItem(sending, written[index], sent.objects[position])),
    );
    const missing = members.filter((_, position) => sent.objects[position]?.kind !== 'accepted');
    await withdraw(
      sending,
      stream,
      missing.flatMap((index) => written[index] ?? []),
    );
    context.progress({ kind: 'sent', object: stream.compiled.object, records: members.length });
  });
}

/** Nobody may be linked to an item that Braze does not have. */
async function withdraw({ pass }: Sending, stream: CatalogStream, items: readonly WrittenItem[]): Promise<void> {
  const absent = items.flatMap(({ plan }) => (plan.presence === 'appears' ? [{ id: plan.id, present: false }] : []));
  if (absent.length > 0) await pass.context.store.scratch.see(stream.compiled.mapping.key, absent);
}

function settledItem(sending: Sending, written: WrittenItem | undefined, outcome: Outcome | undefined): StateChange[] {
  if (written === undefined) return [];
  const { plan, call } = written;
  const over: StateChange = { kind: 'problems-over', records: [plan.id], since: sending.pass.context.at };
  if (outcome?.kind === 'rejected') return [refusal(sending, plan, outcome.reason), over];
  if (outcome?.kind !== 'accepted') return [refusal(sending, plan, undefined)];
  return [{ kind: 'item', catalog: plan.catalog, id: plan.id, acceptance: call.accepted }, over];
}

/**
 * A `PUT` replaces the item. Where it replaces one that Braze has, columns the mapping does not know, and fields
 * this record leaves alone, are read first and carried over.
 */
async function carriedOver(
  sending: Sending,
  stream: CatalogStream,
  plan: ItemPlan,
  call: Extract<Write, { kind: 'put' }>,
): Promise<ItemObject> {
  const { context } = sending.pass;
  const { name, fields } = stream.compiled.mapping;
  const columns = context.workspace.find((catalog) => catalog.name === name)?.fields ?? [];
  const mapped = new Set(['id', ...fields.map((field) => field.name)]);
  const foreign =
    call.clears.length === 0 ? [] : columns.map((column) => column.name).filter((column) => !mapped.has(column));
  const wanted = [...foreign, ...call.keeps];
  if (wanted.length === 0) return call.item;
  const before = (await context.destination.item(name, plan.id, context.signal)) ?? {};
  const kept = wanted.filter((column) => before[column] !== undefined && before[column] !== null);
  const carried = Object.fromEntries(kept.map((column) => [column, before[column]]));
  return { ...carried, ...call.item } as ItemObject; // what Braze gave back is what it takes
}

function notes(sending: Sending, stream: CatalogStream, plans: readonly ItemPlan[]): StateChange[] {
  const { context } = sending.pass;
  const leaving = plans.filter(({ presence }) => presence === 'vanishes').map(({ id }) => id);
  const changes: StateChange[] = [];
  if (leaving.length > 0) changes.push({ kind: 'item-leaving', catalog: stream.compiled.mapping.key, ids: leaving });
  for (const plan of plans) {
    if (plan.rules.size > 0) changes.push({ kind: 'rules', record: plan.id, rules: plan.rules });
    for (const { link, ...draft } of plan.events) {
      sending.memory.remember(draft.key, draft.properties);
      const noted = notedEvent(draft, context.fingerprint);
      changes.push({ kind: 'occurrence', occurrence: { ...noted, link, target: plan.id } });
    }
    for (const problem of plan.problems) changes.push(problemChange(problem, context.at));
  }
  // What is still to be sent ends its problems when Braze has taken it.
  const done = plans.filter(({ call }) => call === undefined || call.kind === 'delete').map(({ id }) => id);
  changes.push({ kind: 'problems-over', records: done, since: context.at });
  return changes;
}

function refusal(sending: Sending, plan: ItemPlan, reason: string | undefined): StateChange {
  const code = reason === undefined ? 'braze/unreachable' : 'braze/object-rejected';
  countProblem(sending.tally, code);
  return {
    kind: 'problem',
    problem: {
      object: plan.object,
      record: plan.id,
      code,
      severity: 'error',
      params: reason === undefined ? {} : { reason },
      retry: reason === undefined,
    },
    at: sending.pass.context.at,
  };
}

/** Items whose records are gone: deleted when the people are done with them. */
export async function deleteLeavingItems(sending: Sending, stream: CatalogStream): Promise<void> {
  const { context } = sending.pass;
  const { key, name } = stream.compiled.mapping;
  for (;;) {
    const ids = await context.store.leavingItems(key, LEAVING_AT_ONCE);
    const gone = new Set<string>();
    await inFlight(batchItemDeletes(name, ids), context.project.limits.concurrency, async ({ request, members }) => {
      const sent = await context.destination.send(request, context.signal);
      const done = members.flatMap((index, position) =>
        sent.objects[position]?.kind === 'unknown' ? [] : (ids[index] ?? []),
      );
      await context.store.commit([{ kind: 'item-gone', catalog: key, ids: done }]);
      for (const id of done) gone.add(id);
    });
    if (gone.size === 0) return; // nothing left, or the next run tries again
  }
}

const LEAVING_AT_ONCE = 1000;
