import type { FieldType } from './field-types.ts';

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
}

/** What a describe says of one field, as far as a mapping can depend on it. */
export interface SnapshotField {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters a text can have; 0 for other types. */
  readonly length: number;
  readonly nillable: boolean;
  readonly custom: boolean;
  /** A formula or roll-up: its changes do not move `SystemModstamp`. */
  readonly calculated: boolean;
  readonly encrypted: boolean;
  readonly filterable: boolean;
  /** Rich text: the value is HTML. */
  readonly html: boolean;
  readonly referenceTo: readonly string[];
  /** Name that follows the lookup in a path (`Account` for `AccountId`). */
  readonly relationshipName: string | undefined;
  readonly picklist: readonly PicklistValue[];
  readonly restrictedPicklist: boolean;
}

export interface SnapshotObject {
  readonly name: string;
  readonly label: string;
  readonly keyPrefix: string | undefined;
  readonly fields: ReadonlyMap<string, SnapshotField>;
}

/** What is switched on in the org and changes what a mapping can say. */
export interface OrgSwitches {
  readonly personAccounts: boolean;
  readonly multiCurrency: boolean;
  readonly territories: boolean;
  readonly contactsToMultipleAccounts: boolean;
  readonly stateCountryPicklists: boolean;
}

/** Units of `isoCode` for one unit of the corporate currency, from `start` (inclusive) to `end` (exclusive); dates `YYYY-MM-DD`. */
export interface CurrencyRate {
  readonly isoCode: string;
  readonly rate: number;
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** The org's schema as `.braze/snapshot.json` keeps it: metadata only, never records. */
export interface Snapshot {
  /** ISO time at which it was taken. */
  readonly takenAt: string;
  readonly org: { readonly id: string; readonly sandbox: boolean };
  readonly switches: OrgSwitches;
  readonly corporateCurrency: string | undefined;
  readonly rates: readonly CurrencyRate[];
  readonly objects: ReadonlyMap<string, SnapshotObject>;
}
