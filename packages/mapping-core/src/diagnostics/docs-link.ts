import type { DiagnosticCode } from './codes.ts';

/** Anchor of a code on the diagnostics page. */
export function docsAnchor(code: DiagnosticCode): string {
  return code.replace('/', '-');
}

/** Address of a code's paragraph; `docsBase` is the address of the diagnostics page. */
export function docsLink(docsBase: string, code: DiagnosticCode): string {
  return `${docsBase}#${docsAnchor(code)}`;
}
