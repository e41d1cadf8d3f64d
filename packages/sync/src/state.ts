import type {
  Acceptance,
  DiagnosticCode,
  EventDraft,
  KnownItem,
  KnownPerson,
  KnownRecord,
  KnownRule,
  PersonChange,
  PersonKey,
  RecordId,
  Relation,
  VanishReason,
} from '@sf-braze/mapping-core';

/** Whose state it is: one file per org and workspace. */
export interface StateOwner {
  readonly orgId: string;
  readonly endpoint: string;
}

export interface LeaseRequest {
  readonly run: string;
  readonly host: string;
  readonly minutes: number;
  /** ISO time of the process. */
  readonly now: string;
}

export type LeaseAnswer =
  /** `fence` rises with every lease; a commit under an older one fails with `sync/lease-lost`. */
  | { readonly kind: 'granted'; readonly fence: number }
  | { readonly kind: 'held'; readonly run: string; readonly host: string; readonly since: string };

/** An event as the outbox keeps it. */
export interface NotedEvent {
  readonly draft: Omit<EventDraft, 'properties'>;
  /** Link events: the properties (ids and reasons). Event rules: property → fingerprint, found again from the record. */
  readonly stored: Readonly<Record<string, unknown>>;
}

/** A person that the engine is about to note; new ones get their key from the commit. */
export interface PersonNote {
  readonly key: PersonKey | undefined;
  readonly change: PersonChange;
  readonly events: readonly NotedEvent[];
  /** Keyed hash of the address, for finding people who share one; undefined leaves it as it is. */
  readonly address: string | null | undefined;
}

/** Something that happened to a record of a catalog, to be told to the people of a link. */
export interface Occurrence extends NotedEvent {
  readonly link: string;
  readonly target: RecordId;
}

export interface ProblemEntry {
  readonly object: string;
  readonly record: string;
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** Names and numbers of the sentence; never a value of the record. */
  readonly params: Readonly<Record<string, string | number>>;
  readonly firstSeen: string;
  readonly tries: number;
  /** Whether the next run reads the record again by itself. */
  readonly retry: boolean;
}

/** One step of what a transaction writes. Ids, fingerprints, times and counters only. */
export type StateChange =
  | {
      readonly kind: 'accepted';
      readonly key: PersonKey;
      readonly acceptance: Acceptance;
      /** ISO time when Braze took a suspension, null when it took a restoration; undefined otherwise. */
      readonly suspendedAt: string | null | undefined;
      readonly at: string;
    }
  | { readonly kind: 'seen'; readonly keys: readonly PersonKey[] }
  | { readonly kind: 'alias'; readonly id: RecordId; readonly alias: KnownRecord['alias'] }
  | {
      readonly kind: 'item';
      readonly catalog: string;
      readonly id: RecordId;
      readonly acceptance: Acceptance;
    }
  | { readonly kind: 'item-leaving'; readonly catalog: string; readonly ids: readonly RecordId[] }
  | { readonly kind: 'item-gone'; readonly catalog: string; readonly ids: readonly RecordId[] }
  | { readonly kind: 'rules'; readonly record: RecordId; readonly rules: ReadonlyMap<string, KnownRule> }
  | { readonly kind: 'occurrence'; readonly occurrence: Occurrence }
  /** `at`: ISO time of the process. */
  | { readonly kind: 'outbox'; readonly ids: readonly number[]; readonly status: OutboxStatus; readonly at: string }
  | { readonly kind: 'problem'; readonly problem: Omit<ProblemEntry, 'firstSeen' | 'tries'>; readonly at: string }
  /**
   * Problems of these records that were not reported again are over: those with one of `codes`, or, without them,
   * all that the record's own values can end.
   */
  | {
      readonly kind: 'problems-over';
      readonly records: readonly string[];
      readonly since: string;
      readonly codes?: readonly DiagnosticCode[];
    }
  | { readonly kind: 'watermark'; readonly stream: string; readonly at: string; readonly digest: string }
  | { readonly kind: 'sweep'; readonly name: string; readonly at: string }
  | { readonly kind: 'calls'; readonly at: string; readonly calls: number }
  | { readonly kind: 'setting'; readonly name: string; readonly value: string }
  /** Everything that the running run has found was sent: its links need not be looked at again. */
  | { readonly kind: 'completed' };

export type OutboxStatus = 'ready' | 'sending' | 'sent';

/** An event that still has to reach Braze, or whose fate is unknown. */
export interface OutboxEntry {
  readonly id: number;
  /** Key of the draft it came from; everybody who hears of one occurrence has the same. */
  readonly draftKey: string;
  readonly person: PersonKey;
  readonly name: string;
  readonly time: string;
  /** Complete for link events (ids and reasons); for event rules, property → fingerprint. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Where the values of the properties are found again; undefined for link events. */
  readonly source: { readonly object: string; readonly id: RecordId } | undefined;
  readonly status: OutboxStatus;
  /** When it was last marked `sending`: ISO time of the process. */
  readonly sendingSince: string | undefined;
}

export interface Watermark {
  readonly at: string;
  /** Of everything that decides what a full read would send; another one means reading in full. */
  readonly digest: string;
}

export interface StateCounts {
  readonly people: number;
  readonly items: number;
  readonly eventsReady: number;
  readonly eventsSending: number;
  readonly aliasesWanted: number;
}

export interface RunRecord {
  readonly id: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly outcome: string;
  /** The run's report as JSON: counts, codes, record ids. */
  readonly report: string;
}

export interface StoredPlan {
  readonly id: string;
  readonly createdAt: string;
  /** The plan as JSON. */
  readonly plan: string;
}

/** What a pass has seen of an item. */
export interface ItemSight {
  /** Whether Braze has it once the catalogs are done. */
  readonly present: boolean;
  /** Why it is not, when its record is deleted or merged. */
  readonly vanished: VanishReason | undefined;
  /** `SystemModstamp` of the change in this window. */
  readonly revealed: string | undefined;
}

export interface NewSight {
  readonly id: RecordId;
  readonly present?: boolean | undefined;
  readonly vanished?: VanishReason | undefined;
  readonly revealed?: string | undefined;
}

/** Rows of the running pass: ids only, gone when the store closes. */
export interface Scratch {
  /** Empties everything. */
  reset(): Promise<void>;
  /** People to look at again. `records` also need their record read; `links` only their relations. */
  touch(people: string, ids: readonly RecordId[], need: 'record' | 'links'): Promise<void>;
  /** Marks records as handled in this pass, and forgets that they were touched. */
  handled(people: string, ids: readonly RecordId[]): Promise<void>;
  /** Next touched records that were not handled. */
  touched(people: string, need: 'record' | 'links', limit: number): Promise<readonly RecordId[]>;
  /** Starts `pass` over: what was handled counts as not handled. */
  restart(): Promise<void>;
  addRelations(set: string, relations: readonly Relation[]): Promise<void>;
  /** Relations of these people; people without any have no key. */
  relations(set: string, people: readonly RecordId[]): Promise<ReadonlyMap<RecordId, readonly Relation[]>>;
  /** Marks people whose relations of this set are complete in the scratch. */
  staged(set: string, people: readonly RecordId[]): Promise<void>;
  unstaged(set: string, people: readonly RecordId[]): Promise<readonly RecordId[]>;
  /** People with relations of this set, in order of id. */
  related(set: string, after: RecordId | undefined, limit: number): Promise<readonly RecordId[]>;
  /** Notes what this pass has seen; what is undefined stays as it was. */
  see(catalog: string, sights: readonly NewSight[]): Promise<void>;
  /** What this pass has seen of these items, over what the state says. */
  sights(catalog: string, ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, ItemSight>>;
}

/**
 * What the engine remembers between runs. Every method that writes is one transaction, under the lease.
 * Fails with `SyncFailure` (`sync/state-*`, `sync/lease-*`).
 */
export interface StateStore {
  readonly scratch: Scratch;
  acquire(request: LeaseRequest): Promise<LeaseAnswer>;
  /** Prolongs the lease, or fails with `sync/lease-lost`. */
  renew(now: string): Promise<void>;
  releaseLease(): Promise<void>;

  setting(name: string): Promise<string | undefined>;
  people(records: readonly RecordId[], externalIds: readonly string[]): Promise<readonly KnownPerson[]>;
  peopleByKey(keys: readonly PersonKey[]): Promise<readonly KnownPerson[]>;
  items(catalog: string, ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, KnownItem>>;
  /** Records of the people linked to these targets, now or until a run that did not go through, with their people key. */
  linked(
    link: string,
    targets: readonly RecordId[],
  ): Promise<readonly { readonly people: string; readonly id: RecordId }[]>;
  /** All records of people who have or had this link, in pages. */
  linkedRecords(
    after: RecordId | undefined,
    limit: number,
  ): Promise<readonly { readonly people: string; readonly id: RecordId }[]>;
  /** How many people have this address, and whether one of them is a contact; `except` is not counted. */
  sharedAddress(
    address: string,
    except: PersonKey | undefined,
  ): Promise<{ readonly count: number; readonly contact: boolean; readonly records: readonly RecordId[] }>;
  leavingItems(catalog: string, limit: number): Promise<readonly RecordId[]>;
  watermark(stream: string): Promise<Watermark | undefined>;
  sweptAt(name: string): Promise<string | undefined>;
  /** Calls to Salesforce in the 24 hours before `now`. */
  callsSince(now: string): Promise<number>;
  counts(): Promise<StateCounts>;

  /** Notes people and their events, in order; answers their keys. Events already known by key are not added again. */
  notePeople(notes: readonly PersonNote[], problems: readonly StateChange[]): Promise<readonly PersonKey[]>;
  commit(changes: readonly StateChange[]): Promise<void>;
  /**
   * Turns occurrences into outbox entries for everybody linked now or until the run that saw them, or for these
   * people alone; answers how many, by event name. Repeating it adds nothing.
   */
  expandOccurrences(people: readonly PersonKey[] | undefined): Promise<ReadonlyMap<string, number>>;
  /** Entries of these people that are not sent yet, oldest first. */
  outbox(people: readonly PersonKey[]): Promise<readonly OutboxEntry[]>;
  unfinished(limit: number): Promise<readonly OutboxEntry[]>;
  /** People with aliases to add or to verify, or events to send, whose create was accepted; in order of key. */
  dependents(after: PersonKey | undefined, limit: number): Promise<readonly PersonKey[]>;
  /** Forgets sent events and expanded occurrences. */
  tidy(): Promise<void>;

  problems(): Promise<readonly ProblemEntry[]>;
  retryable(object: string): Promise<readonly RecordId[]>;
  savePlan(plan: StoredPlan): Promise<void>;
  plan(id: string): Promise<StoredPlan | undefined>;
  saveRun(run: RunRecord): Promise<void>;
  runs(limit: number): Promise<readonly RunRecord[]>;
  close(): Promise<void>;
}
