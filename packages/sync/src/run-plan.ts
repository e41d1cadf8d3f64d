import type { Diagnostic } from '@sf-braze/mapping-core';
import { objection } from './approval.ts';
import type { SyncFailure } from './failures.ts';
import { releaseReadings } from './passes/pass.ts';
import { planSync } from './plan-sync.ts';
import { type Prepared, prepareRun, type SyncRequest } from './prepare-run.ts';
import type { World } from './run-context.ts';
import type { SyncPlan } from './sync-plan.ts';

export type PlanResult =
  | Extract<Prepared, { kind: 'findings' }>
  | {
      readonly kind: 'planned';
      readonly plan: SyncPlan;
      /** Why a sync would stop and ask for approval; undefined when it would go on. */
      readonly objection: SyncFailure | undefined;
      readonly warnings: readonly Diagnostic[];
    };

/** What a sync would do now. Reads both ends, and writes nothing but the plan itself, into the state. */
export async function runPlan(world: World, request: SyncRequest): Promise<PlanResult> {
  const prepared = await prepareRun(world, request);
  if (prepared.kind === 'findings') return prepared;
  const { plan, pass } = await planSync(prepared);
  await releaseReadings(pass);
  return { kind: 'planned', plan, objection: objection(plan), warnings: prepared.warnings };
}
