import { type GatedCounts, type GateState, withinApproval } from './gates.ts';
import { type SyncFailure, syncFailure } from './failures.ts';
import type { StoredPlan } from './state.ts';
import type { SyncPlan } from './sync-plan.ts';

const DAY = 86_400_000;

/** Why a plan may not run by itself; undefined when it may. */
export function objection(plan: SyncPlan): SyncFailure | undefined {
  const gate = plan.gates.find(({ reached }) => reached);
  if (plan.firstRun) return syncFailure('sync/state-missing', { plan: plan.id });
  return gate && syncFailure('sync/gate-reached', gateParams(plan.id, gate));
}

function gateParams(
  plan: string,
  { name, count, limit }: GateState,
): { count: number; what: string; limit: number; plan: string } {
  return { count, what: name, limit, plan };
}

/** Fails unless the approved plan is young, and this one does what it said, within its slack. */
export function checkApproval(approved: string, stored: StoredPlan | undefined, plan: SyncPlan, now: string): void {
  if (stored === undefined || Date.parse(now) - Date.parse(stored.createdAt) > DAY) {
    throw syncFailure('sync/plan-unknown', { plan: approved });
  }
  const before = JSON.parse(stored.plan) as Pick<SyncPlan, 'bound' | 'counts'>; // written by `planSync`
  const difference = differenceOf(before, plan);
  if (difference !== undefined) throw syncFailure('sync/plan-changed', { difference, plan: plan.id });
}

function differenceOf(
  before: { readonly bound: SyncPlan['bound']; readonly counts: GatedCounts },
  now: SyncPlan,
): string | undefined {
  const changed = Object.entries(now.bound).find(
    ([name, value]) => before.bound[name as keyof SyncPlan['bound']] !== value,
  );
  if (changed !== undefined) return `the ${changed[0]} differs`;
  return withinApproval(before.counts, now.counts) ? undefined : 'it would do more than was approved';
}
