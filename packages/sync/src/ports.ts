import type {
  BrazeRequest,
  CatalogFieldDefinition,
  Column,
  Handle,
  RecordId,
  Row,
  Snapshot,
} from '@sf-braze/mapping-core';

/** The engine's whole world: what it reads from, writes to, and is told. Everything behind is an adapter. */

export interface OrgIdentity {
  readonly id: RecordId;
  readonly username: string;
  readonly sandbox: boolean;
  readonly instanceUrl: string;
  readonly apiVersion: string;
}

/** One query: generated SOQL, and what its columns are. */
export interface SourceQuery {
  readonly object: string;
  readonly columns: readonly Column[];
  readonly soql: string;
  /** `queryAll`: deleted and merged records come along. */
  readonly includeDeleted: boolean;
}

/** A query's result. It can be read again: a small one from memory, a large one from its Bulk job. */
export interface Reading {
  /** Rows the query returns. */
  readonly size: number;
  pages(signal: AbortSignal): AsyncIterable<readonly Row[]>;
  /** Deletes the Bulk job, if there is one. Never throws. */
  release(): Promise<void>;
}

export interface ApiUsage {
  readonly used: number;
  readonly max: number;
}

/** Salesforce, read only. Fails with `SyncFailure` (`salesforce/*`). */
export interface Source {
  identity(): Promise<OrgIdentity>;
  /** The server's own time (`Date` header), ISO with seconds. Never the local clock. */
  now(): Promise<string>;
  /** Describes of these objects, as this user sees them, and the org's switches and rates. Unknown objects are left out. */
  describe(objects: readonly string[]): Promise<Snapshot>;
  read(query: SourceQuery, signal: AbortSignal): Promise<Reading>;
  /** Calls of the last 24 hours as Salesforce counts them; undefined before the first answer. */
  usage(): ApiUsage | undefined;
  /** Calls this run has made so far. */
  calls(): number;
}

/** What became of one object of a request. */
export type Outcome =
  | { readonly kind: 'accepted' }
  /** Braze refused this object; sending it again unchanged is useless. `reason` is redacted and holds no value. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Nobody knows whether Braze took it (timeout, broken connection, 5xx after the last try). */
  | { readonly kind: 'unknown' };

/** Outcomes by array, in the order of the request. Arrays a request does not have are empty. */
export interface Sent {
  readonly attributes: readonly Outcome[];
  readonly events: readonly Outcome[];
  /** Catalog items, aliases, merges, deletions: the one array of every other request. */
  readonly objects: readonly Outcome[];
}

/** A profile as `/users/export/ids` shows it. */
export interface ExportedProfile {
  readonly braze_id: string | undefined;
  readonly external_id: string | undefined;
  readonly user_aliases: readonly { readonly alias_label: string; readonly alias_name: string }[];
  readonly custom_events: readonly {
    readonly name: string;
    readonly first: string | undefined;
    readonly last: string | undefined;
    readonly count: number | undefined;
  }[];
}

export interface WorkspaceCatalog {
  readonly name: string;
  readonly fields: readonly CatalogFieldDefinition[];
  readonly items: number;
}

export interface DestinationUsage {
  readonly requests: number;
  /** Requests in the busiest second. */
  readonly peakPerSecond: number;
  readonly rateLimited: number;
  readonly waitedMs: number;
}

/** Braze. Fails with `SyncFailure` (`braze/*`, `security/redirect-refused`) when going on is pointless. */
export interface Destination {
  /** Sends one request; waits for its rate limit; retries by kind. Never sends an event twice. */
  send(
    request: Exclude<BrazeRequest, { kind: 'export' | 'catalogs-list' | 'item-get' }>,
    signal: AbortSignal,
  ): Promise<Sent>;
  /** One look at up to 50 handles: the profiles that answered. */
  look(handles: readonly Handle[], fields: readonly string[], signal: AbortSignal): Promise<readonly ExportedProfile[]>;
  catalogs(signal: AbortSignal): Promise<readonly WorkspaceCatalog[]>;
  /** One catalog item's own columns, or undefined when there is none. */
  item(catalog: string, id: string, signal: AbortSignal): Promise<Readonly<Record<string, unknown>> | undefined>;
  usage(): DestinationUsage;
  close(): Promise<void>;
}

/** Time as the process sees it: for waiting and measuring, never for windows. */
export interface Clock {
  /** ISO time. */
  now(): string;
  /** Resolves after the time, or rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The parts of a run, in order. */
export const runStages = ['check', 'plan', 'structure', 'catalogs', 'people', 'events', 'deletions'] as const;
export type RunStage = (typeof runStages)[number];

/** What a run tells while it goes on. Counts and names, never values. */
export type ProgressEvent =
  | { readonly kind: 'stage'; readonly stage: RunStage }
  | { readonly kind: 'read'; readonly object: string; readonly records: number }
  | { readonly kind: 'sent'; readonly object: string; readonly records: number }
  | { readonly kind: 'events'; readonly events: number }
  | { readonly kind: 'waiting'; readonly reason: string; readonly ms: number };

export type Progress = (event: ProgressEvent) => void;
