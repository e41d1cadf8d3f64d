import assert from 'node:assert/strict';
import { type ApiCase, expandBody } from './api-case.ts';
import { checkState, type DumpedState } from './check-state.ts';

/** Where a Braze emulator listens, and a key that it takes. */
export interface Target {
  readonly url: string;
  readonly apiKey: string;
}

/** Sets up what the case gives, sends its call, lets everything settle and asserts what must have come of it. */
export async function runCase(target: Target, apiCase: ApiCase): Promise<void> {
  await control(target, 'POST', 'reset');
  await setUp(target, apiCase);
  const before = await readState(target);
  const response = await send(target, apiCase);
  const text = await response.text();
  checkResponse(apiCase, response, text);
  await control(target, 'POST', 'settle');
  checkState(apiCase.expect.state ?? {}, before, await readState(target));
}

/** One call of the control API, which must succeed. */
export async function control(target: Target, method: string, name: string, body?: unknown): Promise<string> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${target.url}/_emulator/${name}`, init);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return text;
}

export async function readState(target: Target): Promise<DumpedState> {
  // cast: the shape is what the assertions check
  return JSON.parse(await control(target, 'GET', 'state')) as DumpedState;
}

async function setUp(target: Target, { given = {}, request }: ApiCase) {
  const permissions = given['key_permissions'];
  const settings = {
    contract: given['contract'],
    onboarded: given['onboarded'],
    keys: permissions === undefined ? undefined : [{ key: target.apiKey, permissions }],
    attributeTypes: given['attribute_types'],
    blocklist: given['blocklist'],
    blockedExternalIds: given['blocked_external_ids'],
    storageExhausted: given['storage_exhausted'],
    windowExhausted: given['window_exhausted'],
    trackBulk: request.path === '/users/track/bulk' ? true : undefined,
    trackSync: request.path === '/users/track/sync' ? true : undefined,
  };
  await control(target, 'PUT', 'settings', settings);
  if (given['now'] !== undefined) await control(target, 'PUT', 'clock', { now: given['now'] });
  const { cdi_integrations, finished_jobs, job_running } = given;
  const users = expandBody(given['users'] ?? []);
  const catalogs = expandCatalogs(given['catalogs'] ?? {});
  await control(target, 'PUT', 'state', { users, catalogs, cdi_integrations, finished_jobs, job_running });
}

interface GivenCatalog {
  readonly fields?: readonly unknown[];
  readonly field_count?: number;
  readonly items?: Readonly<Record<string, unknown>>;
  readonly item_count?: number;
  readonly selections?: Readonly<Record<string, unknown>>;
  readonly selection_count?: number;
}

/** `…_count` means that many made-up ones. */
function expandCatalogs(given: unknown): unknown {
  const named: unknown = Array.isArray(given) ? Object.fromEntries(given.map((name) => [String(name), {}])) : given;
  // cast: the format of the case file
  const entries = Object.entries(named as Record<string, GivenCatalog>);
  const catalogs = entries.map(
    ([name, { fields, field_count = 1, items, item_count = 0, selections, selection_count = 0 }]) => {
      const extra = Array.from({ length: field_count - 1 }, (_, n) => ({ name: `field${n}`, type: 'string' }));
      return [
        name,
        {
          fields: fields ?? [{ name: 'id', type: 'string' }, ...extra],
          items: items ?? made(item_count, {}),
          selections: selections ?? made(selection_count, {}),
        },
      ];
    },
  );
  return Object.fromEntries(catalogs);
}

function made(count: number, value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`made${index}`, value]));
}

function send(target: Target, { request }: ApiCase): Promise<Response> {
  const { method, headers = { Authorization: 'Bearer {{KEY}}', 'Content-Type': 'application/json' } } = request;
  const sent = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    value.replace('{{KEY}}', target.apiKey),
  ]);
  const path = request.path.replace('<next of page-002>', Buffer.from('skip:100').toString('base64'));
  const raw = rawBody(request.body);
  // Bytes, because a text would bring a content type of its own.
  const init = { method, headers: Object.fromEntries(sent), ...(raw === undefined ? {} : { body: Buffer.from(raw) }) };
  return fetch(target.url + path, init);
}

function rawBody(body: unknown): string | undefined {
  if (body === undefined) return undefined;
  const isRaw = typeof body === 'object' && body !== null && '$raw' in body && typeof body.$raw === 'string';
  return isRaw ? String(body.$raw) : JSON.stringify(expandBody(body));
}

function checkResponse({ expect }: ApiCase, response: Response, text: string) {
  const statuses = [expect.status ?? response.status].flat();
  assert.ok(statuses.includes(response.status), `status ${response.status}: ${text}`);
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
  if (expect.body !== undefined) assert.deepEqual(body, expect.body);
  if (typeof expect.body_contains === 'string') assert.ok(text.includes(expect.body_contains), text);
  else if (expect.body_contains !== undefined) checkSubset(body, expect.body_contains);
  if (expect.body_text_contains !== undefined) assert.ok(text.includes(expect.body_text_contains), text);
  const { items = [], errors = [] } = Object(body) as AnsweredLists; // absent lists read as empty
  if (expect.items_returned !== undefined) assert.equal(items.length, expect.items_returned);
  if (expect.error_ids !== undefined) {
    const found = new Set(errors.map((error) => error.id ?? error.type));
    assert.ok(
      expect.error_ids.some((id) => found.has(id)),
      text,
    );
  }
  for (const [name, value] of Object.entries(expect.headers ?? {}))
    checkHeader(name, response.headers.get(name), value);
}

interface AnsweredLists {
  readonly items?: readonly unknown[];
  readonly errors?: readonly { readonly id?: string; readonly type?: string }[];
}

/** Every expected key is there with the expected content; lists are compared element by element. */
export function checkSubset(actual: unknown, expected: unknown, path = ''): void {
  if (expected === '<absent>')
    return assert.ok(actual === undefined || actual === null, `${path} is ${JSON.stringify(actual)}`);
  if (expected === null)
    return assert.ok(actual === undefined || actual === null, `${path} is ${JSON.stringify(actual)}`);
  if (expected === '<string>') return assert.equal(typeof actual, 'string', path);
  if (expected === '<int>') return assert.ok(Number.isInteger(actual), path);
  if (typeof expected !== 'object') return assert.deepEqual(actual, expected, path);
  if (Array.isArray(expected) && expected.length === 0) assert.deepEqual(actual, [], path);
  for (const [key, value] of Object.entries(expected)) {
    // cast: a key that is not there reads as undefined
    checkSubset((Object(actual) as Record<string, unknown>)[key], value, `${path}.${key}`);
  }
  return undefined;
}

function checkHeader(name: string, actual: string | null, expected: string | null) {
  if (expected === null) return assert.equal(actual, null, name);
  if (actual === null) return assert.fail(`${name} is missing`);
  const seconds = Number(actual);
  if (expected === '<int>') return assert.match(actual, /^\d+$/u);
  if (expected === '<epoch seconds>') return assert.ok(seconds > 1e9, actual);
  if (expected === '<seconds remaining in window>') return assert.ok(seconds >= 0 && seconds <= 3600, actual);
  const pattern = expected.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  return assert.match(actual, new RegExp(`^${pattern.join('[^>]+')}$`, 'u'));
}
