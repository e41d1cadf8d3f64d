import { SfError } from '@salesforce/core';
import {
  type Diagnostic,
  diagnosticObjects,
  githubReport,
  humanReport,
  jsonReport,
  junitReport,
  markdownReport,
  type Paint,
  type Report,
  sarifReport,
} from '@sf-braze/mapping-core';
import { exitCodes } from './exit-codes.ts';
import type { FindingFormat } from './finding-formats.ts';
import { type ProjectFiles, textsOf } from './project-files.ts';
import { DOCS_PAGE, docsUrl, withData } from './to-sf-error.ts';

/** Findings with the texts they point into. */
export function reportOf(files: ProjectFiles, diagnostics: readonly Diagnostic[]): Report {
  return { diagnostics, texts: textsOf(files), docsBase: DOCS_PAGE };
}

export function formatFindings(format: FindingFormat, report: Report, paint: Paint): string {
  switch (format) {
    case 'text':
      return humanReport(report, paint);
    case 'github':
      return githubReport(report);
    case 'markdown':
      return markdownReport(report);
    case 'sarif':
      return sarifReport(report);
    case 'junit':
      return junitReport(report);
    case 'json':
      return jsonReport(report);
  }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** Ends a command whose files, org or workspace do not fit: what was found is in the error's data too. */
export function findingsError(report: Report): SfError {
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error');
  const [first, ...others] = errors;
  const more = others.length === 0 ? '' : ` And ${others.length} more.`;
  const error = new SfError(
    `${first?.message ?? 'The project has errors.'}${more} Nothing was written.`,
    first?.code ?? 'FilesHaveErrors',
    first === undefined ? [] : [first.help, `Read more: ${docsUrl(first.code)}`],
    exitCodes.failed,
  );
  return withData(error, { diagnostics: diagnosticObjects(report) });
}
