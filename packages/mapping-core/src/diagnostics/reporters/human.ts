import type { Severity } from '../code-table.ts';
import type { DiagnosticCode } from '../codes.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { LineIndex } from '../position.ts';
import { printable } from '../printable.ts';
import { byFile, countLine, type FileFindings, type Located, type Range, type Report } from './report.ts';

export type Style = Severity | 'file' | 'code' | 'faint';

/** Adds colour, or does not: decided by whoever owns the terminal. */
export type Paint = (style: Style, text: string) => string;

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
const SEVERITY_WIDTH = 'warning'.length;

/**
 * For a terminal: by file, worst first, with what to do and, for errors, the line itself. Infos of one code share a line.
 * Ends with the counts.
 */
export function humanReport(report: Report, paint: Paint): string {
  const blocks = byFile(report)
    .filter(({ findings }) => findings.length > 0)
    .map((file) => fileBlock(file, paint));
  return [...blocks.flat(), countLine(report.diagnostics)].join('\n');
}

function fileBlock({ file, lines, findings }: FileFindings, paint: Paint): readonly string[] {
  const sorted = gathered(findings).toSorted((a, b) => rank[a.diagnostic.severity] - rank[b.diagnostic.severity]);
  const width = Math.max(...sorted.map(({ range }) => placeText(range).length));
  const name = file === '' ? [] : [paint('file', printable(file))];
  return [...name, ...sorted.flatMap((finding) => findingLines(finding, lines, width, paint))];
}

/** A finding, and how many others its line speaks for. */
interface Gathered extends Located {
  readonly others: number;
}

/** Infos say the same of many places: the first one stands for all of its code. */
function gathered(findings: readonly Located[]): readonly Gathered[] {
  const alike = new Map<DiagnosticCode, number>();
  for (const { diagnostic } of findings) alike.set(diagnostic.code, (alike.get(diagnostic.code) ?? 0) + 1);
  return findings.flatMap(({ diagnostic, range }) => {
    if (diagnostic.severity !== 'info') return [{ diagnostic, range, others: 0 }];
    const count = alike.get(diagnostic.code) ?? 0;
    alike.set(diagnostic.code, 0);
    return count === 0 ? [] : [{ diagnostic, range, others: count - 1 }];
  });
}

function findingLines(
  { diagnostic, range, others }: Gathered,
  lines: LineIndex | undefined,
  width: number,
  paint: Paint,
): readonly string[] {
  const { severity, code, message } = diagnostic;
  const head = [
    `  ${placeText(range).padEnd(width)}`,
    paint(severity, severity.padEnd(SEVERITY_WIDTH)),
    paint('code', code),
    printable(message) + (others > 0 ? ` And ${others} more.` : ''),
  ].join('  ');
  const indent = ' '.repeat(2 + width + 2 + SEVERITY_WIDTH + 2);
  const frame = severity === 'error' && range && lines ? codeFrame(lines, range) : [];
  return [
    head,
    ...(helps(diagnostic) ? [indent + printable(diagnostic.help)] : []),
    ...frame.map((line) => indent + paint('faint', line)),
  ];
}

/** A help that says “nothing to do” belongs to the page, not to every line of a terminal. */
function helps({ severity, help }: Diagnostic): boolean {
  return severity !== 'info' && !help.startsWith('Nothing to do');
}

function placeText(range: Range | undefined): string {
  return range === undefined ? '-' : `${range.start.line}:${range.start.column}`;
}

/** The line and a row of `^` under what is meant; to the end of the line when it goes on. */
function codeFrame(lines: LineIndex, { start, end }: Range): readonly string[] {
  const text = lines.lineText(start.line);
  const stop = end.line === start.line ? end.column : text.length + 1;
  const before = printable(text.slice(0, start.column - 1).replaceAll('\t', ' '));
  const marked = printable(text.slice(start.column - 1, stop - 1).replaceAll('\t', ' '));
  const after = printable(text.slice(stop - 1).replaceAll('\t', ' '));
  if (marked.length === 0) return [];
  const number = String(start.line);
  return [
    `${number} | ${before}${marked}${after}`,
    `${' '.repeat(number.length)} | ${' '.repeat(before.length)}${'^'.repeat(marked.length)}`,
  ];
}
