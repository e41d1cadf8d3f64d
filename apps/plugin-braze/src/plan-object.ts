import type { SyncPlan } from '@sf-braze/sync';
import type { PlanObject } from './results/plan.ts';

/** A plan as `--json` shows it: every key always there. */
export function planObject(plan: SyncPlan): PlanObject {
  const { id, createdAt, environment, endpoint, org, firstRun, structure, events, attributes, gates } = plan;
  return {
    id,
    createdAt,
    environment,
    workspace: plan.workspace ?? null,
    endpoint,
    org,
    firstRun,
    structure,
    streams: plan.streams.map(({ name, object, from, read, created, updated, deleted, unchanged }) => {
      return { name, object, from: from ?? null, read, created, updated, deleted, unchanged };
    }),
    events: { ...events },
    attributes,
    problems: { ...plan.problems },
    gates: gates.map(({ name, count, limit, reached }) => ({ name, count, limit, reached })),
  };
}

/** Whether a sync would send anything. */
export function hasDifferences({ structure, streams, events }: PlanObject): boolean {
  return (
    structure.create.length > 0 ||
    structure.addFields.length > 0 ||
    streams.some(({ created, updated, deleted }) => created + updated + deleted > 0) ||
    Object.values(events).some((count) => count > 0)
  );
}
