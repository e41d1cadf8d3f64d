import type { Severity } from '../code-table.ts';
import { printable } from '../printable.ts';
import { byFile, type Located, type Report } from './report.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands: one annotation a line.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubReport(report: Report): string {
  return byFile(report)
    .flatMap(({ findings }) => findings.map(annotation))
    .join('\n');
}

function annotation({ diagnostic: { severity, code, file, message, help }, range }: Located): string {
  const place = [
    ...(file === '' ? [] : [`file=${property(file)}`]),
    ...(range === undefined ? [] : [`line=${range.start.line}`, `col=${range.start.column}`]),
    `title=${property(code)}`,
  ];
  return `::${commands[severity]} ${place.join(',')}::${data(`${message} ${help}`)}`;
}

function data(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
