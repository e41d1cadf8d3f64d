import { SfError } from '@salesforce/core';
import {
  type BrazeRequest,
  codes,
  type Mapping,
  parseRecordId,
  type Phase,
  type Problem,
  printable,
  runFixture,
  sentences,
  wire,
} from '@sf-braze/mapping-core';
import { previewRecord } from '@sf-braze/sync';
import { findingsError, hasErrors, reportOf } from './findings.ts';
import { hideValues } from './hide-values.ts';
import { openWorld } from './open-world.ts';
import { analyzeFiles } from './project-files.ts';
import { readFixture } from './read-fixture.ts';
import type { PreviewResult } from './results/preview.ts';
import { newRunId } from './run-id.ts';
import { runnableProject } from './runnable-project.ts';
import { systemClock } from './system-clock.ts';
import { codedError } from './to-sf-error.ts';
import type { Watch } from './watched.ts';

export interface PreviewRequest {
  readonly projectDir: string | undefined;
  readonly environment: string | undefined;
  readonly targetOrg: string | undefined;
  readonly showValues: boolean;
}

/** What a sync would send for one record now. Reads it, and sends nothing. */
export async function previewOfRecord(
  record: string,
  request: PreviewRequest,
  { display, signal }: Watch,
): Promise<PreviewResult> {
  const id = parseRecordId(record);
  if (id === undefined) throw notAnId(record);
  const { files, project, environment, mapping } = await runnableProject(request.projectDir, request.environment);
  const { targetOrg, showValues } = request;
  const world = await openWorld({
    project,
    environment,
    folder: files.folder,
    targetOrg,
    progress: display.progress,
    signal,
  });
  try {
    const asked = { runId: newRunId(systemClock.now()), project: files.project, mappings: files.mappings };
    const preview = await previewRecord(world, { ...asked, environment: environment.name, full: false }, id);
    if (preview.kind === 'findings') throw findingsError(reportOf(files, preview.diagnostics));
    return {
      source: 'record',
      object: preview.object,
      id: preview.id,
      found: preview.found,
      known: preview.known,
      ...shown(preview, mapping, showValues),
    };
  } finally {
    await world.close();
  }
}

/** What a sync would send for a made-up world. Needs files and the snapshot only. */
export async function previewOfFixture(path: string, request: PreviewRequest): Promise<PreviewResult> {
  const { files, environment } = await runnableProject(request.projectDir, request.environment);
  const { mapping, guards, diagnostics } = analyzeFiles(files);
  if (files.snapshot === undefined) throw codedError('config/snapshot-missing', {});
  if (mapping === undefined || hasErrors(diagnostics)) throw findingsError(reportOf(files, diagnostics));
  const { fixture, at } = await readFixture(path);
  const result = runFixture(mapping, files.snapshot, fixture, {
    at: at ?? systemClock.now(),
    env: environment.name,
    capabilities: environment.braze.capabilities,
    guardWhere: guards.get(environment.name),
  });
  const known = fixture.known.length > 0;
  return {
    source: 'fixture',
    object: null,
    id: null,
    found: true,
    known,
    ...shown(result, mapping, request.showValues),
  };
}

function shown(
  { phases, problems }: { readonly phases: readonly Phase[]; readonly problems: readonly Problem[] },
  mapping: Mapping,
  showValues: boolean,
): Pick<PreviewResult, 'phases' | 'problems'> {
  const call = (request: BrazeRequest): PreviewResult['phases'][number]['calls'][number] => {
    const { method, path, body } = showValues ? wire(request) : hideValues(request, mapping);
    return { method, path, body };
  };
  return {
    phases: phases.map(({ number, requests }) => ({ number, calls: requests.map(call) })),
    problems: problems.map(({ code, params, object, id }) => {
      return { code, severity: codes[code].severity, message: sentences(code, params).message, object, id };
    }),
  };
}

function notAnId(text: string): SfError {
  return new SfError(`\`${printable(text).slice(0, 40)}\` is not a record id.`, 'RecordIdInvalid', [
    'Give the 15 or 18 characters that stand in the address of the record. In an id of 18, one may be mistyped.',
  ]);
}
