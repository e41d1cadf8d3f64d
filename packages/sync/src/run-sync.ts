import { applyWorkspace } from './send/workspace.ts';
import { checkApproval, objection } from './approval.ts';
import { isSyncFailure, type SyncFailure, syncFailure } from './failures.ts';
import { itemPages } from './passes/item-pages.ts';
import { releaseReadings } from './passes/pass.ts';
import { peoplePages } from './passes/people-pages.ts';
import { begunSetting } from './passes/streams.ts';
import { LINK_SWEEP, touchSharers } from './passes/touch.ts';
import { FIRST_RUN_APPROVED, loadedSetting, type PlannedRun, planSync } from './plan-sync.ts';
import { type Prepared, prepareRun, type SyncRequest } from './prepare-run.ts';
import { type SyncReport, syncReport } from './report.ts';
import type { RunContext, World } from './run-context.ts';
import { sendDependents } from './send/dependents.ts';
import { deleteLeavingItems, sendItems } from './send/items.ts';
import { sendPeople } from './send/people.ts';
import { propertyMemory } from './send/property-memory.ts';
import type { Sending } from './send/sending.ts';
import { finishUnfinished } from './send/unfinished.ts';
import type { StateChange, StoredPlan } from './state.ts';
import type { SyncPlan } from './sync-plan.ts';
import { countItems, countPeople, newTally } from './tally.ts';

export interface RunRequest extends SyncRequest {
  readonly host: string;
  /** Plan id that may run although it is a first run or crosses a gate. */
  readonly approve: string | undefined;
}

export type SyncResult =
  | Extract<Prepared, { kind: 'findings' }>
  /** A first run or a gate: nothing was written. */
  | { readonly kind: 'approval-needed'; readonly plan: SyncPlan; readonly failure: SyncFailure }
  | { readonly kind: 'finished'; readonly plan: SyncPlan; readonly report: SyncReport }
  /** Something stopped the run on the way; everything accepted is noted, and the next run resumes. */
  | { readonly kind: 'stopped'; readonly plan: SyncPlan; readonly report: SyncReport; readonly failure: SyncFailure };

/** Event properties kept in memory between planning and sending. */
const REMEMBERED_EVENTS = 50_000;

/**
 * Carries what changed in the org into the workspace. Fails with `SyncFailure` while nothing was written;
 * afterwards every way out is a result.
 */
export async function runSync(world: World, request: RunRequest): Promise<SyncResult> {
  const { store, clock } = world;
  const startedAt = clock.now();
  const prepared = await prepareRun(world, request);
  if (prepared.kind === 'findings') return prepared;
  await takeLease(prepared.context, request);
  let planned: PlannedRun | undefined;
  try {
    // Before this run saves its own plan, which may have the same id.
    const approved = request.approve === undefined ? undefined : await store.plan(request.approve);
    planned = await planSync(prepared, () => store.renew(clock.now()));
    const refused = approval(prepared.context, planned.plan, { id: request.approve, stored: approved });
    if (refused !== undefined) return { kind: 'approval-needed', plan: planned.plan, failure: refused };
    return await sendAndReport(prepared, planned, startedAt);
  } finally {
    if (planned !== undefined) await releaseReadings(planned.pass);
    const { at, source } = prepared.context;
    await attempt(() => store.commit([{ kind: 'calls', at, calls: source.calls() }]));
    await attempt(() => store.releaseLease()); // it ends by itself
  }
}

async function takeLease({ store, clock, project }: RunContext, { runId, host }: RunRequest): Promise<void> {
  const now = clock.now();
  const answer = await store.acquire({ run: runId, host, minutes: project.state.leaseMinutes, now });
  if (answer.kind === 'granted') return;
  const minutes = Math.max(0, Math.round((Date.parse(now) - Date.parse(answer.since)) / 60_000));
  throw syncFailure('sync/lease-held', { run: answer.run, host: answer.host, age: `${minutes} min` });
}

function approval(
  { at }: RunContext,
  plan: SyncPlan,
  { id, stored }: { readonly id: string | undefined; readonly stored: StoredPlan | undefined },
): SyncFailure | undefined {
  if (id === undefined) return objection(plan);
  checkApproval(id, stored, plan, at);
  return undefined;
}

async function sendAndReport(prepared: Ready, planned: PlannedRun, startedAt: string): Promise<SyncResult> {
  const { context } = prepared;
  const sending: Sending = { pass: planned.pass, tally: newTally(), memory: propertyMemory(REMEMBERED_EVENTS) };
  const failure = await attempt(() => send(prepared, planned, sending));
  const report = await syncReport({ sending, planned, startedAt, failure });
  const { id, finishedAt, outcome } = report;
  const saved = { id, startedAt, finishedAt, outcome, report: JSON.stringify(report) };
  await attempt(() => context.store.saveRun(saved));
  return failure === undefined
    ? { kind: 'finished', plan: planned.plan, report }
    : { kind: 'stopped', plan: planned.plan, report, failure };
}

type Ready = Extract<Prepared, { kind: 'ready' }>;

/** A failure is an outcome from here on; anything else is a bug and goes on up. */
async function attempt(work: () => Promise<void>): Promise<SyncFailure | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (isSyncFailure(error)) return error;
    throw error;
  }
}

/** The phases, in the order that never leaves a link to an item that is not there. */
async function send({ context, workspacePlan }: Ready, planned: PlannedRun, sending: Sending): Promise<void> {
  const { store, signal, destination, clock, runId } = context;
  await store.commit([{ kind: 'setting', name: FIRST_RUN_APPROVED, value: context.at }]);
  await finishUnfinished(sending);
  context.progress({ kind: 'stage', stage: 'structure' });
  const { notVisible } = await applyWorkspace(workspacePlan, { destination, clock, signal });
  if (notVisible.length > 0) throw syncFailure('braze/write-not-visible', {});
  await store.commit(planned.streams.map(({ name }) => ({ kind: 'setting', name: begunSetting(name), value: runId })));
  await store.scratch.restart();
  context.progress({ kind: 'stage', stage: 'catalogs' });
  await sendCatalogs(planned, sending);
  await store.renew(clock.now());
  context.progress({ kind: 'stage', stage: 'people' });
  await sendEverybody(planned, sending);
  await store.renew(clock.now());
  context.progress({ kind: 'stage', stage: 'events' });
  await sendDependents(sending);
  await store.renew(clock.now());
  context.progress({ kind: 'stage', stage: 'deletions' });
  for (const stream of planned.streams) if (stream.kind === 'catalog') await deleteLeavingItems(sending, stream);
  await store.commit(completion(planned));
  await store.tidy();
}

async function sendCatalogs({ pass, streams }: PlannedRun, sending: Sending): Promise<void> {
  const { progress } = pass.context;
  for (const stream of streams) {
    if (stream.kind !== 'catalog') continue;
    for await (const page of itemPages(pass, stream)) {
      countItems(sending.tally, stream.name, page.read, page.plans);
      progress({ kind: 'read', object: stream.compiled.object, records: page.read });
      await sendItems(sending, stream, page.plans);
      await pass.context.store.renew(pass.context.clock.now());
    }
  }
}

async function sendEverybody({ pass, streams }: PlannedRun, sending: Sending): Promise<void> {
  const { progress } = pass.context;
  for (const stream of streams) {
    if (stream.kind !== 'people') continue;
    for await (const page of peoplePages(pass, stream)) {
      countPeople(sending.tally, stream.name, page.read, page.plans);
      progress({ kind: 'read', object: stream.compiled.object, records: page.read });
      await touchSharers(pass, page);
      await sendPeople(sending, stream, page);
      await pass.context.store.renew(pass.context.clock.now());
    }
  }
}

/** Watermarks move when everything of their windows was accepted or is in the error list; all of them at once. */
function completion({ pass, streams, swept }: PlannedRun): StateChange[] {
  const { at, mapping } = pass.context;
  const names = [...mapping.links.map(({ name }) => name), ...mapping.events.map(({ name }) => name)];
  return [
    ...streams.map(({ name, digest }): StateChange => ({ kind: 'watermark', stream: name, at, digest })),
    ...streams
      .filter(({ from }) => from === undefined)
      .map(({ name }): StateChange => ({ kind: 'sweep', name: `refresh:${name}`, at })),
    ...(swept || streams.every(({ from }) => from === undefined)
      ? [{ kind: 'sweep', name: LINK_SWEEP, at } as const]
      : []),
    ...names.map((name): StateChange => ({ kind: 'setting', name: loadedSetting(name), value: at })),
    { kind: 'completed' },
  ];
}
