import { type Handle, handleFields } from '../braze/objects.ts';
import type { AttributesObject, BrazeRequest, EventObject } from '../braze/requests.ts';
import type { Capabilities } from '../language/project.ts';
import type { CompiledMapping } from '../transform/compiled.ts';
import { batchAliases, batchItemDeletes, batchItems, batchLooks } from './batch.ts';
import { batchTrack } from './batch-track.ts';
import type { AttributesCall, EventDraft, ItemPlan, PersonPlan } from './plans.ts';

/** Calls that may go together once those of the phase before were accepted, or seen. */
export interface Phase {
  /** From 1; phases without calls are not counted. */
  readonly number: number;
  readonly requests: readonly BrazeRequest[];
}

/** All calls of plans, each in the earliest phase in which what it waits for is done. For preview, plan and tests. */
export function phasesOf(
  people: readonly PersonPlan[],
  items: readonly ItemPlan[],
  compiled: CompiledMapping,
): readonly Phase[] {
  const { capabilities } = compiled;
  const waiting = people.filter(({ dependsOnLook }) => dependsOnLook);
  const others = people.filter(({ dependsOnLook }) => !dependsOnLook);
  const phases: readonly (readonly BrazeRequest[])[] = [
    itemWrites(items, compiled),
    [...aliasRequests(others), ...trackRequests(people, 'first', capabilities)],
    look([...waiting.map(({ handle }) => handle), ...aliasHandles(others)]),
    [...aliasRequests(waiting), ...trackRequests(waiting, 'after-look', capabilities)],
    look(aliasHandles(waiting)),
    itemDeletes(items, compiled),
  ];
  return phases.filter((requests) => requests.length > 0).map((requests, index) => ({ number: index + 1, requests }));
}

/** Whether events wait for the look: those addressed by alias create nobody and would be lost. */
export function eventsWait({ dependsOnLook, handle }: PersonPlan): boolean {
  return dependsOnLook && handle.kind === 'alias';
}

export function attributesObject(handle: Handle, { create, attributes, groups }: AttributesCall): AttributesObject {
  return {
    ...handleFields(handle),
    _update_existing_only: !create,
    ...attributes,
    ...(groups.length > 0 && { subscription_groups: groups }),
  };
}

export function eventObject(handle: Handle, { name, time, properties }: EventDraft): EventObject {
  return { ...handleFields(handle), name, time, properties };
}

function trackRequests(
  people: readonly PersonPlan[],
  moment: 'first' | 'after-look',
  capabilities: Capabilities,
): readonly BrazeRequest[] {
  const objects = people.map((plan) => {
    const isNow = eventsWait(plan) === (moment === 'after-look');
    return {
      person: handleKey(plan.handle),
      attributes: plan.write && moment === 'first' ? attributesObject(plan.handle, plan.write) : undefined,
      events: isNow ? plan.events.map((event) => eventObject(plan.handle, event)) : [],
    };
  });
  return batchTrack(objects, capabilities).map(({ request }) => request);
}

function aliasRequests(people: readonly PersonPlan[]): readonly BrazeRequest[] {
  const aliases = people.flatMap(({ handle, aliases: missing }) =>
    handle.kind === 'external_id'
      ? missing.map(({ alias_label, alias_name }) => ({ external_id: handle.externalId, alias_label, alias_name }))
      : [],
  );
  return batchAliases(aliases).map(({ request }) => request);
}

function aliasHandles(people: readonly PersonPlan[]): readonly Handle[] {
  return people.flatMap(({ aliases }) => aliases.map((alias): Handle => ({ kind: 'alias', alias })));
}

function look(handles: readonly Handle[]): readonly BrazeRequest[] {
  return batchLooks(handles).map(({ request }) => request);
}

function itemWrites(items: readonly ItemPlan[], compiled: CompiledMapping): readonly BrazeRequest[] {
  return [...compiled.catalogs.values()].flatMap(({ mapping }) => {
    const writes = items.flatMap(({ catalog, call }) =>
      catalog === mapping.key && call !== undefined && call.kind !== 'delete' ? [call] : [],
    );
    return batchItems(mapping.name, writes).batches.map(({ request }) => request);
  });
}

function itemDeletes(items: readonly ItemPlan[], compiled: CompiledMapping): readonly BrazeRequest[] {
  return [...compiled.catalogs.values()].flatMap(({ mapping }) => {
    const ids = items.flatMap(({ catalog, call, id }) =>
      catalog === mapping.key && call?.kind === 'delete' ? [id] : [],
    );
    return batchItemDeletes(mapping.name, ids).map(({ request }) => request);
  });
}

function handleKey(handle: Handle): string {
  return JSON.stringify(handleFields(handle));
}
