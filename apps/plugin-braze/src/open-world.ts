import { join, resolve } from 'node:path';
import type { Connection } from '@salesforce/core';
import { type Environment, parseRecordId, type Project } from '@sf-braze/mapping-core';
import {
  createBrazeClient,
  createDestination,
  type Destination,
  fingerprints,
  newFingerprintKey,
  openSqliteStore,
  type Progress,
  type StateStore,
  syncFailure,
  type World,
} from '@sf-braze/sync';
import { readKeychain, readSecret, writeKeychain } from './credentials.ts';
import { connectEnvironment, openSource } from './open-org.ts';
import { systemClock } from './system-clock.ts';
import { codedError } from './to-sf-error.ts';

export interface WorldRequest {
  readonly project: Project;
  readonly environment: Environment;
  /** Folder of the project file; the state store is relative to it. */
  readonly folder: string;
  /** Overrides the project's org. */
  readonly targetOrg: string | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Both systems and the state of an environment. Close it, whatever happens. */
export interface OpenWorld extends World {
  close(): Promise<void>;
}

/** Braze's own gateways give up before this. */
const BRAZE_TIMEOUT_MS = 60_000;

/** Secrets first: a run without its key asks nobody. */
export async function openWorld(request: WorldRequest): Promise<OpenWorld> {
  const { project, environment, progress, signal } = request;
  const apiKey = await readSecret(environment.braze.apiKey, process.env);
  const fingerprint = fingerprints(await readFingerprintKey(project));
  const destination = openDestination(request, apiKey);
  let store: StateStore | undefined;
  try {
    const connection = await connectEnvironment(environment, request.targetOrg);
    const opened = await openStore(request, connection);
    store = opened;
    const source = openSource(connection, project.limits, {
      spentCalls: await opened.callsSince(systemClock.now()),
      onWait: (reason, ms) => {
        progress({ kind: 'waiting', reason, ms });
      },
    });
    const close = async (): Promise<void> => {
      await destination.close();
      await opened.close();
    };
    return { source, destination, store: opened, clock: systemClock, fingerprint, progress, signal, close };
  } catch (error) {
    await destination.close();
    await store?.close();
    throw error;
  }
}

function openDestination({ project, environment, progress }: WorldRequest, apiKey: string): Destination {
  const { concurrency, brazeRequestsPerSecond } = project.limits;
  const { endpoint, capabilities } = environment.braze;
  const client = createBrazeClient({ endpoint, apiKey, connections: concurrency, timeoutMs: BRAZE_TIMEOUT_MS });
  const limits = {
    concurrency,
    requestsPerSecond: brazeRequestsPerSecond,
    exportPerMinute: capabilities.exportPerMinute,
  };
  return createDestination(client, { clock: systemClock, limits, progress });
}

async function openStore(request: WorldRequest, connection: Connection): Promise<StateStore> {
  const orgId = parseRecordId(connection.getAuthInfoFields().orgId ?? '');
  if (orgId === undefined) throw syncFailure('salesforce/session-expired', {});
  const { endpoint } = request.environment.braze;
  return openSqliteStore(stateFile(request), { orgId, endpoint });
}

/** Folder of state and run reports: `.braze`, or what `state.store` says. Fails for a store that is no folder. */
export function stateFolder({ project, folder }: Pick<WorldRequest, 'project' | 'folder'>): string {
  const { store } = project.state;
  if (store.kind === 'secret') throw codedError('config/state-store-unsupported', {});
  return resolve(folder, store.path);
}

/** The state file of an environment. */
export function stateFile(place: Pick<WorldRequest, 'project' | 'environment' | 'folder'>): string {
  return join(stateFolder(place), `state.${place.environment.name}.db`);
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
