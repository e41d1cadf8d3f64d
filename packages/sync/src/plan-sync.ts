import { type ItemPage, itemPages } from './passes/item-pages.ts';
import type { Pass } from './passes/pass.ts';
import { peoplePages } from './passes/people-pages.ts';
import { openStreams, type Stream } from './passes/streams.ts';
import { stageEverything } from './passes/relations.ts';
import { touchByItems, touchByRelations, touchBySweep, touchSharers, touchUnfinished } from './passes/touch.ts';
import { syncFailure } from './failures.ts';
import type { Prepared } from './prepare-run.ts';
import type { RunContext } from './run-context.ts';
import { assemblePlan, type SyncPlan } from './sync-plan.ts';
import { countEvents, countItems, countPeople, newTally, streamCount, type Tally } from './tally.ts';

/** A counted run: the plan, and everything the sending walk needs to walk the same way. */
export interface PlannedRun {
  readonly plan: SyncPlan;
  readonly pass: Pass;
  readonly streams: readonly Stream[];
  /** Whether everybody's links were compared. */
  readonly swept: boolean;
}

/** Setting that says that somebody approved the first run: one that was cut resumes without asking again. */
export const FIRST_RUN_APPROVED = 'first_run';

/** Setting that says that a link or event was loaded once. */
export function loadedSetting(name: string): string {
  return `loaded:${name}`;
}

/** Walks everything once, counts what would be sent, and sends nothing. `onPage` is called after each page. */
export async function planSync(
  { context, workspacePlan }: Extract<Prepared, { kind: 'ready' }>,
  onPage: () => Promise<void> = async () => undefined,
): Promise<PlannedRun> {
  const { store } = context;
  context.progress({ kind: 'stage', stage: 'plan' });
  await store.scratch.reset();
  const streams = await openStreams(context);
  const pass = await newPass(context, streams);
  const swept = await touch(pass, streams);
  const tally = newTally();
  for (const stream of streams) {
    if (stream.kind === 'catalog') {
      for await (const page of itemPages(pass, stream)) {
        await touchByItems(pass, stream, page.plans);
        countItems(tally, stream.name, page.read, page.plans);
        await countAudience(pass, tally, page);
        context.progress({ kind: 'read', object: stream.compiled.object, records: page.read });
        await onPage();
      }
    } else {
      for await (const page of peoplePages(pass, stream)) {
        await touchSharers(pass, page);
        countPeople(tally, stream.name, page.read, page.plans);
        tally.peopleInScope += page.inputs.filter(({ records }) =>
          records.some((record) => record.standing === 'live' && !record.guarded),
        ).length;
        context.progress({ kind: 'read', object: stream.compiled.object, records: page.read });
        await onPage();
      }
    }
  }
  const { people } = await store.counts();
  checkGuard(context, Math.max(tally.peopleInScope, people + createdPeople(tally, streams)));
  const firstRun = (await store.setting(FIRST_RUN_APPROVED)) === undefined;
  const plan = assemblePlan({ context, streams, tally, workspacePlan, knownPeople: people, firstRun });
  await store.savePlan({ id: plan.id, createdAt: context.at, plan: JSON.stringify(plan) });
  return { plan, pass, streams, swept };
}

/** Events of items go to everybody linked: as many as the state knows before this run. */
async function countAudience({ context }: Pass, tally: Tally, { plans }: ItemPage): Promise<void> {
  for (const { id, events } of plans) {
    for (const { name, link } of events) {
      const people = await context.store.linked(link, [id]);
      countEvents(tally, new Map([[name, people.length]]));
    }
  }
}

function createdPeople(tally: Tally, streams: readonly Stream[]): number {
  return streams
    .filter(({ kind }) => kind === 'people')
    .reduce((sum, { name }) => sum + streamCount(tally, name).created, 0);
}

/** A walk that has seen nothing yet. */
export async function newPass(context: RunContext, streams: readonly Stream[]): Promise<Pass> {
  const names = [...context.mapping.links.map(({ name }) => name), ...context.mapping.events.map(({ name }) => name)];
  const loaded = await Promise.all(
    names.map(async (name) => [name, await context.store.setting(loadedSetting(name))] as const),
  );
  const firstLoads = new Set(loaded.filter(([, value]) => value === undefined).map(([name]) => name));
  const everybody = streams.every(({ kind, from }) => kind === 'catalog' || from === undefined);
  return { context, readings: new Map(), complete: new Set(), everybody, firstLoads };
}

async function touch(pass: Pass, streams: readonly Stream[]): Promise<boolean> {
  const people = streams.filter(({ kind }) => kind === 'people');
  if (people.some(({ from }) => from === undefined)) await stageEverything(pass);
  await touchUnfinished(pass, streams);
  await touchByRelations(pass, people);
  return touchBySweep(pass);
}

function checkGuard({ environment }: RunContext, count: number): void {
  const limit = environment.guard.maxPeople;
  if (limit !== undefined && count > limit) throw syncFailure('security/guard-limit', { count, limit });
}
