import type { OrgSwitches, Snapshot, SnapshotObject } from '@sf-braze/mapping-core';
import { readCurrencies } from './currency-rates.ts';
import { snapshotObject } from './describe-object.ts';
import { isFields } from './json-fields.ts';
import { readOrgFacts } from './org-identity.ts';
import type { OrgHttp } from './org-http.ts';
import { queryFailure } from './refusal.ts';
import { readServerTime } from './server-clock.ts';

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
  const takenAt = await readServerTime(http, signal);
  const org = await readOrgFacts(http, signal);
  const described = await describeAll(http, [...new Set([...names, ...SWITCH_OBJECTS])], concurrency, signal);
  const switches = switchesOf(described);
  const currencies = switches.multiCurrency ? await readCurrencies(http, signal) : NO_CURRENCIES;
  const asked = new Set(names);
  const objects = new Map([...described].filter(([name]) => asked.has(name)));
  return { takenAt, org, switches, ...currencies, objects };
}

const NO_CURRENCIES = { corporateCurrency: undefined, rates: [] } as const;

function switchesOf(objects: ReadonlyMap<string, SnapshotObject>): OrgSwitches {
  const has = (object: string, field: string) => objects.get(object)?.fields.has(field) === true;
  return {
    personAccounts: has('Account', 'IsPersonAccount'),
    multiCurrency: objects.has('CurrencyType') || has('Opportunity', 'CurrencyIsoCode'),
    territories: has('Opportunity', 'Territory2Id'),
    contactsToMultipleAccounts: objects.has('AccountContactRelation'),
    stateCountryPicklists: has('Contact', 'MailingCountryCode'),
  };
}

/** In the order of `names`, whoever answered first. */
async function describeAll(
  http: OrgHttp,
  names: readonly string[],
  concurrency: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, SnapshotObject>> {
  const found = new Map<string, SnapshotObject>();
  const waiting = names.values();
  const worker = async () => {
    for (const name of waiting) {
      const object = await describeOne(http, name, signal);
      if (object !== undefined) found.set(name, object);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
  return new Map(
    names.flatMap((name) => {
      const object = found.get(name);
      return object === undefined ? [] : [[name, object] as const];
    }),
  );
}

async function describeOne(http: OrgHttp, name: string, signal: AbortSignal): Promise<SnapshotObject | undefined> {
  const path = `/sobjects/${encodeURIComponent(name)}/describe`;
  const answer = await http.json({ method: 'GET', path }, signal);
  if (answer.kind === 'answer') return isFields(answer.json) ? snapshotObject(answer.json) : undefined;
  if (answer.status === 404) return undefined;
  throw queryFailure(answer);
}
