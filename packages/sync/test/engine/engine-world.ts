import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrazeEmulator } from '@sf-braze/emulators';
import { type BrazeClient, createBrazeClient } from '../../src/braze/client.ts';
import { createDestination } from '../../src/braze/destination.ts';
import { fingerprints } from '../../src/fingerprints.ts';
import type { Clock, Progress } from '../../src/ports.ts';
import type { SyncRequest } from '../../src/prepare-run.ts';
import type { World } from '../../src/run-context.ts';
import { type RunRequest, runSync, type SyncResult } from '../../src/run-sync.ts';
import { createSource, type SourceOptions } from '../../src/salesforce/source.ts';
import type { StateStore } from '../../src/state.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import { type EmulatedOrg, type EmulatedOrgOptions, startEmulatedOrg } from '../salesforce/emulated-org.ts';
import { type BrazeState, readBrazeState } from './braze-state.ts';

/** Mapping of the B2B example. */
export const b2b = readFileSync(new URL('b2b.braze.yaml', import.meta.url), 'utf8');

/** A call that Braze has recorded. */
export interface BrazeCall {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly body: unknown;
}

/** What one run is given, unless it is the default. */
export interface RunOptions {
  readonly mapping?: string;
  /** Lines of the project below its environments. */
  readonly project?: string;
  /** Lines of the environment, by the key of the section. */
  readonly environment?: { readonly salesforce?: string; readonly braze?: string; readonly guard?: string };
  readonly full?: boolean;
  readonly approve?: string;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
  readonly source?: Partial<SourceOptions>;
  readonly timeoutMs?: number;
  /** Stand between the engine and its world. */
  readonly client?: (client: BrazeClient) => BrazeClient;
  readonly store?: (store: StateStore) => StateStore;
}

/** One Braze workspace with the state file of its syncs. */
export interface Workspace {
  readonly url: string;
  readonly apiKey: string;
  readonly file: string;
  /** One run, whatever comes of it. */
  readonly run: (options?: RunOptions) => Promise<SyncResult>;
  /** One run that must end well; a plan that asks for approval is approved. */
  readonly sync: (options?: RunOptions) => Promise<Extract<SyncResult, { kind: 'finished' }>>;
  /** Opens the world of a run for what is not a run. */
  readonly within: <Result>(
    use: (world: World, request: SyncRequest) => Promise<Result>,
    options?: RunOptions,
  ) => Promise<Result>;
  readonly control: (method: 'GET' | 'PUT' | 'POST' | 'DELETE', name: string, body?: unknown) => Promise<unknown>;
  readonly faults: (...faults: readonly unknown[]) => Promise<void>;
  /** Recorded calls since the last one that asked, apart from `GET /catalogs`. */
  readonly calls: () => Promise<readonly BrazeCall[]>;
  /** Everything Braze holds once it has done its work. */
  readonly state: () => Promise<BrazeState>;
  /** Ends it before the others. */
  readonly close: () => Promise<void>;
}

/** An org, workspaces, and a time that all of them share and that only moves when told. */
export interface EngineWorld {
  readonly org: EmulatedOrg;
  readonly workspace: () => Promise<Workspace>;
  readonly advance: (minutes: number) => Promise<void>;
  /** Milliseconds by which it is ahead of the machine's. */
  readonly ahead: () => number;
  /** Creates or changes records; answers their ids. */
  readonly put: (
    object: string,
    ...records: readonly Readonly<Record<string, unknown>>[]
  ) => Promise<readonly string[]>;
  readonly act: (action: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly records: (object: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
}

const MINUTE = 60_000;

/** Runs `use` with an emulated org, and closes everything whatever happens. */
export async function withEngine(
  use: (engine: EngineWorld) => Promise<void>,
  options: EmulatedOrgOptions = {},
): Promise<void> {
  const org = await startEmulatedOrg(options);
  const folder = await mkdtemp(join(tmpdir(), 'sf-braze-engine-'));
  const closing = new Set<() => Promise<void>>();
  let opened = 0;
  const controls = new Set<Workspace['control']>();
  const time = { ahead: 0 };
  try {
    await use({
      org,
      async workspace() {
        const emulator = await startBrazeEmulator({ port: 0 });
        const file = join(folder, `${(opened += 1)}`, 'state.db');
        const close = async (): Promise<void> => {
          closing.delete(close);
          controls.delete(workspace.control);
          await emulator.close();
        };
        const workspace: Workspace = { ...openWorkspace({ org, file, time, ...emulator }), close };
        await org.control('PUT', 'settings', { apiUsed: 0 }); // many runs of tests are one day
        closing.add(close);
        controls.add(workspace.control);
        await workspace.control('PUT', 'clock', { advance: time.ahead });
        return workspace;
      },
      ahead: () => time.ahead,
      async advance(minutes) {
        time.ahead += minutes * MINUTE;
        const jump = { advance: minutes * MINUTE };
        await Promise.all([
          org.control('PUT', 'clock', jump),
          ...[...controls].map((one) => one('PUT', 'clock', jump)),
        ]);
      },
      async put(object, ...list) {
        const answer = (await org.control('PUT', 'records', { [object]: list })) as Record<string, readonly string[]>;
        return answer[object] ?? [];
      },
      act: async (action) => void (await org.control('POST', 'actions', action)),
      records: async (object) =>
        (await org.control('GET', `state?object=${object}`)) as readonly Readonly<Record<string, unknown>>[],
    });
  } finally {
    await Promise.all([...closing].map((close) => close()));
    await org.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where a workspace's runs find their two ends and their state. */
export interface Place {
  readonly org: Pick<EmulatedOrg, 'connection'>;
  readonly url: string;
  readonly apiKey: string;
  readonly file: string;
  readonly time: { readonly ahead: number };
}

export function openWorkspace(place: Place): Omit<Workspace, 'close'> {
  const { url, apiKey, file, time } = place;
  let runs = 0;
  const control: Workspace['control'] = async (method, name, body) => {
    const answer = await fetch(`${url}/_emulator/${name}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${name}: ${await answer.text()}`);
    return answer.json();
  };
  const within: Workspace['within'] = async (use, options = {}) => {
    const { world, close } = await openWorld(place, options);
    runs += 1;
    const runId = `${new Date(Date.now() + time.ahead).toISOString()}-${runs}`;
    try {
      return await use(world, requestOf(url, runId, options));
    } finally {
      await close();
    }
  };
  const run: Workspace['run'] = (options = {}) =>
    within((world, request) => runSync(world, { ...request, host: 'test', approve: options.approve }), options);
  return {
    url,
    apiKey,
    file,
    within,
    run,
    async sync(options = {}) {
      const first = await run(options);
      const result = first.kind === 'approval-needed' ? await run({ ...options, approve: first.plan.id }) : first;
      if (result.kind !== 'finished') throw new Error(`the run ended as ${describeResult(result)}`);
      return result;
    },
    control,
    faults: async (...faults) => void (await control('PUT', 'faults', faults)),
    async calls() {
      const recorded = (await control('GET', 'requests')) as (Omit<BrazeCall, 'body'> & { readonly body: string })[];
      await control('DELETE', 'requests');
      return recorded
        .filter(({ method, path }) => method !== 'GET' || path !== '/catalogs')
        .map(({ method, path, body, status }) => ({
          method,
          path,
          status,
          body: body === '' ? undefined : (JSON.parse(body) as unknown),
        }));
    },
    async state() {
      await control('POST', 'settle', {});
      return readBrazeState(await control('GET', 'state'));
    },
  };
}

async function openWorld(
  { org, url, apiKey, file, time }: Place,
  options: RunOptions,
): Promise<{ readonly world: World; readonly close: () => Promise<void> }> {
  const clock = movedClock(time, (ms) =>
    fetch(`${url}/_emulator/clock`, { method: 'PUT', body: JSON.stringify({ advance: ms }) }),
  );
  const orgId = org.connection.getAuthInfoFields().orgId ?? '';
  const store = await openSqliteStore(file, { orgId, endpoint: url });
  const limits = { apiSharePercent: 100, spentCalls: 0, restLimit: 2000, cacheRows: 20_000, concurrency: 4 };
  const client = createBrazeClient({ endpoint: url, apiKey, connections: 4, timeoutMs: options.timeoutMs ?? 5000 });
  const destination = createDestination(options.client?.(client) ?? client, {
    clock,
    random: () => 0.5,
    limits: { requestsPerSecond: 1000, concurrency: 4, exportPerMinute: 10_000 },
  });
  const world: World = {
    source: createSource(org.connection, { ...limits, clock, ...options.source }),
    destination,
    store: options.store?.(store) ?? store,
    clock,
    fingerprint: fingerprints('a key for tests'),
    progress: options.progress ?? (() => undefined),
    signal: options.signal ?? new AbortController().signal,
  };
  return {
    world,
    close: async () => {
      await destination.close();
      await store.close();
    },
  };
}

function requestOf(url: string, runId: string, options: RunOptions): Omit<RunRequest, 'host' | 'approve'> {
  const { salesforce, braze, guard } = options.environment ?? {};
  const text = `version: 1
kind: project
name: acme
mappings: [mappings/*.braze.yaml]
environments:
  local:
    salesforce: { org: emu${salesforce ?? ''} }
    braze: { endpoint: ${url}, api_key: "env:KEY", capabilities: { array_max: 500 }${braze ?? ''} }
${guard === undefined ? '' : `    guard: { ${guard} }\n`}${options.project ?? 'gates: { suspends: 100%, unsets: 100% }\n'}`;
  return {
    runId,
    project: { file: 'braze.project.yaml', text },
    mappings: [{ file: 'mappings/b2b.braze.yaml', text: options.mapping ?? b2b }],
    environment: 'local',
    full: options.full ?? false,
  };
}

/** The machine's time plus what the world was advanced. Nobody waits: time jumps, and Braze's with it. */
function movedClock(time: { readonly ahead: number }, jump: (ms: number) => Promise<unknown>): Clock {
  let slept = 0;
  return {
    now: () => new Date(Date.now() + time.ahead + slept).toISOString(),
    async sleep(ms, signal) {
      signal.throwIfAborted();
      slept += ms;
      await jump(ms);
      signal.throwIfAborted();
    },
  };
}

export function describeResult(result: SyncResult): string {
  switch (result.kind) {
    case 'findings':
      return `findings ${result.diagnostics.map(({ code, message }) => `${code} ${message}`).join('; ')}`;
    case 'approval-needed':
      return `approval-needed ${result.failure.message}`;
    case 'stopped':
      return `stopped ${result.failure.code} ${result.failure.message}`;
    case 'finished':
      return `finished ${result.report.outcome} ${JSON.stringify(result.report.problems)}`;
  }
}
