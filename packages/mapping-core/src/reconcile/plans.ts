import type { Attributes, BrazeValue, Handle, UserAlias } from '../braze/objects.ts';
import type { ItemObject } from '../braze/requests.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { RecordFinding } from '../transform/wanted.ts';
import type { Fingerprint, KnownRecord, KnownRule, PersonKey } from './known.ts';

/** Why a link event is logged; lets a welcome journey ignore housekeeping. */
export type LinkReason =
  | 'backfill'
  | 'created'
  | 'converted'
  | 'moved'
  | 'identified'
  | 'contact_merged'
  | 'account_merged'
  | 'account_deleted'
  | 'item_merged'
  | 'item_deleted'
  | 'deleted'
  | 'left_scope'
  | 'restored'
  | 'renewed';

/** A finding of a record, with the record. */
export interface Problem extends RecordFinding {
  readonly object: string;
  readonly id: RecordId;
}

/** Destination → its new fingerprint, or null when Braze no longer holds a value. Noted only after acceptance. */
export type Acceptance = ReadonlyMap<string, Fingerprint | null>;

/** State of one subscription group, the way the attributes object spells it. */
export interface SubscriptionGroupState {
  readonly subscription_group_id: string;
  readonly subscription_state: 'subscribed' | 'unsubscribed';
}

/** One attributes object. */
export interface AttributesCall {
  /** `_update_existing_only: false`: the one call that creates the profile. */
  readonly create: boolean;
  readonly attributes: Attributes;
  /** Sent as `subscription_groups`; empty when none changes. Accepted under `subscription_groups.<id>`. */
  readonly groups: readonly SubscriptionGroupState[];
  readonly accepted: Acceptance;
}

/** An event to be logged once. */
export interface EventDraft {
  /** Unique for ever: the same transition computed twice has the same key. */
  readonly key: string;
  readonly name: string;
  /** `YYYY-MM-DDThh:mm:ssZ`, never in the future of the run. */
  readonly time: string;
  readonly properties: Readonly<Record<string, BrazeValue>>;
  /** The record whose values the properties are; undefined for link events, whose properties are ids. */
  readonly source: { readonly object: string; readonly id: RecordId } | undefined;
}

export interface LinkChange {
  readonly link: string;
  readonly target: RecordId;
  readonly episode: number;
  readonly present: boolean;
  readonly primary: boolean;
}

/** What the state must say before anything is sent: ids, links and rules; never values. */
export interface PersonChange {
  /** Records to add or whose alias state changes. */
  readonly records: readonly KnownRecord[];
  readonly externalId: string | undefined;
  readonly links: readonly LinkChange[];
  readonly rules: ReadonlyMap<string, KnownRule>;
  /** undefined: as before. */
  readonly suspendedAt: string | null | undefined;
}

export type PersonCause = 'create' | 'update' | 'suspend' | 'restore' | 'link' | 'none';

/** Everything that follows from one person's records and links. */
export interface PersonPlan {
  /** undefined for a person the state does not know yet. */
  readonly key: PersonKey | undefined;
  readonly cause: PersonCause;
  /** The record that stands for the person in reports. */
  readonly leading: { readonly object: string; readonly people: string; readonly id: RecordId };
  readonly handle: Handle;
  readonly change: PersonChange;
  readonly write: AttributesCall | undefined;
  /** Aliases to add to the profile, once it is seen. */
  readonly aliases: readonly UserAlias[];
  readonly events: readonly EventDraft[];
  /** Whether a look has shown the profile in an earlier run. */
  readonly profileSeen: boolean;
  /**
   * True when something must wait until a look has shown the profile: its aliases, and, while the profile has no external id, its events.
   * Events addressed by external id never wait.
   */
  readonly dependsOnLook: boolean;
  readonly problems: readonly Problem[];
  /** Attributes set to null, for the gate. */
  readonly unsets: number;
}

export type ItemCall =
  | {
      readonly kind: 'put';
      readonly item: ItemObject;
      readonly accepted: Acceptance;
      /** Fields that are emptied by leaving them out. When there are any, columns the mapping does not know are read first and carried over. */
      readonly clears: readonly string[];
      /** Fields Braze holds and this record leaves alone: read first and carried over. */
      readonly keeps: readonly string[];
    }
  | { readonly kind: 'patch'; readonly item: ItemObject; readonly accepted: Acceptance }
  | { readonly kind: 'delete' };

/** Everything that follows from one record of a catalog. */
export interface ItemPlan {
  readonly catalog: string;
  readonly object: string;
  readonly id: RecordId;
  readonly call: ItemCall | undefined;
  /** The item comes into scope, or leaves it: people linked to it must be looked at again. */
  readonly presence: 'appears' | 'vanishes' | 'stays' | 'absent';
  readonly rules: ReadonlyMap<string, KnownRule>;
  /** Events for the people of a link; the audience is known once links are. */
  readonly events: readonly (EventDraft & { readonly link: string })[];
  readonly problems: readonly Problem[];
}
