import { type Analysis, checkSnapshotDrift, type Diagnostic, type Snapshot } from '@sf-braze/mapping-core';
import { countDestinations } from './count-destinations.ts';
import { freshSnapshot } from './fresh-snapshot.ts';
import { analyzeFiles, environmentOf, type ProjectFiles } from './project-files.ts';

export interface CheckRequest {
  readonly environment: string | undefined;
  readonly targetOrg: string | undefined;
  /** Checks against the org as it is now instead of the snapshot. */
  readonly org: boolean;
}

export interface CheckedProject {
  readonly diagnostics: readonly Diagnostic[];
  readonly destinations: number;
  /** What the fields were checked against. */
  readonly snapshot: Snapshot | undefined;
}

/** Checks the files, and with `org` also what became of the org since the snapshot. */
export async function checkProject(files: ProjectFiles, request: CheckRequest): Promise<CheckedProject> {
  const analysis = analyzeFiles(files);
  // Which org is meant stands in the project file: while that has errors, they come first.
  if (!request.org || analysis.project === undefined) return checked(analysis, files.snapshot, []);
  const environment = environmentOf(analysis.project, request.environment);
  const now = await freshSnapshot(analysis.project, environment, {
    targetOrg: request.targetOrg,
    mappings: files.mappings,
  });
  const fresh = analyzeFiles(files, now);
  const mapping = fresh.context?.mapping;
  const drift =
    files.snapshot === undefined || mapping === undefined ? [] : checkSnapshotDrift(files.snapshot, now, mapping);
  return checked(fresh, now, drift);
}

function checked(
  { context, diagnostics }: Analysis,
  snapshot: Snapshot | undefined,
  drift: readonly Diagnostic[],
): CheckedProject {
  return {
    diagnostics: [...diagnostics, ...drift],
    destinations: context === undefined ? 0 : countDestinations(context.mapping),
    snapshot,
  };
}
