import { codes, type DiagnosticCode, type Severity } from '@sf-braze/mapping-core';

/** Records by code of one severity. */
export function problemsOf(
  problems: Readonly<Record<string, number>>,
  severity: Severity,
): (readonly [string, number])[] {
  return Object.entries(problems).filter(([code]) => isCode(code) && codes[code].severity === severity);
}

export function sumOf(counts: readonly (readonly [string, number])[]): number {
  return counts.reduce((sum, [, count]) => sum + count, 0);
}

function isCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(codes, code);
}
