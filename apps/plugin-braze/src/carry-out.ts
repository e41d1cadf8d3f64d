import { hostname } from 'node:os';
import { isSyncFailure, runSync, type SyncResult } from '@sf-braze/sync';
import { SfError } from '@salesforce/core';
import { stoppedExitCode } from './exit-codes.ts';
import { findingsError, formatFindings, reportOf } from './findings.ts';
import { shownPlan } from './make-plan.ts';
import { type CalledWith, syncCommand } from './next-command.ts';
import { openWorld, stateFolder } from './open-world.ts';
import { terminalPaint } from './paint.ts';
import { planText } from './plan-text.ts';
import { shownPath } from './project-files.ts';
import { checkProtection } from './protection.ts';
import { newRunId } from './run-id.ts';
import { type FailedRun, writeRunReport } from './run-report.ts';
import { type RunnableProject, runnableProject } from './runnable-project.ts';
import type { SyncCommandResult } from './results/sync.ts';
import { syncObject } from './sync-object.ts';
import { syncText } from './sync-text.ts';
import { systemClock } from './system-clock.ts';
import { failureError, unwritten, withData } from './to-sf-error.ts';
import type { Watch } from './watched.ts';

export interface CarryOutRequest extends CalledWith {
  readonly approve: string | undefined;
  readonly confirm: string | undefined;
  readonly full: boolean;
}

/** How a sync ended: what stdout gets, and the result or the error that ends the command. */
export interface CarriedOut {
  readonly text: string;
  readonly ending:
    | { readonly kind: 'result'; readonly result: SyncCommandResult }
    | { readonly kind: 'error'; readonly error: SfError };
}

/** Carries what changed in the org into the workspace. Fails, with nothing written, before the run begins. */
export async function carryOut(request: CarryOutRequest, { display, signal }: Watch): Promise<CarriedOut> {
  const runnable = await runnableProject(request.projectDir, request.environment);
  const { files, project, environment } = runnable;
  checkProtection(environment, request.confirm, process.env);
  const place = { project, environment, folder: files.folder };
  const run: StartedRun = {
    id: newRunId(systemClock.now()),
    startedAt: systemClock.now(),
    folder: stateFolder(place),
    runnable,
    request,
  };
  const world = await openWorld({ ...place, targetOrg: request.targetOrg, progress: display.progress, signal });
  try {
    const result = await runSync(world, {
      runId: run.id,
      project: files.project,
      mappings: files.mappings,
      environment: environment.name,
      full: request.full,
      host: hostname(),
      approve: request.approve,
    });
    return await ended(result, run);
  } catch (error) {
    await writeRunReport(run.folder, failedRun(run, nameOf(error), null));
    throw isSyncFailure(error) ? unwritten(failureError(error)) : error;
  } finally {
    await world.close();
  }
}

interface StartedRun {
  readonly id: string;
  readonly startedAt: string;
  readonly folder: string;
  readonly runnable: RunnableProject;
  readonly request: CarryOutRequest;
}

async function ended(result: SyncResult, run: StartedRun): Promise<CarriedOut> {
  switch (result.kind) {
    case 'findings': {
      const report = reportOf(run.runnable.files, result.diagnostics);
      const error = unwritten(findingsError(report));
      await writeRunReport(run.folder, failedRun(run, error.name, null));
      return { text: formatFindings('text', report, terminalPaint()), ending: { kind: 'error', error } };
    }
    case 'approval-needed':
      await writeRunReport(run.folder, failedRun(run, result.failure.code, result.plan.id));
      return refused(result, run);
    case 'finished':
    case 'stopped':
      return reported(result, run);
  }
}

function refused({ plan, failure }: Extract<SyncResult, { kind: 'approval-needed' }>, run: StartedRun): CarriedOut {
  const { runnable, request } = run;
  const shown = shownPlan(plan, failure, { called: request, runnable });
  const next = syncCommand(request, runnable.environment, plan.id);
  const error = new SfError(`Stopped before the first write. ${failure.message}`, failure.code, [
    `Read the plan. If it is meant: ${next}`,
  ]);
  return { text: planText(shown), ending: { kind: 'error', error: withData(error, { plan: shown.plan, next }) } };
}

async function reported(
  result: Extract<SyncResult, { kind: 'finished' | 'stopped' }>,
  { folder }: StartedRun,
): Promise<CarriedOut> {
  const object = syncObject(result.report);
  const report = shownPath(await writeRunReport(folder, object));
  const text = syncText(object, report.replace(/json$/, 'md'));
  if (result.kind === 'finished') return { text, ending: { kind: 'result', result: { run: object, report } } };
  const error = failureError(result.failure, stoppedExitCode(result.failure.code));
  return { text, ending: { kind: 'error', error: withData(error, { run: object, report }) } };
}

function failedRun({ id, startedAt, runnable }: StartedRun, stoppedBy: string, plan: string | null): FailedRun {
  const { name: environment } = runnable.environment;
  const finishedAt = systemClock.now();
  return { id, environment, startedAt, finishedAt, outcome: 'not started', stoppedBy, plan };
}

function nameOf(error: unknown): string {
  if (isSyncFailure(error)) return error.code;
  return error instanceof Error ? error.name : 'UnknownError';
}
