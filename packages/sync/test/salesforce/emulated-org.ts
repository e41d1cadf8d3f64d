import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '@salesforce/core';
import { startSalesforceEmulator } from '@sf-braze/emulators';
import { request } from 'undici';
import type { SourceOptions } from '../../src/salesforce/source.ts';
import { instantClock } from './instant-clock.ts';

export interface EmulatedOrg {
  readonly url: string;
  readonly connection: Connection;
  /** A control call: `PUT faults`, `PUT records`, … with its body; gives the answer's JSON. */
  control(method: 'GET' | 'PUT' | 'POST' | 'DELETE', name: string, body?: unknown): Promise<unknown>;
  /** `GET /services/data/v67.0/limits` and so on, oldest first. */
  calls(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface EmulatedOrgOptions {
  /** `token`: a bare access token, which cannot sign in again. `jwt`: a signed login, which can. */
  readonly login?: 'token' | 'jwt';
  /** Generated people. */
  readonly records?: number;
}

/** What a source is given unless a test says otherwise. */
export const sourceOptions: SourceOptions = {
  apiSharePercent: 100,
  spentCalls: 0,
  restLimit: 2000,
  cacheRows: 10_000,
  concurrency: 4,
  clock: instantClock(),
};

const API_VERSION = '67.0';

/** A Salesforce emulator and a real `Connection` to it. What core writes goes to a folder that is removed again. */
export async function startEmulatedOrg({
  login = 'token',
  records = 0,
}: EmulatedOrgOptions = {}): Promise<EmulatedOrg> {
  const emulator = await startSalesforceEmulator({ port: 0, records });
  const home = await mkdtemp(join(tmpdir(), 'sf-braze-'));
  const restore = setEnvironment({ ...quiet(home), SF_ORG_INSTANCE_URL: emulator.url });
  const control: EmulatedOrg['control'] = async (method, name, body) => {
    const answer = await request(`${emulator.url}/_emulator/${name}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} ${name}: ${text}`);
    return JSON.parse(text) as unknown;
  };
  const close = async () => {
    restore();
    await emulator.close();
    await rm(home, { recursive: true, force: true });
  };
  const connection = await connect(login, emulator, home).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    url: emulator.url,
    connection,
    control,
    close,
    async calls() {
      const list = (await control('GET', 'requests')) as readonly { readonly method: string; readonly path: string }[];
      return list.map(({ method, path }) => `${method} ${path}`);
    },
  };
}

interface Emulator {
  readonly url: string;
  readonly username: string;
  readonly accessToken: string;
}

/** Core is loaded when its environment is set. */
async function connect(login: 'token' | 'jwt', emulator: Emulator, home: string): Promise<Connection> {
  const { AuthInfo, Connection: Connections } = await import('@salesforce/core');
  const authInfo = await AuthInfo.create(
    login === 'token'
      ? { username: emulator.accessToken }
      : {
          username: emulator.username,
          oauth2Options: { clientId: 'emulated', loginUrl: emulator.url, privateKey: await newPrivateKey(home) },
        },
  );
  return Connections.create({ authInfo, connectionOptions: { version: API_VERSION, instanceUrl: emulator.url } });
}

/** A path: core reads the key from a file. */
async function newPrivateKey(folder: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const path = join(folder, 'key.pem');
  await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return path;
}

function quiet(home: string): Record<string, string | undefined> {
  return {
    HOME: home,
    USERPROFILE: home,
    SF_DISABLE_LOG_FILE: 'true',
    SF_DISABLE_TELEMETRY: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    http_proxy: undefined,
    https_proxy: undefined,
    HTTP_PROXY: undefined,
    HTTPS_PROXY: undefined,
  };
}

/** Gives the way back. */
function setEnvironment(values: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, process.env[name]]));
  assign(values);
  return () => assign(before);
}

function assign(values: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
