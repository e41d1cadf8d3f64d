import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from '@salesforce/core';
import type { Environment, Project } from '@sf-braze/mapping-core';
import {
  type Clock,
  createBrazeClient,
  createDestination,
  createSource,
  fingerprints,
  newFingerprintKey,
  openSqliteStore,
  type Progress,
  type StateStore,
  type World,
} from '@sf-braze/sync';
import { readKeychain, readSecret, writeKeychain } from './credentials.ts';
import { codedError } from './to-sf-error.ts';

export interface WorldRequest {
  readonly connection: Connection;
  readonly project: Project;
  readonly environment: Environment;
  /** Folder of the project file; the state store is relative to it. */
  readonly folder: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** The process's time. Windows never depend on it. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
  },
};

/** Braze's own gateways give up before this. */
const BRAZE_TIMEOUT_MS = 60_000;

/** Opens both systems and the state of an environment. `close` it, whatever happens. */
export async function openWorld(request: WorldRequest): Promise<World & { close(): Promise<void> }> {
  const { connection, project, environment, progress, signal } = request;
  const apiKey = await readSecret(environment.braze.apiKey, process.env);
  const store = await openStore(request, connection.getAuthInfoFields().orgId ?? '');
  const fingerprintKey = await readFingerprintKey(project);
  const onWait = (reason: string, ms: number): void => progress({ kind: 'waiting', reason, ms });
  const source = createSource(connection, {
    apiSharePercent: project.limits.salesforceDailyApiSharePercent,
    spentCalls: await store.callsSince(systemClock.now()),
    restLimit: 2000,
    cacheRows: 20_000,
    concurrency: project.limits.concurrency,
    clock: systemClock,
    onWait,
  });
  const { concurrency, brazeRequestsPerSecond } = project.limits;
  const client = createBrazeClient({
    endpoint: environment.braze.endpoint,
    apiKey,
    connections: concurrency,
    timeoutMs: BRAZE_TIMEOUT_MS,
  });
  const destination = createDestination(client, {
    clock: systemClock,
    limits: {
      concurrency,
      requestsPerSecond: brazeRequestsPerSecond,
      exportPerMinute: environment.braze.capabilities.exportPerMinute,
    },
    progress,
  });
  const close = async (): Promise<void> => {
    await destination.close();
    await store.close();
  };
  return {
    source,
    destination,
    store,
    clock: systemClock,
    fingerprint: fingerprints(fingerprintKey),
    progress,
    signal,
    close,
  };
}

/** The state file of an environment: `.braze/state.<environment>.db`, or where `state.store` says. */
export async function openStore(
  { project, environment, folder }: Pick<WorldRequest, 'project' | 'environment' | 'folder'>,
  orgId: string,
): Promise<StateStore> {
  const { store } = project.state;
  if (store.kind === 'secret') throw codedError('config/state-store-unsupported', {});
  const file = join(resolve(folder, store.path), `state.${environment.name}.db`);
  return openSqliteStore(file, { orgId, endpoint: environment.braze.endpoint });
}

const FINGERPRINT_KEY = 'fingerprint-key';

/** As the project says, else made once and kept in the keychain. */
async function readFingerprintKey(project: Project): Promise<string> {
  if (project.state.fingerprintKey !== undefined) return readSecret(project.state.fingerprintKey, process.env);
  const known = await readKeychain(FINGERPRINT_KEY);
  if (known !== undefined) return known;
  const fresh = newFingerprintKey();
  await writeKeychain(FINGERPRINT_KEY, fresh);
  return fresh;
}

/** Names a run: its start and a few random letters. */
export function newRunId(now: string): string {
  return `${now.slice(0, 19)}Z-${crypto.randomUUID().slice(0, 4)}`;
}

export function hostName(): string {
  return hostname();
}
