import type { BrazeValue } from '../braze/objects.ts';
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { EventMapping } from '../language/mapping.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { RecordValue } from '../salesforce/record.ts';

/** A problem of one record: data, never a value of the record. */
export interface RecordFinding {
  readonly code: Extract<DiagnosticCode, `record/${string}`>;
  readonly params: Readonly<Record<string, string | number>>;
  /** The destination it is about, when it is about one. */
  readonly destination: string | undefined;
}

/** What Braze should hold: null is blank, `undefined` leaves the place alone. */
export type WantedValue = BrazeValue | null | undefined;

/** What an event rule knew of the record when it was last seen. */
export interface PreviousValues {
  /** Whether the field differs from when the record was last seen; undefined when it was never seen. */
  changed(path: string): boolean | undefined;
  /** The old value, found by matching its fingerprint with the field's known values; undefined when it is not known. */
  value(path: string): RecordValue | undefined;
}

export interface EventDecision {
  readonly when: boolean;
  readonly where: boolean;
  /** Properties that have a value. */
  readonly properties: Readonly<Record<string, BrazeValue>>;
  /** A finding about a property keeps the event back (`when_null: error` …). */
  readonly rejected: boolean;
  readonly findings: readonly RecordFinding[];
}

/** An event rule applied to one record; the edge is found by `reconcile`, which knows the past. */
export interface WantedEvent {
  readonly rule: EventMapping;
  /** Own fields that `previous` names, as they are now. */
  readonly observed: ReadonlyMap<string, RecordValue>;
  decide(previous: PreviousValues | undefined): EventDecision;
  /** The properties as the record has them, whether or not this is the event's moment; without a past. */
  propertiesNow(): EventDecision['properties'];
}

interface WantedRecord {
  /** SObject it was read from. */
  readonly object: string;
  readonly id: RecordId;
  /** `SystemModstamp`, canonical; the run's clock where a fixture gives none. */
  readonly modstamp: string;
  /** The record it was merged into (`MasterRecordId`). */
  readonly master: RecordId | undefined;
  /** By index of the compiled destinations of its people key or catalog. */
  readonly values: readonly WantedValue[];
  readonly events: readonly WantedEvent[];
  readonly findings: readonly RecordFinding[];
  /** A finding that keeps the whole record back (`when_null: error`, an unusable external id …). */
  readonly rejected: RecordFinding | undefined;
}

export interface WantedPerson extends WantedRecord {
  readonly kind: 'person';
  /** People key. */
  readonly people: string;
  readonly standing: 'live' | 'out-of-scope' | 'converted' | 'deleted';
  /** The product's user id: null is blank, undefined is not mapped or not given. */
  readonly externalId: string | null | undefined;
  /** Whether one of `identity.reachable_by` has a value. */
  readonly reachable: boolean;
  /** As mapped to `email`, for finding shared addresses. */
  readonly email: string | undefined;
  readonly optedOut: boolean | undefined;
  /** Opted out, by id of the subscription group; a group that is missing was not given. */
  readonly groups: ReadonlyMap<string, boolean>;
  readonly erase: boolean;
  /** The environment's guard keeps this person back: nothing is sent for it. */
  readonly guarded: boolean;
  /** Target per lookup link; a name that is missing was not given. Person accounts give null. */
  readonly lookups: ReadonlyMap<string, RecordId | null>;
  /** `ConvertedContactId`. */
  readonly convertedTo: RecordId | undefined;
}

export interface WantedItem extends WantedRecord {
  readonly kind: 'item';
  /** Catalog key. */
  readonly catalog: string;
  readonly standing: 'live' | 'out-of-scope' | 'deleted';
}

/** One row of a junction object, read for one link. */
export interface Relation {
  readonly person: RecordId;
  readonly target: RecordId;
  /** Whether the link's `where` keeps it. */
  readonly kept: boolean;
  readonly isPrimary: boolean;
  /** `SystemModstamp` of the target, for the order; the row's own where the target's is not given. */
  readonly targetModstamp: string;
  /** `SystemModstamp` of the row. */
  readonly modstamp: string;
}
