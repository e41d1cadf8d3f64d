/** A reference to a secret; the value itself never stands in a file. */
export type SecretReference =
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'keychain'; readonly name: string };

/** What a Braze contract and workspace allow. Defaults are the safest. */
export interface Capabilities {
  readonly trackBatch: 'combined' | 'per_array';
  /** Objects in one `/users/track` request. */
  readonly trackMax: number;
  /** Elements of an array attribute. */
  readonly arrayMax: number;
  readonly textUnits: 'utf16' | 'utf8';
  readonly catalogClear: 'put' | 'patch_null';
  readonly catalogStorageMb: number;
  /** `/users/export/ids` calls a minute. */
  readonly exportPerMinute: number;
  readonly dataObjects: boolean;
  readonly consistency: 'poll' | 'wait' | 'none';
}

export interface Environment {
  readonly name: string;
  readonly protected: boolean;
  readonly salesforce: {
    /** sf alias or username. */
    readonly org: string;
    readonly apiVersion: string | undefined;
    readonly expect: { readonly sandbox: boolean | undefined; readonly orgId: string | undefined };
  };
  readonly braze: {
    /** Scheme and host, without a slash at the end. */
    readonly endpoint: string;
    readonly workspace: string | undefined;
    readonly apiKey: SecretReference;
    readonly eraseApiKey: SecretReference | undefined;
    readonly capabilities: Capabilities;
  };
  readonly guard: {
    /** Text of a condition on people; checked per people object by `analyze`. */
    readonly peopleWhere: string | undefined;
    readonly maxPeople: number | undefined;
  };
}

/** A number, or a share of the people known (percent). */
export type Gate =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'percent'; readonly percent: number };

export const gateNames = ['deletes', 'suspends', 'merges', 'events', 'unsets', 'erases'] as const;
export type GateName = (typeof gateNames)[number];

export type StateStoreReference =
  | { readonly kind: 'folder'; readonly path: string }
  /** A `postgres://` URL behind a secret reference. */
  | { readonly kind: 'secret'; readonly reference: SecretReference };

/** A checked project file: defaults filled in. Durations are minutes. */
export interface Project {
  readonly file: string;
  readonly name: string;
  readonly mappings: readonly string[];
  readonly environments: readonly Environment[];
  readonly state: {
    readonly store: StateStoreReference;
    readonly fingerprintKey: SecretReference | undefined;
    readonly leaseMinutes: number;
  };
  readonly gates: Readonly<Record<GateName, Gate>>;
  readonly schedule: {
    readonly overlapMinutes: number;
    readonly formulaRefreshMinutes: number;
    readonly linkSweepMinutes: number;
    readonly deleteSweepMinutes: number;
    readonly linkRenewalMinutes: number;
  };
  readonly limits: {
    readonly salesforceDailyApiSharePercent: number;
    readonly brazeRequestsPerSecond: number;
    readonly concurrency: number;
  };
  readonly alerts: readonly { readonly when: string; readonly to: SecretReference }[];
  readonly telemetry: { readonly otlp: string | undefined };
}
