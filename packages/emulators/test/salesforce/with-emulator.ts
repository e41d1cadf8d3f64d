import {
  type SalesforceEmulator,
  type SalesforceEmulatorOptions,
  startSalesforceEmulator,
} from '../../src/salesforce/server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON body; reading it fails the test when there is none. */
  readonly json: () => Json;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A signed-in client of one running emulator. */
export interface Client {
  readonly emulator: SalesforceEmulator;
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  /** The records of the first page of a query, without `attributes`. */
  readonly query: (soql: string) => Promise<readonly Readonly<Record<string, Json>>[]>;
  /** A control call; throws unless it answers 200. */
  readonly control: (method: string, name: string, body?: unknown) => Promise<Json>;
}

export const BASE = '/services/data/v67.0';

/** Runs a test against an emulator of its own. */
export async function withEmulator(
  use: (client: Client) => Promise<void>,
  options: Omit<SalesforceEmulatorOptions, 'port'> = {},
): Promise<void> {
  const emulator = await startSalesforceEmulator({ port: 0, ...options });
  try {
    await use(clientOf(emulator));
  } finally {
    await emulator.close();
  }
}

export function queryPath(soql: string, verb = 'query'): string {
  return `${BASE}/${verb}?q=${encodeURIComponent(soql)}`;
}

/** The value at a dotted path of a JSON answer. */
export function at(json: Json, path: string): Json | undefined {
  let value: Json | undefined = json;
  for (const key of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, Json>>)[key] : undefined; // arrays are read by index
  }
  return value;
}

/** The text at a path; fails the test when there is none. */
export function textAt(json: Json | undefined, path: string): string {
  const value = at(json ?? null, path);
  if (typeof value !== 'string') throw new Error(`${path} is ${JSON.stringify(value)}`);
  return value;
}

/** The list at a path; fails the test when there is none. */
export function listAt(json: Json, path: string): readonly Json[] {
  const value = at(json, path);
  if (!isList(value)) throw new Error(`${path} is ${JSON.stringify(value)}`);
  return value;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function clientOf(emulator: SalesforceEmulator): Client {
  const client: Client = {
    emulator,
    async call(method, path, body, headers = {}) {
      const response = await fetch(emulator.url + path, {
        method,
        headers: { authorization: `Bearer ${emulator.accessToken}`, ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as Json };
    },
    async query(soql) {
      const answer = await client.call('GET', queryPath(soql));
      if (answer.status !== 200) throw new Error(answer.text);
      return listAt(answer.json(), 'records').map(withoutAttributes);
    },
    async control(method, name, body) {
      const answer = await client.call(method, `/_emulator/${name}`, body);
      if (answer.status !== 200) throw new Error(answer.text);
      return answer.json();
    },
  };
  return client;
}

function withoutAttributes(record: Json): Readonly<Record<string, Json>> {
  const entries = Object.entries(record ?? {}).filter(([name]) => name !== 'attributes');
  return Object.fromEntries(
    entries.map(([name, value]: [string, Json]) => [
      name,
      typeof value === 'object' && value !== null && !isList(value) ? withoutAttributes(value) : value,
    ]),
  );
}
