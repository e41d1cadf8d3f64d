import { join } from 'node:path';
import { serializeSnapshot, type Snapshot } from '@sf-braze/mapping-core';
import { compareSnapshots } from './compare-snapshots.ts';
import { freshSnapshot } from './fresh-snapshot.ts';
import { environmentOf, readProjectFiles, shownPath, SNAPSHOT_FILE } from './project-files.ts';
import { requireProject } from './require-project.ts';
import type { SnapshotDifference, SnapshotResult } from './results/snapshot.ts';
import { writeWholeFile } from './write-file.ts';

export interface SnapshotRequest {
  readonly projectDir: string | undefined;
  readonly environment: string | undefined;
  readonly targetOrg: string | undefined;
  /** Compares only. */
  readonly check: boolean;
}

/** Compares the org with `.braze/snapshot.json`, and writes it anew unless that is all. */
export async function takeSnapshot(request: SnapshotRequest): Promise<SnapshotResult> {
  const files = await readProjectFiles(request.projectDir);
  const project = requireProject(files);
  const environment = environmentOf(project, request.environment);
  const snapshot = await freshSnapshot(project, environment, {
    targetOrg: request.targetOrg,
    mappings: files.mappings,
  });
  const path = join(files.folder, SNAPSHOT_FILE);
  const differences = files.snapshot === undefined ? [firstOne(snapshot)] : compareSnapshots(files.snapshot, snapshot);
  if (!request.check) await writeWholeFile(path, serializeSnapshot(snapshot));
  return resultOf(snapshot, { file: shownPath(path), written: !request.check, differences });
}

function firstOne({ org }: Snapshot): SnapshotDifference {
  return { kind: 'added', name: 'snapshot', detail: `of org ${org.id}` };
}

function resultOf(
  { takenAt, org, objects }: Snapshot,
  rest: Pick<SnapshotResult, 'file' | 'written' | 'differences'>,
): SnapshotResult {
  const fields = [...objects.values()].reduce((sum, object) => sum + object.fields.size, 0);
  return { ...rest, takenAt, org: { id: org.id, sandbox: org.sandbox }, objects: objects.size, fields };
}
