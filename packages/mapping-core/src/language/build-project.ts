import { type Diagnostic, diagnostic, type Extras } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode, ParamsOf } from '../diagnostics/codes.ts';
import { buildCapabilities } from './capabilities.ts';
import { durationMinutes } from './duration.ts';
import { endpointKind, nearestEndpoint, shownEndpoint } from './endpoint.ts';
import type { ParsedFile } from './parse.ts';
import type { Environment, Gate, Project, SecretReference, StateStoreReference } from './project.ts';
import { projectSchema, type RawEnvironment, type RawProject } from './schema/project.ts';
import { secretReference } from './secret-reference.ts';
import { stateStore } from './state-store.ts';
import type { Path } from './yaml-tree.ts';

interface ProjectContext {
  readonly parsed: ParsedFile;
  readonly diagnostics: Diagnostic[];
}

/** What a project file means: defaults filled in, secrets as references. What cannot be used is reported and left out. */
export function buildProject(parsed: ParsedFile): {
  readonly project: Project | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const raw = projectSchema.safeParse(parsed.sound);
  if (!raw.success) return { project: undefined, diagnostics: [] };
  const context: ProjectContext = { parsed, diagnostics: [] };
  const project = projectOf(context, raw.data);
  return { project, diagnostics: context.diagnostics };
}

function projectOf(context: ProjectContext, raw: RawProject): Project {
  const { state, gates, schedule, limits } = raw;
  if (durationMinutes(schedule.overlap) < 1) {
    report(context, 'syntax/invalid-value', ['schedule', 'overlap'], {
      value: schedule.overlap,
      key: 'schedule.overlap',
    });
  }
  return {
    file: context.parsed.file,
    name: raw.name,
    mappings: raw.mappings,
    environments: Object.entries(raw.environments).flatMap(
      ([name, environment]) => environmentOf(context, name, environment) ?? [],
    ),
    state: {
      store: storeOf(context, state.store),
      fingerprintKey: optionalSecret(context, ['state', 'fingerprint_key'], state.fingerprint_key),
      leaseMinutes: durationMinutes(state.lease),
    },
    gates: {
      deletes: gateOf(gates.deletes),
      suspends: gateOf(gates.suspends),
      merges: gateOf(gates.merges),
      events: gateOf(gates.events),
      unsets: gateOf(gates.unsets),
      erases: gateOf(gates.erases),
    },
    schedule: {
      overlapMinutes: durationMinutes(schedule.overlap),
      formulaRefreshMinutes: durationMinutes(schedule.formula_refresh),
      linkSweepMinutes: durationMinutes(schedule.link_sweep),
      deleteSweepMinutes: durationMinutes(schedule.delete_sweep),
      linkRenewalMinutes: durationMinutes(schedule.link_renewal),
    },
    limits: {
      salesforceDailyApiSharePercent: Number.parseInt(limits.salesforce_daily_api_share, 10),
      brazeRequestsPerSecond: limits.braze_requests_per_second,
      concurrency: limits.concurrency,
    },
    alerts: raw.alerts.flatMap(({ when, to }, index) => {
      const reference = secretOf(context, ['alerts', index, 'to'], to);
      return reference === undefined ? [] : [{ when, to: reference }];
    }),
    telemetry: { otlp: raw.telemetry.otlp },
  };
}

function environmentOf(context: ProjectContext, name: string, raw: RawEnvironment): Environment | undefined {
  const path = ['environments', name];
  const { salesforce, braze, guard } = raw;
  checkEndpoint(context, [...path, 'braze', 'endpoint'], braze.endpoint, raw.protected);
  const apiKey = secretOf(context, [...path, 'braze', 'api_key'], braze.api_key);
  const eraseApiKey = optionalSecret(context, [...path, 'braze', 'erase_api_key'], braze.erase_api_key);
  if (apiKey === undefined) return undefined;
  return {
    name,
    protected: raw.protected,
    salesforce: {
      org: salesforce.org,
      apiVersion: salesforce.api_version,
      expect: { sandbox: salesforce.expect.sandbox, orgId: salesforce.expect.org_id },
    },
    braze: {
      endpoint: braze.endpoint,
      workspace: braze.workspace,
      apiKey,
      eraseApiKey,
      capabilities: buildCapabilities(braze.capabilities),
    },
    guard: { peopleWhere: guard.people_where, maxPeople: guard.max_people },
  };
}

function checkEndpoint(context: ProjectContext, path: Path, endpoint: string, isProtected: boolean): void {
  const kind = endpointKind(endpoint);
  if (kind === 'braze' || (kind === 'emulator' && !isProtected)) return;
  report(
    context,
    'security/endpoint-not-braze',
    path,
    { endpoint: shownEndpoint(endpoint) },
    { nearest: nearestEndpoint(endpoint) },
  );
}

function storeOf(context: ProjectContext, text: string): StateStoreReference {
  const found = stateStore(text);
  switch (found.kind) {
    case 'store':
      return found.store;
    case 'secret':
      report(context, 'security/secret-in-file', ['state', 'store'], {});
      break;
    case 'unsupported':
      report(context, 'config/state-store-unsupported', ['state', 'store'], {});
      break;
  }
  return { kind: 'folder', path: './.braze' };
}

function optionalSecret(context: ProjectContext, path: Path, text: string | undefined): SecretReference | undefined {
  return text === undefined ? undefined : secretOf(context, path, text);
}

/** A text that is no reference may be the secret itself, so it is never shown. */
function secretOf(context: ProjectContext, path: Path, text: string): SecretReference | undefined {
  const reference = secretReference(text);
  if (reference === undefined) report(context, 'security/secret-in-file', path, {});
  return reference;
}

function gateOf(raw: number | string): Gate {
  return typeof raw === 'number' ? { kind: 'count', count: raw } : { kind: 'percent', percent: Number.parseFloat(raw) };
}

function report<Code extends DiagnosticCode>(
  { parsed, diagnostics }: ProjectContext,
  code: Code,
  path: Path,
  params: ParamsOf<Code>,
  extras: Extras = {},
): void {
  diagnostics.push(diagnostic(code, { file: parsed.file, span: parsed.spanOf(path) }, params, extras));
}
