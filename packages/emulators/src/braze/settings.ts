import { isList, isObject, isString, type JsonObject } from './json-value.ts';

export type Contract = 'combined75' | 'legacy' | 'mau';

export interface ApiKey {
  readonly key: string;
  /** Permission names; absent means all of them. */
  readonly permissions?: readonly string[];
}

export interface RateLimit {
  readonly limit: number;
  readonly windowMs?: number;
}

/** Everything about the workspace that `PUT /_emulator/settings` can change. */
export interface Settings {
  readonly contract: Contract;
  readonly resetHeader: 'epoch' | 'seconds';
  /** ISO date; from 2024-08-22 on `fields_to_export` is required. */
  readonly onboarded: string;
  /** Middle of the time that accepted work takes; 0 makes it done before the answer. */
  readonly delayMs: number;
  /** How long a single-object `/users/track` takes; 0: as long as any other. */
  readonly slowSingleMs: number;
  readonly mergeDelayMs: number;
  readonly keys: readonly ApiKey[];
  /** Custom attribute → type fixed in the dashboard. */
  readonly attributeTypes: Readonly<Record<string, string>>;
  readonly blockedExternalIds: readonly string[];
  /** Custom attributes and events that are dropped silently. */
  readonly blocklist: readonly string[];
  readonly storageExhausted: boolean;
  /** The window in which a family's next call falls is used up. */
  readonly windowExhausted: boolean;
  /** By family (`track`, `identity`, `export`, `catalogs`, `catalog_items`, …). */
  readonly rateLimits: Readonly<Record<string, RateLimit>>;
  /** Objects per `/users/track` request when the contract says otherwise than 75. */
  readonly trackMax: number;
  /** Elements an array attribute keeps. */
  readonly arrayMax: number;
  /** The two limited betas. */
  readonly trackBulk: boolean;
  readonly trackSync: boolean;
  readonly mergeUnknown: 'ignore' | 'reject';
  readonly droppedAlias: 'gone' | 'free';
  readonly mergeCarriesAliases: boolean;
  readonly mergeSubscription: boolean;
  readonly missingItem: 'ignore' | 'reject';
  /** What `null` does to a catalog value. */
  readonly catalogNull: 'ignore' | 'clear' | 'reject';
  /** How exactly exports tell when an event happened. */
  readonly eventPrecision: 'milliseconds' | 'seconds';
  /** External ids, e-mails or `label:name` aliases of users that merges skip. */
  readonly controlGroup: readonly string[];
}

export function defaultSettings(apiKey: string): Settings {
  return {
    contract: 'combined75',
    resetHeader: 'epoch',
    onboarded: '2026-01-01',
    delayMs: 50,
    slowSingleMs: 0,
    mergeDelayMs: 500,
    keys: [{ key: apiKey }],
    attributeTypes: {},
    blockedExternalIds: [],
    blocklist: [],
    storageExhausted: false,
    windowExhausted: false,
    rateLimits: {},
    trackMax: 75,
    arrayMax: 500,
    trackBulk: false,
    trackSync: false,
    mergeUnknown: 'ignore',
    droppedAlias: 'gone',
    mergeCarriesAliases: true,
    mergeSubscription: false,
    missingItem: 'ignore',
    catalogNull: 'ignore',
    eventPrecision: 'milliseconds',
    controlGroup: [],
  };
}

/** Lays `patch` over the settings; a string is the reason why nothing was taken. */
export function mergeSettings(settings: Settings, patch: unknown): Settings | string {
  if (!isObject(patch)) return 'settings must be an object';
  for (const [name, value] of Object.entries(patch)) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof Settings] : undefined; // own key of rules, seen above
    if (rule === undefined) return `there is no setting '${name}'; there are ${Object.keys(rules).join(', ')}`;
    if (!rule.accepts(value)) return `'${name}' must be ${rule.expected}`;
  }
  return { ...settings, ...patch };
}

interface Rule {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const duration: Rule = { expected: 'milliseconds from 0', accepts: (value) => isNumber(value) && value >= 0 };
const count: Rule = {
  expected: 'a whole number from 1',
  accepts: (value) => Number.isInteger(value) && Number(value) > 0,
};
const flag: Rule = { expected: 'true or false', accepts: (value) => typeof value === 'boolean' };
const strings: Rule = { expected: 'a list of strings', accepts: (value) => isList(value) && value.every(isString) };
const oneOf = (...names: readonly string[]): Rule => ({
  expected: `one of ${names.join(', ')}`,
  accepts: (value) => isString(value) && names.includes(value),
});

const rules: Readonly<Record<keyof Settings, Rule>> = {
  contract: oneOf('combined75', 'legacy', 'mau'),
  resetHeader: oneOf('epoch', 'seconds'),
  onboarded: { expected: 'an ISO date', accepts: (value) => isString(value) && !Number.isNaN(Date.parse(value)) },
  delayMs: duration,
  slowSingleMs: duration,
  mergeDelayMs: duration,
  keys: { expected: 'a list of {key, permissions?}', accepts: (value) => isList(value) && value.every(isKey) },
  attributeTypes: { expected: 'an object of type names', accepts: (value) => everyValue(value, isString) },
  blockedExternalIds: strings,
  blocklist: strings,
  storageExhausted: flag,
  windowExhausted: flag,
  rateLimits: { expected: 'an object of {limit, windowMs?}', accepts: (value) => everyValue(value, isRateLimit) },
  trackMax: count,
  arrayMax: count,
  trackBulk: flag,
  trackSync: flag,
  mergeUnknown: oneOf('ignore', 'reject'),
  droppedAlias: oneOf('gone', 'free'),
  mergeCarriesAliases: flag,
  mergeSubscription: flag,
  missingItem: oneOf('ignore', 'reject'),
  catalogNull: oneOf('ignore', 'clear', 'reject'),
  eventPrecision: oneOf('milliseconds', 'seconds'),
  controlGroup: strings,
};

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isKey(value: unknown): boolean {
  if (!isObject(value) || !isString(value['key'])) return false;
  return value['permissions'] === undefined || strings.accepts(value['permissions']);
}

function isRateLimit(value: unknown): boolean {
  if (!isObject(value) || !count.accepts(value['limit'])) return false;
  return value['windowMs'] === undefined || count.accepts(value['windowMs']);
}

function everyValue(value: unknown, accepts: (one: unknown) => boolean): value is JsonObject {
  return isObject(value) && Object.values(value).every(accepts);
}
