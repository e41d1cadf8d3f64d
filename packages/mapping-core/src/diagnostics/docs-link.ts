import type { DiagnosticCode } from './codes.ts';

/** Address of a code's paragraph; `docsBase` is the address of the diagnostics page. */
export function docsLink(docsBase: string, code: DiagnosticCode): string {
  return `${docsBase}#${code.replace('/', '-')}`;
}
