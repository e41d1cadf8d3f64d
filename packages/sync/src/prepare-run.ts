import {
  analyze,
  type CatalogFieldDefinition,
  compileMapping,
  type CompiledMapping,
  type Diagnostic,
  diagnostic,
  type Environment,
  type Mapping,
} from '@sf-braze/mapping-core';
import { planWorkspace, type WorkspacePlan } from './send/workspace.ts';
import { describeMapped } from './describe-mapped.ts';
import { syncFailure } from './failures.ts';
import type { OrgIdentity } from './ports.ts';
import type { RunContext, World } from './run-context.ts';

/** What a caller brings: the texts as they stand, and where to run them. */
export interface SyncRequest {
  readonly runId: string;
  readonly project: { readonly file: string; readonly text: string };
  readonly mappings: readonly { readonly file: string; readonly text: string }[];
  readonly environment: string;
  readonly full: boolean;
}

export type Prepared =
  | {
      readonly kind: 'ready';
      readonly context: RunContext;
      readonly workspacePlan: WorkspacePlan;
      readonly warnings: readonly Diagnostic[];
    }
  /** Errors in the files, against the org as it is now, or against the workspace. Nothing was read or written. */
  | { readonly kind: 'findings'; readonly diagnostics: readonly Diagnostic[] };

/** Checks both ends before the first record: the right org, a mapping that fits it, catalogs that fit the mapping. */
export async function prepareRun(world: World, request: SyncRequest): Promise<Prepared> {
  world.progress({ kind: 'stage', stage: 'check' });
  const org = await world.source.identity();
  const at = await world.source.now();
  const snapshot = await describeMapped(
    world.source,
    request.mappings.map(({ text }) => text),
  );
  const { project, mapping, guards, diagnostics } = analyze({
    project: request.project,
    mappings: request.mappings,
    snapshot,
  });
  const environment = project?.environments.find(({ name }) => name === request.environment);
  if (environment !== undefined) expectOrg(environment, org);
  const broken = diagnostics.some(({ severity }) => severity === 'error');
  if (broken || project === undefined || mapping === undefined || environment === undefined)
    return { kind: 'findings', diagnostics };
  const { capabilities } = environment.braze;
  const compiled = compileMapping(mapping, {
    snapshot,
    env: environment.name,
    orgId: org.id,
    capabilities,
    guardWhere: guards.get(environment.name),
  });
  const workspace = await world.destination.catalogs(world.signal);
  const workspacePlan = planWorkspace(wantedCatalogs(mapping, compiled), workspace);
  const conflicts = structureFindings(mapping, workspacePlan);
  if (conflicts.some(({ severity }) => severity === 'error')) return { kind: 'findings', diagnostics: conflicts };
  return {
    kind: 'ready',
    workspacePlan,
    warnings: [...diagnostics, ...conflicts].filter(({ severity }) => severity === 'warning'),
    context: {
      ...world,
      runId: request.runId,
      project,
      environment,
      org,
      snapshot,
      mapping,
      compiled,
      at,
      workspace,
      full: request.full,
    },
  };
}

function expectOrg({ salesforce: { expect } }: Environment, org: OrgIdentity): void {
  if (expect.orgId !== undefined && expect.orgId.slice(0, 15) !== org.id.slice(0, 15)) {
    throw syncFailure('salesforce/wrong-org', { actual: org.id, expected: expect.orgId });
  }
  if (expect.sandbox !== undefined && expect.sandbox !== org.sandbox) {
    throw syncFailure('salesforce/wrong-org', { actual: orgKind(org.sandbox), expected: orgKind(expect.sandbox) });
  }
}

function orgKind(sandbox: boolean): string {
  return sandbox ? 'a sandbox' : 'not a sandbox';
}

function wantedCatalogs(mapping: Mapping, compiled: CompiledMapping): Parameters<typeof planWorkspace>[0] {
  return mapping.catalogs
    .filter(({ target }) => target === 'catalog')
    .map(({ key, name, description }) => ({
      name,
      description,
      fields: (compiled.catalogs.get(key)?.destinations ?? []).map(({ destination }) => ({
        name: destination.name,
        type: catalogType(destination.field.as),
      })),
    }));
}

/** https://www.braze.com/docs/api/endpoints/catalogs/catalog_management/synchronous/post_create_catalog */
function catalogType(as: Mapping['catalogs'][number]['fields'][number]['field']['as']): CatalogFieldDefinition['type'] {
  switch (as) {
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'time':
      return 'time';
    case 'array':
      return 'array';
    case 'string':
    case 'date':
      return 'string';
  }
}

function structureFindings(mapping: Mapping, plan: WorkspacePlan): Diagnostic[] {
  const place = (catalog: string, field: string): { file: string; span: { start: number; end: number } } => {
    const mapped = mapping.catalogs.find(({ name }) => name === catalog);
    const destination = mapped?.fields.find(({ name }) => name === field);
    const span = destination?.span ?? mapped?.span ?? { start: 0, end: 0 };
    return { file: destination?.file ?? mapping.files[0] ?? '', span };
  };
  const reported = (catalog: string): boolean =>
    mapping.catalogs.some(({ name, unknownFields }) => name === catalog && unknownFields === 'report');
  return [
    ...plan.conflicts.map(({ catalog, field, actual, expected }) =>
      diagnostic('braze/catalog-type-conflict', place(catalog, field), { catalog, field, actual, expected }),
    ),
    ...plan.unknown
      .filter(({ catalog }) => reported(catalog))
      .map(({ catalog, field }) =>
        diagnostic('braze/unmapped-catalog-field', place(catalog, field), { catalog, field }),
      ),
  ];
}
