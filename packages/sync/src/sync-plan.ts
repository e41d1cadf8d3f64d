import { createHash } from 'node:crypto';
import type { CatalogFieldDefinition, DiagnosticCode } from '@sf-braze/mapping-core';
import type { WorkspacePlan } from './send/workspace.ts';
import { checkGates, type GatedCounts, type GateState } from './gates.ts';
import type { Stream } from './passes/streams.ts';
import type { RunContext } from './run-context.ts';
import { gatedCounts, type StreamCount, streamCount, type Tally } from './tally.ts';

/** What a run will do: counts, names and codes, never values. */
export interface SyncPlan {
  readonly id: string;
  readonly createdAt: string;
  readonly environment: string;
  readonly workspace: string | undefined;
  readonly endpoint: string;
  readonly org: string;
  /** Nothing was ever sent from this org to this workspace, as far as the state knows. */
  readonly firstRun: boolean;
  readonly structure: {
    readonly create: readonly { readonly name: string; readonly fields: readonly CatalogFieldDefinition[] }[];
    readonly addFields: readonly { readonly catalog: string; readonly fields: readonly CatalogFieldDefinition[] }[];
    readonly unknown: readonly { readonly catalog: string; readonly field: string }[];
  };
  readonly streams: readonly (StreamCount & {
    readonly name: string;
    readonly object: string;
    /** undefined: everything is read. */
    readonly from: string | undefined;
  })[];
  readonly events: Readonly<Record<string, number>>;
  readonly attributes: number;
  readonly problems: Readonly<Partial<Record<DiagnosticCode, number>>>;
  readonly counts: GatedCounts;
  readonly gates: readonly GateState[];
  /** What an approval is bound to, as digests. */
  readonly bound: {
    readonly mapping: string;
    readonly environment: string;
    readonly org: string;
    readonly workspace: string;
    readonly structure: string;
  };
}

export interface PlanInput {
  readonly context: RunContext;
  readonly streams: readonly Stream[];
  readonly tally: Tally;
  readonly workspacePlan: WorkspacePlan;
  readonly knownPeople: number;
  readonly firstRun: boolean;
}

export function assemblePlan({ context, streams, tally, workspacePlan, knownPeople, firstRun }: PlanInput): SyncPlan {
  const { environment, org } = context;
  const { create, addFields, unknown } = workspacePlan;
  const counts = gatedCounts(tally);
  const structure = { create: create.map(({ name, fields }) => ({ name, fields })), addFields, unknown };
  const bound = {
    mapping: digest(streams.map(({ name, digest: text }) => [name, text]).concat([['policies', policies(context)]])),
    environment: environment.name,
    org: org.id,
    workspace: environment.braze.endpoint,
    structure: digest(structure),
  };
  return {
    id: digest([bound, counts]).slice(0, 8),
    createdAt: context.at,
    environment: environment.name,
    workspace: environment.braze.workspace,
    endpoint: environment.braze.endpoint,
    org: org.id,
    firstRun,
    structure,
    streams: streams.map(({ name, from, compiled }) => ({
      ...streamCount(tally, name),
      name,
      object: compiled.object,
      from,
    })),
    events: Object.fromEntries(tally.events),
    attributes: tally.attributes,
    problems: Object.fromEntries(tally.problems),
    counts,
    gates: checkGates(counts, context.project.gates, knownPeople),
    bound,
  };
}

function policies({ mapping, project }: RunContext): string {
  const links = mapping.links.map(({ name, linked, unlinked, backfill }) => [
    name,
    linked ?? null,
    unlinked ?? null,
    backfill,
  ]);
  const { identity, lifecycle } = mapping;
  return digest([identity, { ...lifecycle, erase: [...lifecycle.erase.keys()] }, links, project.gates]);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
