import type { RecordId } from '../salesforce/id.ts';
import type { CompiledMapping } from '../transform/compiled.ts';
import type { Relation, WantedItem, WantedPerson } from '../transform/wanted.ts';
import type { FingerprintOf, KnownItem, KnownPerson } from './known.ts';

/** Why an item is gone. */
export type VanishReason = 'item_deleted' | 'account_deleted' | 'item_merged' | 'account_merged';

/** What `reconcile` may ask while it looks at one person or item. All functions are pure for the time of a run. */
export interface ReconcileContext {
  readonly compiled: CompiledMapping;
  /** ISO time: the run's clock. */
  readonly at: string;
  readonly fingerprint: FingerprintOf;
  /** Whether the item is in scope once this run's catalog changes are done. */
  itemExists(catalog: string, id: RecordId): boolean;
  /** Why it is not, when it was deleted or merged; undefined when it only left the scope. */
  vanished(catalog: string, id: RecordId): VanishReason | undefined;
  /** The record it was merged into, when that is known: people linked to it are linked to that one. */
  mergedInto?(catalog: string, id: RecordId): RecordId | undefined;
  /** `SystemModstamp` of the change of the item that this run has seen. */
  revealedAt?(catalog: string, id: RecordId): string | undefined;
  /** Whether the link or event (by name) is loaded for the first time by this run. */
  firstLoad(name: string): boolean;
  /** Everybody with this address, as far as it is known; undefined when nobody else has it. */
  sharedAddress(email: string, self: RecordId): { readonly count: number; readonly contactHolds: boolean } | undefined;
}

export interface PersonInput {
  readonly known: KnownPerson | undefined;
  /** The person's records that were read in this run; the others stay as they are known. */
  readonly records: readonly WantedPerson[];
  /** Complete rows of the person by link name, or `<link>.others`; a link that is missing was not read and stays as known. */
  readonly relations: ReadonlyMap<string, readonly Relation[]>;
}

export interface ItemInput {
  readonly known: KnownItem | undefined;
  readonly wanted: WantedItem;
}
