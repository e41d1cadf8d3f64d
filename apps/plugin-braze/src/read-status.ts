import type { Environment, Mapping, Project } from '@sf-braze/mapping-core';
import { openSqliteStore, readStateOwner, type StateStore, type SyncReport } from '@sf-braze/sync';
import { stateFile } from './open-world.ts';
import { analyzeFiles, environmentOf, readProjectFiles } from './project-files.ts';
import { requireProject } from './require-project.ts';
import type { EnvironmentStatus, StatusResult } from './results/status.ts';
import { systemClock } from './system-clock.ts';

export interface StatusRequest {
  readonly projectDir: string | undefined;
  /** All environments without one. */
  readonly environment: string | undefined;
}

/** How the environments stand, from their states alone: nobody is asked, no secret is needed. */
export async function readStatus(request: StatusRequest): Promise<StatusResult> {
  const files = await readProjectFiles(request.projectDir);
  const project = requireProject(files);
  const mapping = analyzeFiles(files).context?.mapping;
  const chosen =
    request.environment === undefined ? project.environments : [environmentOf(project, request.environment)];
  const environments: EnvironmentStatus[] = [];
  for (const environment of chosen) {
    environments.push(await statusOf({ project, environment, mapping, folder: files.folder }));
  }
  return { environments };
}

interface Place {
  readonly project: Project;
  readonly environment: Environment;
  readonly mapping: Mapping | undefined;
  readonly folder: string;
}

async function statusOf(place: Place): Promise<EnvironmentStatus> {
  const file = stateFile(place);
  const owner = await readStateOwner(file);
  if (owner === undefined) return emptyStatus(place);
  const store = await openSqliteStore(file, owner);
  try {
    return { ...emptyStatus(place), org: owner.orgId, ...(await stateStatus(store, place)) };
  } finally {
    await store.close();
  }
}

function emptyStatus({ project, environment }: Place): EnvironmentStatus {
  const { salesforceDailyApiSharePercent, brazeRequestsPerSecond } = project.limits;
  return {
    name: environment.name,
    endpoint: environment.braze.endpoint,
    org: null,
    lastRun: null,
    lagSeconds: null,
    nextFrom: null,
    known: { people: 0, items: 0 },
    backlog: { eventsReady: 0, eventsSending: 0, aliases: 0 },
    salesforce: { used: null, max: null, allowedPercent: salesforceDailyApiSharePercent },
    braze: { peakPerSecond: null, allowedPerSecond: brazeRequestsPerSecond },
    errors: {},
    warnings: {},
    sweeps: {},
  };
}

async function stateStatus(store: StateStore, { project, mapping }: Place): Promise<Partial<EnvironmentStatus>> {
  const [run] = await store.runs(1);
  const report = run === undefined ? undefined : (JSON.parse(run.report) as SyncReport); // written by `runSync`
  const counts = await store.counts();
  const streams = streamNames(mapping);
  const oldest = await oldestWatermark(store, streams);
  const { salesforceDailyApiSharePercent, brazeRequestsPerSecond } = project.limits;
  return {
    lastRun: report === undefined ? null : lastRunOf(report),
    ...windowOf(oldest, project.schedule.overlapMinutes),
    known: { people: counts.people, items: counts.items },
    backlog: { eventsReady: counts.eventsReady, eventsSending: counts.eventsSending, aliases: counts.aliasesWanted },
    salesforce: {
      used: report?.salesforce.used ?? null,
      max: report?.salesforce.max ?? null,
      allowedPercent: salesforceDailyApiSharePercent,
    },
    braze: { peakPerSecond: report?.braze.peakPerSecond ?? null, allowedPerSecond: brazeRequestsPerSecond },
    ...(await problemsIn(store)),
    sweeps: await sweepsOf(store, streams),
  };
}

function lastRunOf({ id, startedAt, finishedAt, outcome, stoppedBy }: SyncReport): EnvironmentStatus['lastRun'] {
  return { id, startedAt, finishedAt, outcome, stoppedBy: stoppedBy ?? null };
}

function streamNames(mapping: Mapping | undefined): string[] {
  if (mapping === undefined) return [];
  return [...mapping.catalogs.map(({ key }) => `catalog:${key}`), ...mapping.people.map(({ key }) => `people:${key}`)];
}

async function oldestWatermark(store: StateStore, streams: readonly string[]): Promise<string | undefined> {
  const watermarks = await Promise.all(streams.map((stream) => store.watermark(stream)));
  if (watermarks.includes(undefined)) return undefined;
  return watermarks.flatMap((mark) => mark?.at ?? []).toSorted()[0];
}

function windowOf(
  watermark: string | undefined,
  overlapMinutes: number,
): Pick<EnvironmentStatus, 'lagSeconds' | 'nextFrom'> {
  if (watermark === undefined) return { lagSeconds: null, nextFrom: null };
  const at = Date.parse(watermark);
  const lag = Math.round((Date.parse(systemClock.now()) - at) / 1000);
  return { lagSeconds: Math.max(0, lag), nextFrom: new Date(at - overlapMinutes * 60_000).toISOString() };
}

async function problemsIn(store: StateStore): Promise<Pick<EnvironmentStatus, 'errors' | 'warnings'>> {
  const errors: Record<string, number> = {};
  const warnings: Record<string, number> = {};
  for (const { severity, code } of await store.problems()) {
    if (severity === 'error') errors[code] = (errors[code] ?? 0) + 1;
    if (severity === 'warning') warnings[code] = (warnings[code] ?? 0) + 1;
  }
  return { errors, warnings };
}

/** The engine notes the link sweep as `links`, and each stream that was read in full as `refresh:<stream>`. */
async function sweepsOf(store: StateStore, streams: readonly string[]): Promise<Record<string, string>> {
  const names = ['links', ...streams.map((stream) => `refresh:${stream}`)];
  const done = await Promise.all(names.map(async (name) => [name, await store.sweptAt(name)] as const));
  return Object.fromEntries(done.flatMap(([name, at]) => (at === undefined ? [] : [[name, at]])));
}
