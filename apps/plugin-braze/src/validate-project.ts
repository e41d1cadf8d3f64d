import { diagnosticObjects, printable } from '@sf-braze/mapping-core';
import { type CheckedProject, checkProject, type CheckRequest } from './check-project.ts';
import type { FindingFormat } from './finding-formats.ts';
import { formatFindings, reportOf } from './findings.ts';
import { plainPaint, terminalPaint } from './paint.ts';
import { readProjectFiles } from './project-files.ts';
import { type ReportTarget, writeReports } from './report-target.ts';
import type { ValidateResult } from './results/validate.ts';

export interface ValidateRequest extends CheckRequest {
  readonly projectDir: string | undefined;
  readonly format: FindingFormat;
  readonly reports: readonly ReportTarget<FindingFormat>[];
}

export interface Validated {
  readonly result: ValidateResult;
  /** What stdout gets. */
  readonly text: string;
  /** Why the snapshot on disk was of no use. */
  readonly problem: string | undefined;
}

/** Checks a project and writes the reports that were asked for. */
export async function validateProject(request: ValidateRequest): Promise<Validated> {
  const files = await readProjectFiles(request.projectDir);
  const checked = await checkProject(files, request);
  const report = reportOf(files, checked.diagnostics);
  await writeReports(request.reports, (format) => formatFindings(format, report, plainPaint));
  const text = formatFindings(request.format, report, terminalPaint());
  const count = files.mappings.length + 1;
  return {
    result: {
      diagnostics: [...diagnosticObjects(report)],
      files: count,
      destinations: checked.destinations,
      snapshot: checked.snapshot?.takenAt ?? null,
    },
    text: request.format === 'text' ? `${text}   ${footer(count, checked)}` : text,
    problem: files.snapshotProblem && printable(files.snapshotProblem),
  };
}

function footer(files: number, { destinations, snapshot }: CheckedProject): string {
  const taken = snapshot === undefined ? 'no snapshot' : `snapshot of ${snapshot.takenAt.slice(0, 10)}`;
  return [plural(files, 'file'), plural(destinations, 'destination'), taken].join(', ');
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
