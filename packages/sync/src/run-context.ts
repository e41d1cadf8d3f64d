import type { CompiledMapping, Environment, FingerprintOf, Mapping, Project, Snapshot } from '@sf-braze/mapping-core';
import type { Clock, Destination, OrgIdentity, Progress, Source, WorkspaceCatalog } from './ports.ts';
import type { StateStore } from './state.ts';

/** The two systems, the memory and the time of a run. */
export interface World {
  readonly source: Source;
  readonly destination: Destination;
  readonly store: StateStore;
  readonly clock: Clock;
  readonly fingerprint: FingerprintOf;
  readonly progress: Progress;
  /** Aborts with a `SyncFailure` as reason: `sync/interrupted` or `sync/stopped-early`. */
  readonly signal: AbortSignal;
}

/** Everything decided before the first record is read. */
export interface RunContext extends World {
  readonly runId: string;
  readonly project: Project;
  readonly environment: Environment;
  readonly org: OrgIdentity;
  readonly snapshot: Snapshot;
  readonly mapping: Mapping;
  readonly compiled: CompiledMapping;
  /** Salesforce's clock when the run began: the upper bound of every window, and the run's `at`. */
  readonly at: string;
  readonly workspace: readonly WorkspaceCatalog[];
  /** Reads everything in full, whatever the watermarks say. */
  readonly full: boolean;
}

/** Records of one page; also how many people one transaction notes. */
export const PAGE_ROWS = 2000;

/** Ids in one `IN (…)`: stays below the 16,384 bytes of a Salesforce URI, percent-encoding counted. */
export const IDS_PER_QUERY = 400;

export function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const parts: (readonly Item[])[] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}

/** Fails with the reason of the abort, so that every loop stops the same way. */
export function checkSignal(signal: AbortSignal): void {
  signal.throwIfAborted();
}
