import type { ReconcileContext, RecordId } from '@sf-braze/mapping-core';
import type { ItemSight } from '../state.ts';
import type { Pass } from './pass.ts';

/** What the page's reconciler asks beside the records: looked up for the whole page before it starts. */
export interface PageFacts {
  /** By catalog key: the items among the page's targets, as they are when the people's turn comes. */
  readonly items: ReadonlyMap<string, ReadonlyMap<RecordId, ItemSight>>;
  readonly shared: ReconcileContext['sharedAddress'];
}

export function peopleContext(pass: Pass, facts: PageFacts): ReconcileContext {
  return {
    ...itemContext(pass),
    itemExists: (catalog, id) => facts.items.get(catalog)?.get(id)?.present ?? false,
    vanished: (catalog, id) => facts.items.get(catalog)?.get(id)?.vanished,
    revealedAt: (catalog, id) => facts.items.get(catalog)?.get(id)?.revealed,
    sharedAddress: facts.shared,
  };
}

export function itemContext({ context, firstLoads }: Pass): ReconcileContext {
  return {
    compiled: context.compiled,
    at: context.at,
    fingerprint: context.fingerprint,
    itemExists: () => false,
    vanished: () => undefined,
    firstLoad: (name) => firstLoads.has(name),
    sharedAddress: () => undefined,
  };
}
