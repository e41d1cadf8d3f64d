import assert from 'node:assert/strict';
import { isSyncFailure } from '../../src/failures.ts';
import type { SyncResult } from '../../src/run-sync.ts';
import { type BrazeState, eventText, repeatedEvents } from './braze-state.ts';
import { applyAll, crmChanges } from './crm-changes.ts';
import { describeResult, type EngineWorld, type RunOptions, withEngine, type Workspace } from './engine-world.ts';
import { Killed } from './killed-world.ts';

/** Longer than a lease. */
const LATER = 20;
/** More than any run here has. */
const MOST_STEPS = 400;

export interface EndedRuns {
  /** How a run ends at this step. */
  readonly end: (step: number) => RunOptions;
  /** `load`: the first run ends early. `changes`: the run after many changes of these records. */
  readonly of: 'load' | { readonly changes: number };
  readonly steps: { readonly from: number; readonly by: number };
}

/**
 * Ends a run at many steps, each time in a workspace of its own, resumes it, and compares Braze with one whose run was
 * left alone: the same people, items and events, none twice, and nothing left to send.
 */
export async function checkEndedRuns({ end, of, steps }: EndedRuns): Promise<void> {
  await withEngine(async (engine) => {
    const loaded = of === 'load' ? [] : await loadedWorkspaces(engine, steps);
    const undisturbed = loaded.shift() ?? (await engine.workspace());
    if (of !== 'load') await applyAll(engine, crmChanges(of.changes));
    await undisturbed.sync();
    const expected = await undisturbed.state();
    for (let step = steps.from; step < MOST_STEPS; step += steps.by) {
      const workspace = of === 'load' ? await engine.workspace() : loaded.shift();
      if (workspace === undefined) return;
      const approve = of === 'load' ? await planOf(workspace) : undefined;
      const result = await endedRun(workspace, { ...end(step), ...(approve === undefined ? {} : { approve }) });
      if (result?.kind === 'finished') return;
      await engine.advance(LATER);
      await workspace.sync();
      checkSame(await workspace.state(), expected, `ended at step ${step}`);
      await workspace.calls();
      const after = await workspace.sync();
      assert.deepEqual(
        await workspace.calls(),
        [],
        `ended at step ${step}, a run after the resumed one sent something`,
      );
      assert.equal(after.report.waiting.eventsReady + after.report.waiting.eventsUnknown, 0, `step ${step}`);
      await workspace.close();
    }
  });
}

export function checkSame(actual: BrazeState, expected: BrazeState, when: string): void {
  assert.deepEqual(repeatedEvents(actual), [], `${when}, events happened twice`);
  assert.deepEqual(actual.events.map(eventText), expected.events.map(eventText), when);
  assert.deepEqual(
    { people: actual.people, catalogs: actual.catalogs },
    { people: expected.people, catalogs: expected.catalogs },
    when,
  );
}

async function loadedWorkspaces(engine: EngineWorld, { from, by }: EndedRuns['steps']): Promise<Workspace[]> {
  const loaded: Workspace[] = [];
  for (let step = from - by; step < CHANGE_STEPS; step += by) {
    const workspace = await engine.workspace();
    await workspace.sync();
    loaded.push(workspace);
  }
  return loaded;
}

/** About as many as a run with all changes has. */
const CHANGE_STEPS = 190;

async function planOf(workspace: Workspace): Promise<string> {
  const planned = await workspace.run();
  if (planned.kind !== 'approval-needed') throw new Error(describeResult(planned));
  return planned.plan.id;
}

/** undefined: killed, or stopped before anything was written. */
async function endedRun(workspace: Workspace, options: RunOptions): Promise<SyncResult | undefined> {
  try {
    return await workspace.run(options);
  } catch (error) {
    if (error instanceof Killed || (isSyncFailure(error) && error.code === 'sync/interrupted')) return undefined;
    throw error;
  }
}
