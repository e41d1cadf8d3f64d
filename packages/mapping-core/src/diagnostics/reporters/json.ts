import type { Severity } from '../code-table.ts';
import type { DiagnosticCode } from '../codes.ts';
import { docsLink } from '../docs-link.ts';
import { byFile, type Range, type Report } from './report.ts';

/** A finding as `--json` shows it. */
export interface DiagnosticObject {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  /** Empty when the finding is about no file. */
  readonly file: string;
  /** Lines and columns count from 1, columns in UTF-16 units; null when the finding is about no file. */
  readonly range: Range | null;
  readonly params: Readonly<Record<string, string | number>>;
  /** Address of the code's explanation. */
  readonly docs: string;
}

/** The findings as plain objects, by file and place. */
export function diagnosticObjects(report: Report): readonly DiagnosticObject[] {
  return byFile(report).flatMap(({ findings }) =>
    findings.map(({ diagnostic: { code, severity, message, help, file, params }, range }) => ({
      code,
      severity,
      message,
      help,
      file,
      range: range ?? null,
      params,
      docs: docsLink(report.docsBase, code),
    })),
  );
}

/** A JSON array, safe to print: what JSON itself leaves as it is and a terminal would obey is escaped. */
export function jsonReport(report: Report): string {
  return escapeControls(JSON.stringify(diagnosticObjects(report), undefined, 2));
}

/** Escapes what may stand in a JSON text but not on a terminal; the JSON means the same. */
export function escapeControls(json: string): string {
  return json.replaceAll(
    /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
