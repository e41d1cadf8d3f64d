import type { Severity } from '../code-table.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { lineIndex, type LineIndex, type Position } from '../position.ts';

/** What every reporter turns into text. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  /** The texts the spans count in, by file; files without a finding too. */
  readonly texts: ReadonlyMap<string, string>;
  /** Address of the diagnostics page; a code's anchor is added. */
  readonly docsBase: string;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A finding with its place in lines; without a range when it is about no file, or the file could not be read. */
export interface Located {
  readonly diagnostic: Diagnostic;
  readonly range: Range | undefined;
}

/** The findings of one file, first to last. */
export interface FileFindings {
  readonly file: string;
  readonly lines: LineIndex | undefined;
  readonly findings: readonly Located[];
}

/** Every file of the report, those without findings too, in the order they were read; findings about no file come last. */
export function byFile(report: Report): readonly FileFindings[] {
  const grouped = new Map<string, Diagnostic[]>([...report.texts.keys()].map((file) => [file, []]));
  for (const diagnostic of report.diagnostics) {
    const found = grouped.get(diagnostic.file);
    if (found === undefined) grouped.set(diagnostic.file, [diagnostic]);
    else found.push(diagnostic);
  }
  return [...grouped].map(([file, diagnostics]) => fileFindings(report, file, diagnostics));
}

function fileFindings(report: Report, file: string, diagnostics: readonly Diagnostic[]): FileFindings {
  const text = report.texts.get(file);
  const lines = text === undefined ? undefined : lineIndex(text);
  const findings = diagnostics
    .toSorted((a, b) => a.span.start - b.span.start)
    .map((diagnostic) => ({ diagnostic, range: lines && rangeOf(lines, diagnostic) }));
  return { file, lines, findings };
}

function rangeOf(lines: LineIndex, { span }: Diagnostic): Range {
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

/** `1 error, 2 warnings`; infos are counted as notes. */
export function countLine(diagnostics: readonly Diagnostic[]): string {
  const words: readonly (readonly [Severity, string])[] = [
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'note'],
  ];
  const parts = words.flatMap(([severity, word]) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`];
  });
  return parts.length === 0 ? 'no problems' : parts.join(', ');
}
