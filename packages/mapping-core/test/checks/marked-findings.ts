import assert from 'node:assert/strict';
import { analyze } from '../../src/analyze.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { lineIndex } from '../../src/diagnostics/position.ts';
import type { Snapshot } from '../../src/salesforce/snapshot.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';

/**
 * Texts with their findings marked in comments below the line: `#     ^^^^ area/code`; `#<^^ …` begins in the first column.
 * Errors and warnings have to be marked all; infos only those of the codes named in `infos`.
 */
export interface MarkedProject {
  /** Without its head. */
  readonly mapping?: string;
  /** Without its head. */
  readonly project?: string;
  readonly snapshot?: Snapshot | undefined;
  readonly infos?: readonly string[];
}

const mappingHead = 'version: 1\nkind: mapping\nname: test\n';
const projectHead = 'version: 1\nkind: project\nname: test\nmappings: [mapping.yaml]\n';
const MARK = /^(?:(?<before>\s*#[ ]*)(?<marks>\^+)|(?<edge>#<\^*))[ ]+(?<codes>[a-z]+\/[a-z-]+(?:, [a-z]+\/[a-z-]+)*)$/;

/** Analyzes the texts and compares code and place of every finding with the marks. */
export function checkMarked(marked: MarkedProject): readonly Diagnostic[] {
  const { mapping = '', project, infos = [] } = marked;
  const mappingText = mappingHead + mapping;
  const projectText = project === undefined ? undefined : projectHead + project;
  const { diagnostics } = analyze({
    project: projectText === undefined ? undefined : { file: 'project.yaml', text: projectText },
    mappings: [{ file: 'mapping.yaml', text: mappingText }],
    snapshot: 'snapshot' in marked ? marked.snapshot : b2bSnapshot,
  });
  const counted = diagnostics.filter(
    ({ code, severity }) => code !== 'config/snapshot-missing' && (severity !== 'info' || infos.includes(code)),
  );
  const texts = new Map([
    ['mapping.yaml', mappingText],
    ['project.yaml', projectText ?? ''],
  ]);
  const found = counted.map((finding) => described(texts.get(finding.file) ?? '', finding)).toSorted();
  const expected = [...texts].flatMap(([file, text]) => marksOf(file, text)).toSorted();
  assert.deepEqual(found, expected);
  return counted;
}

/** `mapping.yaml 7:3-9 area/code`: first line only, as the marks show it. */
export function described(text: string, { code, file, span }: Diagnostic): string {
  const lines = lineIndex(text);
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  const stop = end.line === start.line ? end.column : lines.lineText(start.line).length + 1;
  return `${file} ${start.line}:${start.column}-${Math.max(stop, start.column + 1)} ${code}`;
}

export function marksOf(file: string, text: string): readonly string[] {
  let line = 0;
  return text.split('\n').flatMap((written, index) => {
    const groups = MARK.exec(written)?.groups;
    if (groups === undefined) {
      line = index + 1;
      return [];
    }
    const column = (groups['before'] ?? '').length + 1;
    const stop = column + (groups['marks'] ?? groups['edge'] ?? '').length;
    return (groups['codes'] ?? '').split(', ').map((code) => `${file} ${line}:${column}-${stop} ${code}`);
  });
}
