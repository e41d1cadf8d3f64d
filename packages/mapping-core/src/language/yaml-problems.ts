import type { Document, ErrorCode } from 'yaml';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { CutExpression } from './cut-expression.ts';

/** Our own words for what the YAML parser reports: its sentences repeat the text, which may hold a secret. */
const reasons: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias cannot have a tag or an anchor',
  BAD_COLLECTION_TYPE: 'the tag does not fit what follows it',
  BAD_DIRECTIVE: 'this directive is not known',
  BAD_DQ_ESCAPE: 'this escape is not known',
  BAD_INDENT: 'the indentation does not fit, or a bracket is not closed',
  BAD_PROP_ORDER: 'an anchor or tag stands in the wrong place',
  BAD_SCALAR_START: 'a value cannot begin with this character unless it is quoted',
  BLOCK_AS_IMPLICIT_KEY: 'a second `: ` stands on this line',
  BLOCK_IN_FLOW: 'a `: ` stands where a value inside braces would end',
  IMPOSSIBLE: 'the parser lost its way',
  KEY_OVER_1024_CHARS: 'a key has more than 1024 characters',
  MISSING_CHAR: 'a quote, comma, colon or bracket is missing',
  MULTILINE_IMPLICIT_KEY: 'a key cannot have several lines',
  MULTIPLE_ANCHORS: 'a value cannot have two anchors',
  MULTIPLE_TAGS: 'a value cannot have two tags',
  NON_STRING_KEY: 'a key must be a text',
  TAB_AS_INDENT: 'tabs cannot indent',
  TAG_RESOLVE_FAILED: 'the tag cannot be resolved',
  RESOURCE_EXHAUSTION: 'the brackets are nested too deeply',
  UNEXPECTED_TOKEN: 'nothing more can stand here',
};

export function yamlProblem(code: ErrorCode): string {
  return reasons[code] ?? 'the parser lost its way';
}

/** Errors that one error brings upon the lines after it. */
const consequences: ReadonlySet<ErrorCode> = new Set([
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'BLOCK_IN_FLOW',
  'IMPOSSIBLE',
  'MISSING_CHAR',
  'MULTILINE_IMPLICIT_KEY',
  'UNEXPECTED_TOKEN',
]);

interface YamlSource {
  readonly document: Document.Parsed;
  readonly cuts: readonly CutExpression[];
  readonly file: string;
  readonly text: string;
}

/** The parser's errors, without those that only follow from another one on the same line. */
export function yamlErrors({ document, cuts, file, text }: YamlSource): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const lines = new Set(cuts.map((cut) => lineStart(text, cut.span.start)));
  for (const { code, pos } of document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const start = Math.min(pos[0], text.length);
    const line = lineStart(text, start);
    // What follows an error is read in the wrong place.
    const follows = found.length > 0 || cuts.some((cut) => cut.span.start <= start);
    if (lines.has(line) || (follows && consequences.has(code))) continue;
    lines.add(line);
    const place = { file, span: { start, end: Math.min(Math.max(pos[1], start), text.length) } };
    if (code === 'MULTIPLE_DOCS')
      found.push(diagnostic('syntax/yaml-feature-not-allowed', place, { feature: 'second document' }));
    else found.push(diagnostic('syntax/invalid-yaml', place, { reason: yamlProblem(code) }));
  }
  return found;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
