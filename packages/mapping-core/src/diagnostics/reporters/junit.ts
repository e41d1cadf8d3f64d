import type { Diagnostic } from '../diagnostic.ts';
import { printable } from '../printable.ts';
import { byFile, type FileFindings, type Located, type Report } from './report.ts';

/** JUnit XML: one case per file; its errors are failures, the rest is output. */
export function junitReport(report: Report): string {
  const files = byFile(report);
  const failed = files.filter(({ findings }) => findings.some(isFailure)).length;
  const counts = `tests="${files.length}" failures="${failed}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sf-braze" ${counts}>`,
    `  <testsuite name="validate" ${counts}>`,
    ...files.map(testCase),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n');
}

function testCase({ file, findings }: FileFindings): string {
  const name = `    <testcase classname="validate" name="${xml(file === '' ? 'project' : file)}"`;
  const notes = findings
    .filter((finding) => !isFailure(finding))
    .map(({ diagnostic, range }) => `${range?.start.line ?? 0}: ${line(diagnostic)}`);
  const inside = [
    ...findings.filter(isFailure).map(failure),
    ...(notes.length === 0 ? [] : [`      <system-out>${xml(notes.join(' | '))}</system-out>`]),
  ];
  return inside.length === 0 ? `${name}/>` : [`${name}>`, ...inside, '    </testcase>'].join('\n');
}

function failure({ diagnostic: { code, file, message, help }, range }: Located): string {
  const place = range === undefined ? file : `${file}:${range.start.line}:${range.start.column}`;
  return `      <failure type="${code}" message="${xml(message)}">${xml(`${place} ${message} ${help}`)}</failure>`;
}

function isFailure({ diagnostic }: Located): boolean {
  return diagnostic.severity === 'error';
}

function line({ severity, code, message }: Diagnostic): string {
  return `${severity} ${code} ${message}`;
}

/** XML 1.0 has no way to write most control characters, so they are shown escaped. */
function xml(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd');
}
