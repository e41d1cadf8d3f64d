import type { AttributeValue } from './attribute-values.ts';

export interface Alias {
  readonly alias_label: string;
  readonly alias_name: string;
}

export interface LoggedEvent {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface LoggedPurchase {
  readonly product_id: string;
  readonly currency: string;
  readonly price: number;
  readonly quantity: number;
  readonly time: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

export type SubscriptionState = 'subscribed' | 'unsubscribed';

/** A profile that was merged into another one and is no more. */
export interface MergedAway {
  readonly braze_id: string;
  readonly external_id: string | null;
  readonly user_aliases: readonly Alias[];
}

/** One user. Identifiers, `email` and `phone` are indexed: only the store changes them. */
export interface Profile {
  readonly brazeId: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly externalId: string | undefined;
  /** Renamed-away external ids that still lead here. */
  readonly deprecatedIds: readonly string[];
  readonly aliases: readonly Alias[];
  /** Reserved fields by Braze's name, as exported. */
  readonly fields: ReadonlyMap<string, unknown>;
  readonly custom: Map<string, AttributeValue>;
  readonly groups: Map<string, SubscriptionState>;
  events: LoggedEvent[];
  purchases: LoggedPurchase[];
  mergedAway: readonly MergedAway[];
  /** Deletion was accepted and is not done yet. */
  deleting: boolean;
}

/** All profiles of the workspace and the ways to find them. */
export interface Profiles {
  create(now: number, brazeId?: string): Profile;
  remove(profile: Profile): void;
  byBrazeId(id: string): Profile | undefined;
  /** Also finds deprecated ids. */
  byExternalId(id: string): Profile | undefined;
  byAlias(alias: Alias): Profile | undefined;
  byEmail(email: string): readonly Profile[];
  byPhone(phone: string): readonly Profile[];
  /** Gives a first external id, or renames and keeps the old one as deprecated. */
  setExternalId(profile: Profile, id: string): void;
  dropDeprecatedId(profile: Profile, id: string): void;
  /** False when the pair is taken or spent, or the profile has another name under the label. */
  addAlias(profile: Profile, alias: Alias): boolean;
  removeAlias(profile: Profile, alias: Alias): void;
  /** Makes a pair that nobody can have again. */
  spendAlias(alias: Alias): void;
  isFree(alias: Alias): boolean;
  /** `undefined` removes the field. */
  setField(profile: Profile, name: string, value: unknown): void;
  all(): Iterable<Profile>;
  readonly size: number;
  clear(): void;
}

interface Mutable {
  externalId: string | undefined;
  deprecatedIds: readonly string[];
  aliases: readonly Alias[];
  readonly fields: Map<string, unknown>;
}

type StoredProfile = Omit<Profile, keyof Mutable> & Mutable;

export function createProfiles(): Profiles {
  const byBrazeId = new Map<string, StoredProfile>();
  const byExternalId = new Map<string, StoredProfile>();
  const byAlias = new Map<string, StoredProfile>();
  const spent = new Set<string>();
  const byEmail = createGroups();
  const byPhone = createGroups();
  let created = 0;

  const stored = (profile: Profile): StoredProfile => {
    const own = byBrazeId.get(profile.brazeId);
    if (own === undefined) throw new Error(`profile ${profile.brazeId} is no more`);
    return own;
  };
  const indexOf = (field: string) => (field === 'email' ? byEmail : field === 'phone' ? byPhone : undefined);
  const isFree = (alias: Alias) => !byAlias.has(aliasKey(alias)) && !spent.has(aliasKey(alias));

  return {
    create(now, brazeId) {
      created += 1;
      const profile = emptyProfile(brazeId ?? created.toString(16).padStart(24, '0'), now);
      byBrazeId.set(profile.brazeId, profile);
      return profile;
    },
    remove(profile) {
      const own = stored(profile);
      byBrazeId.delete(own.brazeId);
      for (const id of own.deprecatedIds) byExternalId.delete(id);
      if (own.externalId !== undefined) byExternalId.delete(own.externalId);
      for (const alias of own.aliases) byAlias.delete(aliasKey(alias));
      for (const [name, value] of own.fields) indexOf(name)?.remove(value, own);
    },
    byBrazeId: (id) => byBrazeId.get(id),
    byExternalId: (id) => byExternalId.get(id),
    byAlias: (alias) => byAlias.get(aliasKey(alias)),
    byEmail: (email) => byEmail.of(email.toLowerCase()),
    byPhone: (phone) => byPhone.of(phone),
    setExternalId(profile, id) {
      const own = stored(profile);
      if (own.externalId !== undefined) own.deprecatedIds = [...own.deprecatedIds, own.externalId];
      own.externalId = id;
      byExternalId.set(id, own);
    },
    dropDeprecatedId(profile, id) {
      const own = stored(profile);
      own.deprecatedIds = own.deprecatedIds.filter((other) => other !== id);
      byExternalId.delete(id);
    },
    addAlias(profile, { alias_label, alias_name }) {
      const own = stored(profile);
      const alias = { alias_label, alias_name };
      if (!isFree(alias) || own.aliases.some((other) => other.alias_label === alias_label)) return false;
      own.aliases = [...own.aliases, alias];
      byAlias.set(aliasKey(alias), own);
      return true;
    },
    removeAlias(profile, alias) {
      const own = stored(profile);
      own.aliases = own.aliases.filter((other) => aliasKey(other) !== aliasKey(alias));
      byAlias.delete(aliasKey(alias));
    },
    spendAlias: (alias) => void spent.add(aliasKey(alias)),
    isFree,
    setField(profile, name, value) {
      const own = stored(profile);
      indexOf(name)?.remove(own.fields.get(name), own);
      if (value === undefined) own.fields.delete(name);
      else own.fields.set(name, value);
      indexOf(name)?.add(value, own);
    },
    all: () => byBrazeId.values(),
    get size() {
      return byBrazeId.size;
    },
    clear() {
      for (const index of [byBrazeId, byExternalId, byAlias, spent, byEmail, byPhone]) index.clear();
      created = 0;
    },
  };
}

function emptyProfile(brazeId: string, now: number): StoredProfile {
  return {
    brazeId,
    createdAt: now,
    updatedAt: now,
    externalId: undefined,
    deprecatedIds: [],
    aliases: [],
    fields: new Map(),
    custom: new Map(),
    groups: new Map(),
    events: [],
    purchases: [],
    mergedAway: [],
    deleting: false,
  };
}

function aliasKey({ alias_label, alias_name }: Alias): string {
  return JSON.stringify([alias_label, alias_name]);
}

/** Value → profiles; nearly always one, so that one is kept without a list around it. */
function createGroups() {
  const groups = new Map<unknown, readonly StoredProfile[]>();
  return {
    add(value: unknown, profile: StoredProfile) {
      if (value !== undefined) groups.set(value, [...(groups.get(value) ?? []), profile]);
    },
    remove(value: unknown, profile: StoredProfile) {
      const rest = (groups.get(value) ?? []).filter((other) => other !== profile);
      if (rest.length === 0) groups.delete(value);
      else groups.set(value, rest);
    },
    of: (value: string): readonly StoredProfile[] => groups.get(value) ?? [],
    clear: () => groups.clear(),
  };
}
