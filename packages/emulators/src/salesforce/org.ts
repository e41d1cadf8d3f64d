import type { Clock } from '../loopback/clock.ts';
import type { BulkJob } from './bulk-jobs.ts';
import { createGeneratedOrg } from './generated-org.ts';
import type { QueryCursor } from './locators.ts';
import { createRecordStore, type RecordStore } from './record-store.ts';
import type { KeptRow } from './row.ts';
import { compileSchema, type Schema, type SchemaDefinition } from './schema.ts';
import type { Seed } from './seed.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { upsertRecords } from './write-records.ts';

export const ORG_ID = '00D5g000004BfXbEAK';
export const USER_ID = '0055g00000EmuUsAAJ';
export const USERNAME = 'emu@braze.example';
/** The same at every start, so that a stored login survives a restart. */
export const ACCESS_TOKEN = `${ORG_ID.slice(0, 15)}!AQEAQBrazeEmulator.NotASecret.0123456789abcdefghijklmnopqrstuvwx`;

/** A write that is stamped already but not yet visible. */
export interface OpenTransaction {
  readonly openedAt: number;
  readonly commitAt: number;
  readonly row: KeptRow;
}

/** Everything one emulated org remembers; the modules beside this file are functions of it. */
export interface Org {
  readonly clock: Clock;
  readonly seed: Seed;
  /** How many people are generated. */
  readonly people: number;
  settings: Settings;
  schema: Schema;
  store: RecordStore;
  /** Access token to user id. */
  sessions: Map<string, string>;
  refreshTokens: Map<string, string>;
  jobs: Map<string, BulkJob>;
  cursors: Map<string, QueryCursor>;
  transactions: OpenTransaction[];
  /** Hard deletions, for `sobjects/X/deleted`. */
  purged: { readonly object: string; readonly id: string; readonly at: number }[];
  /** Calls since `usageSince`, against the daily limit. */
  usage: number;
  usageSince: number;
  /** How many ids of each object, jobs, cursors and tokens were given out. */
  issued: Map<string, number>;
}

/** Objects that describe the org itself: a reset keeps them, so that people can still sign in. */
export const SETUP_OBJECTS: ReadonlySet<string> = new Set([
  'Organization',
  'User',
  'Group',
  'Profile',
  'UserRole',
  'RecordType',
  'CurrencyType',
  'DatedConversionRate',
]);

export function createOrg(clock: Clock, seed: Seed, people: number): Org {
  const org: Org = {
    clock,
    seed,
    people,
    settings: defaultSettings(people),
    schema: compileSchema(seed.schema, clock.now()),
    store: createRecordStore(),
    sessions: new Map(),
    refreshTokens: new Map(),
    jobs: new Map(),
    cursors: new Map(),
    transactions: [],
    purged: [],
    usage: 0,
    usageSince: clock.now(),
    issued: new Map(),
  };
  fillOrg(org, true);
  return org;
}

/** Back to default settings and the seed's schema; with `records` also to its records, otherwise to an empty org. */
export function fillOrg(org: Org, records: boolean): void {
  const now = org.clock.now();
  org.settings = defaultSettings(org.people);
  org.store = createRecordStore();
  org.sessions = new Map([[ACCESS_TOKEN, USER_ID]]);
  for (const list of [org.refreshTokens, org.jobs, org.cursors, org.issued]) list.clear();
  org.transactions = [];
  org.purged = [];
  org.usage = 0;
  org.usageSince = now;
  const generated = records && org.people > 0 ? createGeneratedOrg(org.people, now) : undefined;
  replaceSchema(org, org.seed.schema);
  for (const { name, keyPrefix } of org.seed.schema.objects) org.store.register(name, keyPrefix, generated?.get(name));
  for (const [object, list] of Object.entries(org.seed.records)) {
    if (records || SETUP_OBJECTS.has(object)) upsertRecords(org, object, list);
  }
}

export function replaceSchema(org: Org, definition: SchemaDefinition): void {
  // Last-Modified has whole seconds
  org.schema = compileSchema(definition, Math.floor(org.clock.now() / 1000) * 1000);
  for (const { name, keyPrefix } of definition.objects) org.store.register(name, keyPrefix);
}

/** The next number of a kind, from 0. */
export function issue(org: Org, kind: string): number {
  const number = org.issued.get(kind) ?? 0;
  org.issued.set(kind, number + 1);
  return number;
}

/** Makes visible what is due. */
export function commitTransactions(org: Org): void {
  if (org.transactions.length === 0) return;
  const now = org.clock.now();
  for (const { commitAt, row } of org.transactions) if (commitAt <= now) org.store.put(row);
  org.transactions = org.transactions.filter(({ commitAt }) => commitAt > now);
}

export function nowText(org: Org): string {
  return new Date(org.clock.now()).toISOString();
}
