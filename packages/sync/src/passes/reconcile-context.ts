import type { ReconcileContext, RecordId } from '@sf-braze/mapping-core';
import type { Pass } from './pass.ts';

/** What the page's reconciler asks beside the records: looked up for the whole page before it starts. */
export interface PageFacts {
  /** By catalog key: the items among the page's targets that Braze has, or will have when the people's turn comes. */
  readonly presence: ReadonlyMap<string, ReadonlyMap<RecordId, boolean>>;
  readonly shared: ReconcileContext['sharedAddress'];
}

export function peopleContext(pass: Pass, facts: PageFacts): ReconcileContext {
  return {
    ...itemContext(pass),
    itemExists: (catalog, id) => facts.presence.get(catalog)?.get(id) ?? false,
    sharedAddress: facts.shared,
  };
}

export function itemContext({ context, vanished, revealed, firstLoads }: Pass): ReconcileContext {
  return {
    compiled: context.compiled,
    at: context.at,
    fingerprint: context.fingerprint,
    itemExists: () => false,
    vanished: (catalog, id) => vanished.get(`${catalog}|${id}`),
    revealedAt: (catalog, id) => revealed.get(`${catalog}|${id}`),
    firstLoad: (name) => firstLoads.has(name),
    sharedAddress: () => undefined,
  };
}
