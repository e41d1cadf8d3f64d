import type { BrazeValue } from '../braze/objects.ts';
import type { RecordId } from '../salesforce/id.ts';

/** A keyed hash of a value Braze has accepted. Compared, never read. */
export type Fingerprint = string & { readonly fingerprint: true };

/** Keyed hash of a destination's value; the order of a list does not count. */
export type FingerprintOf = (destination: string, value: BrazeValue) => Fingerprint;

/** A person in the state. */
export type PersonKey = number & { readonly person: true };

export interface KnownRecord {
  /** People key. */
  readonly people: string;
  readonly id: RecordId;
  /**
   * `handle`: the profile was created under this alias. `wanted`: it still has to be added to the profile.
   * `requested`: `alias/new` was accepted, no look has shown it. `present`: seen. `retired`: leads to the person, is never written again.
   */
  readonly alias: 'handle' | 'wanted' | 'requested' | 'present' | 'retired';
}

export interface KnownLink {
  readonly target: RecordId;
  /** Counts the episodes of this pair from 1. */
  readonly episode: number;
  readonly present: boolean;
  readonly primary: boolean;
}

/** What an event rule remembers of a record. */
export interface KnownRule {
  /** Text of `when`, hashed: a changed rule starts over. */
  readonly digest: string;
  readonly held: boolean;
  readonly previous: ReadonlyMap<string, Fingerprint>;
}

export interface KnownPerson {
  readonly key: PersonKey;
  readonly records: readonly KnownRecord[];
  readonly externalId: string | undefined;
  /** `none`: nothing was accepted yet. `accepted`: Braze took the create. `seen`: a look has shown the profile. */
  readonly profile: 'none' | 'accepted' | 'seen';
  /** Destination → fingerprint of the value Braze holds; a destination that is missing was never sent, or unset since. */
  readonly sent: ReadonlyMap<string, Fingerprint>;
  /** By link name; others of the account link stand under the link's own name too. */
  readonly links: ReadonlyMap<string, readonly KnownLink[]>;
  /** By event name and record id: `name|id`. */
  readonly rules: ReadonlyMap<string, KnownRule>;
  /** ISO time; undefined while not suspended. */
  readonly suspendedAt: string | undefined;
}

export interface KnownItem {
  readonly catalog: string;
  readonly id: RecordId;
  readonly present: boolean;
  readonly sent: ReadonlyMap<string, Fingerprint>;
  readonly rules: ReadonlyMap<string, KnownRule>;
}
