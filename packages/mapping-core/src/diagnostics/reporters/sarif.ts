import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Severity } from '../code-table.ts';
import { codes, type DiagnosticCode } from '../codes.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { docsLink } from '../docs-link.ts';
import { keyPathAt } from './key-path.ts';
import { escapeControls } from './json.ts';
import { byFile, type Located, type Range, type Report } from './report.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * SARIF 2.1.0, for code scanning. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * Fingerprints come from the code and the key it is about, so that moving a line does not reopen an alert.
 */
export function sarifReport(report: Report): string {
  const located = byFile(report).flatMap(({ findings }) => findings);
  const rules = [...new Set(located.map(({ diagnostic }) => diagnostic.code))].toSorted();
  const seen = new Map<string, number>();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'sf-braze', informationUri: report.docsBase, rules: rules.map((code) => rule(report, code)) },
        },
        columnKind: 'utf16CodeUnits',
        results: located.map((finding) => result(report, finding, rules, seen)),
      },
    ],
  };
  return escapeControls(JSON.stringify(log, undefined, 2));
}

function rule({ docsBase }: Report, code: DiagnosticCode): object {
  const { meaning, help, severity } = codes[code];
  return {
    id: code,
    shortDescription: { text: meaning },
    help: { text: help },
    helpUri: docsLink(docsBase, code),
    defaultConfiguration: { level: levels[severity] },
  };
}

function result(
  report: Report,
  { diagnostic, range }: Located,
  rules: readonly DiagnosticCode[],
  seen: Map<string, number>,
): object {
  return {
    ruleId: diagnostic.code,
    ruleIndex: rules.indexOf(diagnostic.code),
    level: levels[diagnostic.severity],
    message: { text: `${diagnostic.message} ${diagnostic.help}` },
    ...(diagnostic.file !== '' && { locations: [location(diagnostic.file, range)] }),
    partialFingerprints: { primaryLocationLineHash: fingerprint(report, diagnostic, seen) },
  };
}

function location(file: string, range: Range | undefined): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.replaceAll('\\', '/').split('/').map(encodeSegment).join('/') },
      ...(range && {
        region: {
          startLine: range.start.line,
          startColumn: range.start.column,
          endLine: range.end.line,
          endColumn: range.end.column,
        },
      }),
    },
  };
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(wellFormed(segment));
}

/** A lone surrogate has neither a percent form nor a UTF-8 form. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '\ufffd');
}

/** `hash:n`, n for the n-th finding of a code about one key. */
function fingerprint({ texts }: Report, { code, file, span }: Diagnostic, seen: Map<string, number>): string {
  const key = [code, file, ...keyPathAt(texts.get(file) ?? '', span.start)].join('\n');
  const hash = bytesToHex(sha256(utf8ToBytes(wellFormed(key)))).slice(0, 16);
  const occurrence = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, occurrence);
  return `${hash}:${occurrence}`;
}
