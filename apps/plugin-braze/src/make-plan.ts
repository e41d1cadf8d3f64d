import { type SyncFailure, runPlan, type SyncPlan } from '@sf-braze/sync';
import type { Mapping } from '@sf-braze/mapping-core';
import { backfillNotes } from './backfill-notes.ts';
import { countDestinations } from './count-destinations.ts';
import { findingsError, reportOf } from './findings.ts';
import { type CalledWith, syncCommand } from './next-command.ts';
import { openWorld } from './open-world.ts';
import { hasDifferences, planObject } from './plan-object.ts';
import type { PlanShown } from './plan-text.ts';
import type { ProgressDisplay } from './progress.ts';
import { newRunId } from './run-id.ts';
import { type RunnableProject, runnableProject } from './runnable-project.ts';
import { systemClock } from './system-clock.ts';

export interface PlanRequest extends CalledWith {
  readonly full: boolean;
  readonly signal: AbortSignal;
}

/** What a sync would do now. Reads both ends and writes nothing to them. */
export async function makePlan(request: PlanRequest, { progress }: ProgressDisplay): Promise<PlanShown> {
  const runnable = await runnableProject(request.projectDir, request.environment);
  const { files, project, environment } = runnable;
  const { targetOrg, signal } = request;
  const world = await openWorld({ project, environment, folder: files.folder, targetOrg, progress, signal });
  try {
    const result = await runPlan(world, {
      runId: newRunId(systemClock.now()),
      project: files.project,
      mappings: files.mappings,
      environment: environment.name,
      full: request.full,
    });
    if (result.kind === 'findings') throw findingsError(reportOf(files, result.diagnostics));
    return shownPlan(result.plan, result.objection, { called: request, runnable });
  } finally {
    await world.close();
  }
}

/** A plan with everything that explains it: what it leads to, and what to type next. */
export function shownPlan(
  plan: SyncPlan,
  objection: SyncFailure | undefined,
  { called, runnable }: { readonly called: CalledWith; readonly runnable: RunnableProject },
): PlanShown {
  const { mapping, environment } = runnable;
  const object = planObject(plan);
  return {
    plan: object,
    differences: hasDifferences(object),
    approval: objection === undefined ? null : { code: objection.code, message: objection.message },
    next: syncCommand(called, environment, objection === undefined ? undefined : plan.id),
    mapping: mappingShown(mapping),
    notes: backfillNotes(object, mapping),
  };
}

function mappingShown(mapping: Mapping): PlanShown['mapping'] {
  return { files: mapping.files, destinations: countDestinations(mapping) };
}
