import type { Severity } from '../code-table.ts';
import { docsLink } from '../docs-link.ts';
import { printable } from '../printable.ts';
import { byFile, countLine, type Located, type Report } from './report.ts';

const signs: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' };

/** A table for a pull request. Nothing in a finding can become markup, a link or a mention. */
export function markdownReport(report: Report): string {
  const head = `**braze validate** ${countLine(report.diagnostics)}`;
  const rows = byFile(report).flatMap(({ findings }) => findings.map((finding) => row(report, finding)));
  if (rows.length === 0) return head;
  return [head, '', '| | Place | Code | Problem |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function row({ docsBase }: Report, { diagnostic: { severity, code, file, message, help }, range }: Located): string {
  const place = range === undefined ? file : `${file}:${range.start.line}:${range.start.column}`;
  const cells = [
    signs[severity],
    place === '' ? '–' : codeSpan(place),
    `[${codeSpan(code)}](${encodeURI(docsLink(docsBase, code))})`,
    `${markdownSentence(message)}<br>${markdownSentence(help)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Our sentences put names between backticks: those become code, everything else plain text. */
export function markdownSentence(text: string): string {
  const pieces = printable(text).split('`');
  return pieces
    .map((piece, index) => {
      const paired = index % 2 === 1 && index < pieces.length - 1;
      return paired ? `<code>${entities(piece)}</code>` : entities(piece).replaceAll('&#64;', '&#64;&#8203;');
    })
    .join('');
}

function codeSpan(text: string): string {
  return `<code>${entities(printable(text))}</code>`;
}

/** Numeric entities are text to every Markdown reader, also inside tables, where a backslash is not enough. */
function entities(text: string): string {
  return text.replaceAll(/[&<>"'`|\\*_{}[\]#!~@$:^=]/g, (character) => `&#${character.charCodeAt(0)};`);
}
