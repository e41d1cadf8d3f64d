import type { OrgSwitches, Snapshot, SnapshotObject } from '@sf-braze/mapping-core';
import { readCurrencies } from './currency-rates.ts';
import { snapshotObject } from './describe-object.ts';
import { isFields } from './json-fields.ts';
import { readOrgFacts } from './org-identity.ts';
import type { OrgHttp } from './org-http.ts';
import { queryFailure } from './refusal.ts';
import { timeOf } from './server-clock.ts';

/** Objects whose describes tell what is switched on in the org. */
const SWITCH_OBJECTS = ['Account', 'Contact', 'Opportunity', 'AccountContactRelation', 'CurrencyType'] as const;

/**
 * The org's schema as this user sees it: the asked objects, the switches, the currency rates. Objects that do not exist
 * or cannot be seen are left out. At most `concurrency` describes are asked for at the same time.
 */
export async function describeOrg(
  http: OrgHttp,
  names: readonly string[],
  concurrency: number,
  signal: AbortSignal,
): Promise<Snapshot> {
  const facts = await readOrgFacts(http, signal);
  const wanted = [...new Set([...names, ...SWITCH_OBJECTS])];
  const described = await describeAll(http, wanted, concurrency, signal);
  const switches = switchesOf(described.objects);
  const currencies = switches.multiCurrency ? await readCurrencies(http, signal) : NO_CURRENCIES;
  const asked = new Set(names);
  return {
    takenAt: timeOf(described.date),
    org: facts,
    switches,
    ...currencies,
    objects: new Map([...described.objects].filter(([name]) => asked.has(name))),
  };
}

const NO_CURRENCIES = { corporateCurrency: undefined, rates: [] } as const;

function switchesOf(objects: ReadonlyMap<string, SnapshotObject>): OrgSwitches {
  const has = (object: string, field: string) => objects.get(object)?.fields.has(field) === true;
  return {
    personAccounts: has('Account', 'IsPersonAccount'),
    multiCurrency: objects.has('CurrencyType'),
    territories: has('Opportunity', 'Territory2Id'),
    contactsToMultipleAccounts: objects.has('AccountContactRelation'),
    stateCountryPicklists: has('Contact', 'MailingCountryCode'),
  };
}

interface Described {
  readonly objects: ReadonlyMap<string, SnapshotObject>;
  /** `Date` header of an answer. */
  readonly date: string | undefined;
}

async function describeAll(
  http: OrgHttp,
  names: readonly string[],
  concurrency: number,
  signal: AbortSignal,
): Promise<Described> {
  const objects = new Map<string, SnapshotObject>();
  let date: string | undefined;
  const waiting = names.values();
  const worker = async () => {
    for (const name of waiting) {
      // oxlint-disable-next-line no-await-in-loop -- as many workers as calls may be open
      const answer = await describeOne(http, name, signal);
      date ??= answer.date;
      if (answer.object !== undefined) objects.set(name, answer.object);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
  return { objects: new Map(names.flatMap((name) => entryOf(objects, name))), date };
}

async function describeOne(http: OrgHttp, name: string, signal: AbortSignal) {
  const path = `/sobjects/${encodeURIComponent(name)}/describe`;
  const answer = await http.json({ method: 'GET', path }, signal);
  if (answer.kind === 'refused') {
    if (answer.status === 404) return { date: undefined, object: undefined };
    throw queryFailure(answer);
  }
  return { date: answer.headers.date, object: isFields(answer.json) ? snapshotObject(answer.json) : undefined };
}

function entryOf(objects: ReadonlyMap<string, SnapshotObject>, name: string) {
  const object = objects.get(name);
  return object === undefined ? [] : [[name, object] as const];
}
