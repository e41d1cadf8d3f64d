import { type Gate, type GateName, gateNames } from '@sf-braze/mapping-core';

export type GatedCounts = Readonly<Record<GateName, number>>;

/** How one gate stands: what the run would do, and what it may do. */
export interface GateState {
  readonly name: GateName;
  readonly count: number;
  readonly limit: number;
  readonly reached: boolean;
}

/** Counts what one run would do against the gates. A share counts from the people known before the run. */
export function checkGates(
  counts: GatedCounts,
  gates: Readonly<Record<GateName, Gate>>,
  knownPeople: number,
): readonly GateState[] {
  return gateNames.map((name) => {
    const limit = limitOf(gates[name], knownPeople);
    return { name, count: counts[name], limit, reached: counts[name] > limit };
  });
}

/** At least 10: a share of a small workspace would stop every run. */
function limitOf(gate: Gate, knownPeople: number): number {
  if (gate.kind === 'count') return gate.count;
  return Math.max(10, Math.floor((knownPeople * gate.percent) / 100));
}

/** Slack of an approved plan: at most 1 % or 10 more than was approved, whichever is more. */
export function withinApproval(approved: GatedCounts, now: GatedCounts): boolean {
  return gateNames.every((name) => now[name] <= approved[name] + Math.max(10, Math.ceil(approved[name] * 0.01)));
}
