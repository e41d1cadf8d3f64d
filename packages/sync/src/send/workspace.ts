import type { CatalogFieldDefinition } from '@sf-braze/mapping-core';
import { syncFailure } from '../failures.ts';
import type { Clock, Destination, Outcome, WorkspaceCatalog } from '../ports.ts';
import { lookDelays } from './looks.ts';

export interface WantedCatalog {
  readonly name: string;
  readonly description: string;
  /** `id` is implied. */
  readonly fields: readonly CatalogFieldDefinition[];
}

/** What has to be added to the workspace, and what only a person can decide. Nothing is ever removed. */
export interface WorkspacePlan {
  /** Fields with `id` first. */
  readonly create: readonly WantedCatalog[];
  readonly addFields: readonly { readonly catalog: string; readonly fields: readonly CatalogFieldDefinition[] }[];
  /** `braze/catalog-type-conflict` */
  readonly conflicts: readonly {
    readonly catalog: string;
    readonly field: string;
    readonly actual: CatalogFieldDefinition['type'];
    readonly expected: CatalogFieldDefinition['type'];
  }[];
  /** `braze/unmapped-catalog-field` */
  readonly unknown: readonly { readonly catalog: string; readonly field: string }[];
}

const idField: CatalogFieldDefinition = { name: 'id', type: 'string' };

export function planWorkspace(wanted: readonly WantedCatalog[], existing: readonly WorkspaceCatalog[]): WorkspacePlan {
  const known = new Map(existing.map((catalog) => [catalog.name, typesOf(catalog.fields)]));
  const complete = wanted.map((catalog) => ({ ...catalog, fields: withId(catalog.fields) }));
  const present = complete.flatMap((catalog) => {
    const types = known.get(catalog.name);
    return types === undefined ? [] : [{ catalog, types }];
  });
  return {
    create: complete.filter(({ name }) => !known.has(name)),
    addFields: present.flatMap(({ catalog, types }) => {
      const fields = catalog.fields.filter(({ name }) => !types.has(name));
      return fields.length === 0 ? [] : [{ catalog: catalog.name, fields }];
    }),
    conflicts: present.flatMap(({ catalog, types }) =>
      catalog.fields.flatMap(({ name, type }) => {
        const actual = types.get(name);
        const conflict = { catalog: catalog.name, field: name, expected: type };
        return actual === undefined || actual === type ? [] : [{ ...conflict, actual }];
      }),
    ),
    unknown: present.flatMap(({ catalog, types }) => {
      const mapped = typesOf(catalog.fields);
      return [...types.keys()].flatMap((field) => (mapped.has(field) ? [] : [{ catalog: catalog.name, field }]));
    }),
  };
}

export interface WorkspaceResult {
  /** Catalogs whose new fields did not show within five minutes: writing their items has to wait. */
  readonly notVisible: readonly string[];
}

// Braze takes 500 fields with a new catalog, and 50 new ones a call. https://www.braze.com/docs/api/endpoints/catalogs
const fieldsAtCreation = 500;
const fieldsPerCall = 50;

export interface ApplyOptions {
  readonly destination: Pick<Destination, 'send' | 'catalogs'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Makes the catalogs and fields of a plan, then waits until `GET /catalogs` shows them: added fields are asynchronous,
 * and an item that uses one too early is refused. Throws `braze/request-rejected` when Braze refuses one of them.
 * Conflicts and unknown fields are the caller's business.
 */
export async function applyWorkspace(plan: WorkspacePlan, options: ApplyOptions): Promise<WorkspaceResult> {
  const refused = new Map<string, string>();
  for (const { name, description, fields } of plan.create) {
    const request = { kind: 'catalog-create', name, description, fields: fields.slice(0, fieldsAtCreation) } as const;
    const { objects } = await options.destination.send(request, options.signal);
    noteRefusal(refused, name, objects);
    await addFields(name, fields.slice(fieldsAtCreation), { refused, options });
  }
  for (const { catalog, fields } of plan.addFields) {
    await addFields(catalog, fields, { refused, options });
  }
  return untilVisible(plan, refused, options);
}

async function addFields(
  catalog: string,
  fields: readonly CatalogFieldDefinition[],
  { refused, options }: { readonly refused: Map<string, string>; readonly options: ApplyOptions },
): Promise<void> {
  for (let start = 0; start < fields.length; start += fieldsPerCall) {
    const some = fields.slice(start, start + fieldsPerCall);
    const { objects } = await options.destination.send(
      { kind: 'catalog-fields-add', catalog, fields: some },
      options.signal,
    );
    noteRefusal(refused, catalog, objects);
  }
}

function noteRefusal(refused: Map<string, string>, catalog: string, outcomes: readonly Outcome[]): void {
  const rejected = outcomes.find((outcome) => outcome.kind === 'rejected');
  if (rejected !== undefined && !refused.has(catalog)) refused.set(catalog, rejected.reason);
}

async function untilVisible(
  plan: WorkspacePlan,
  refused: ReadonlyMap<string, string>,
  { destination, clock, signal }: ApplyOptions,
): Promise<WorkspaceResult> {
  const awaited = [...plan.create.map(({ name, fields }) => ({ catalog: name, fields })), ...plan.addFields];
  if (awaited.length === 0) return { notVisible: [] };
  let missing = awaited;
  for (const delay of [0, ...lookDelays]) {
    if (delay > 0) await clock.sleep(delay, signal);
    const existing = await destination.catalogs(signal);
    missing = missing.filter(({ catalog, fields }) => !shows(existing, catalog, fields));
    // What exists already is refused when it is made again, after an answer that got lost: only what is missing counts.
    const refusal = missing.map(({ catalog }) => refused.get(catalog)).find((reason) => reason !== undefined);
    if (refusal !== undefined) throw syncFailure('braze/request-rejected', { reason: refusal });
    if (missing.length === 0) break;
  }
  return { notVisible: [...new Set(missing.map(({ catalog }) => catalog))] };
}

function shows(
  existing: readonly WorkspaceCatalog[],
  catalog: string,
  fields: readonly CatalogFieldDefinition[],
): boolean {
  const types = typesOf(existing.find(({ name }) => name === catalog)?.fields ?? []);
  return fields.every(({ name, type }) => types.get(name) === type);
}

function withId(fields: readonly CatalogFieldDefinition[]): readonly CatalogFieldDefinition[] {
  return [idField, ...fields.filter(({ name }) => name !== idField.name)];
}

function typesOf(fields: readonly CatalogFieldDefinition[]): ReadonlyMap<string, CatalogFieldDefinition['type']> {
  return new Map(fields.map(({ name, type }) => [name, type]));
}
