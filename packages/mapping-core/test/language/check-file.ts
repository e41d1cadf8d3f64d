import assert from 'node:assert/strict';
import { type Language, parse } from '../../src/language/parse.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { described, marksOf } from '../checks/marked-findings.ts';

/** Reads a file and compares code and place of every finding about its text and shape with the marks below its lines. */
export function checkFile(language: Language, text: string): readonly Diagnostic[] {
  const { diagnostics } = parse(language, { file: 'file.yaml', text });
  const found = diagnostics.map((finding) => described(text, finding)).toSorted();
  assert.deepEqual(found, marksOf('file.yaml', text).toSorted());
  return diagnostics;
}
