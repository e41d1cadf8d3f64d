import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  Scalar,
  type YAMLMap,
} from 'yaml';
import { type Diagnostic, diagnostic, type Extras, type Span } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode, ParamsOf } from '../diagnostics/codes.ts';
import { otherReading } from './ambiguous-scalar.ts';
import { type CutExpression, cutExpression } from './cut-expression.ts';
import { plainObject } from './plain-object.ts';
import { isSecretPlace } from './secret-places.ts';
import { shortened } from './shortened.ts';
import { yamlErrors, yamlProblem } from './yaml-problems.ts';
import type { Path, YamlTree } from './yaml-tree.ts';

/** A YAML text as plain data: objects without prototype, lists, texts, numbers, booleans and null. */
export interface YamlReading {
  readonly value: unknown;
  readonly tree: YamlTree;
  readonly diagnostics: readonly Diagnostic[];
  /** False when the text is no YAML, so that its shape means nothing. */
  readonly wellFormed: boolean;
}

/** Deeper than any value of the languages, and far from the end of the stack. */
const MAX_DEPTH = 60;

/** Reads the part of YAML 1.2 that the languages use. Never throws, whatever the text. */
export function readYaml(file: string, text: string): YamlReading {
  const empty: YamlTree = { span: { start: 0, end: 0 }, key: undefined, scalar: undefined, children: new Map() };
  try {
    return readDocument(file, text);
  } catch {
    // The parser recurses, and a hostile text can exhaust its stack.
    const span = { start: 0, end: Math.min(1, text.length) };
    const problem = diagnostic('syntax/invalid-yaml', { file, span }, { reason: yamlProblem('RESOURCE_EXHAUSTION') });
    return { value: null, tree: empty, diagnostics: [problem], wellFormed: false };
  }
}

interface Reader {
  readonly file: string;
  readonly text: string;
  readonly document: Document.Parsed;
  readonly cuts: CutExpression[];
  readonly diagnostics: Diagnostic[];
  tooDeep: boolean;
}

interface Read {
  /** Undefined when what is written has been refused. */
  readonly value: unknown;
  readonly tree: YamlTree;
}

function readDocument(file: string, text: string): YamlReading {
  const document = parseDocument(text, {
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
    logLevel: 'error',
    version: '1.2',
    schema: 'core',
  });
  const reader: Reader = { file, text, document, cuts: [], diagnostics: [], tooDeep: false };
  const root = readNode(reader, document.contents, [], undefined, 0);
  reportDirectives(reader);
  const problems = yamlErrors(reader);
  return {
    ...root,
    diagnostics: [...reader.diagnostics, ...problems],
    wellFormed: document.errors.length === 0 && !reader.tooDeep,
  };
}

function report<Code extends DiagnosticCode>(
  reader: Reader,
  code: Code,
  span: Span,
  params: ParamsOf<Code>,
  extras: Extras = {},
): void {
  reader.diagnostics.push(diagnostic(code, { file: reader.file, span }, params, extras));
}

function readNode(reader: Reader, node: unknown, path: Path, key: Span | undefined, after: number): Read {
  const nothing: Read = {
    value: null,
    tree: { span: { start: after, end: after }, key, scalar: undefined, children: new Map() },
  };
  if (isAlias(node)) {
    const aliasSpan = spanOfNode(node, after);
    report(reader, 'syntax/yaml-feature-not-allowed', aliasSpan, { feature: 'alias' });
    return { value: undefined, tree: { ...nothing.tree, span: aliasSpan } };
  }
  if (!isScalar(node) && !isCollection(node)) return nothing;
  const span = spanOfNode(node, after);
  reportProperties(reader, node, span);
  if (isScalar(node)) return readScalar(reader, node, path, { span, key });
  if (path.length > MAX_DEPTH) {
    if (!reader.tooDeep && reader.document.errors.length === 0)
      report(reader, 'syntax/invalid-yaml', span, { reason: yamlProblem('RESOURCE_EXHAUSTION') });
    reader.tooDeep = true;
    return nothing;
  }
  return isMap(node)
    ? readMap(reader, node, path, key, span)
    : readList(reader, isSeq(node) ? node.items : [], path, key, span);
}

function readScalar(reader: Reader, node: Scalar, path: Path, { span, key }: Pick<YamlTree, 'span' | 'key'>): Read {
  const plain = node.type === Scalar.PLAIN ? (node.source ?? '') : '';
  const other = otherReading(plain);
  if (other !== undefined && !isSecretPlace(path))
    report(reader, 'syntax/ambiguous-scalar', span, { text: plain, other });
  const scalar = typeof node.value === 'string' ? node : undefined;
  return { value: node.value, tree: { span, key, scalar, children: new Map() } };
}

function readList(reader: Reader, items: readonly unknown[], path: Path, key: Span | undefined, span: Span): Read {
  const read = items.map((item, index) => readNode(reader, item, [...path, index], undefined, span.start));
  const children = new Map(read.map(({ tree }, index) => [index, tree]));
  return { value: read.map((item) => item.value), tree: { span, key, scalar: undefined, children } };
}

function readMap(reader: Reader, map: YAMLMap, path: Path, key: Span | undefined, span: Span): Read {
  const value = plainObject();
  const children = new Map<string, YamlTree>();
  for (const pair of map.items) {
    const found = readKey(reader, pair, span.start);
    if (
      found === undefined ||
      reader.cuts.some((cut) => cut.span.start < found.span.start && found.span.start < cut.span.end)
    )
      continue;
    const inner = [...path, found.name];
    if (found.name === '__proto__') {
      // No object of ours has this key, so nothing behind it could be read.
      report(reader, 'syntax/unknown-key', found.span, { key: found.name, parent: placeName(path) });
      continue;
    }
    const first = children.get(found.name);
    if (first !== undefined) {
      reportDuplicate(reader, found, path, first);
      continue;
    }
    const cut = cutExpression(reader, pair, inner, { keyEnd: found.span.end, inFlow: map.flow === true });
    if (cut !== undefined) {
      reader.cuts.push(cut);
      report(reader, 'syntax/unquoted-expression', cut.span, { text: cut.at });
      children.set(found.name, { span: cut.span, key: found.span, scalar: undefined, children: new Map() });
      continue;
    }
    const read = readNode(reader, pair.value, inner, found.span, found.span.end);
    children.set(found.name, read.tree);
    if (read.value !== undefined) value[found.name] = read.value;
  }
  return { value, tree: { span, key, scalar: undefined, children } };
}

function readKey(
  reader: Reader,
  pair: Pair,
  after: number,
): { readonly name: string; readonly span: Span } | undefined {
  const { key } = pair;
  if (isAlias(key)) report(reader, 'syntax/yaml-feature-not-allowed', spanOfNode(key, after), { feature: 'alias' });
  if (!isScalar(key)) return undefined;
  const span = spanOfNode(key, after);
  const name = typeof key.value === 'string' ? key.value : '';
  reportProperties(reader, key, span);
  if (name !== '<<' || key.type !== Scalar.PLAIN) return { name, span };
  report(reader, 'syntax/yaml-feature-not-allowed', span, { feature: 'merge key' });
  return undefined;
}

function reportDuplicate(
  reader: Reader,
  { name, span }: { readonly name: string; readonly span: Span },
  path: Path,
  first: YamlTree,
): void {
  const related = { file: reader.file, span: first.key ?? first.span };
  report(reader, 'syntax/duplicate-key', span, { key: shortened(name), parent: placeName(path) }, { related });
}

function placeName(path: Path): string {
  return path.length === 0 ? 'the file' : path.map((step) => shortened(String(step))).join('.');
}

function reportProperties(reader: Reader, node: { anchor?: string; tag?: string }, { start }: Span): void {
  const refuse = (feature: string, written: string): void => {
    const at = reader.text.lastIndexOf(written, start);
    const from = at < 0 ? start : at;
    const end = from + (/^\S+/.exec(reader.text.slice(from, from + 200))?.[0].length ?? 0);
    report(reader, 'syntax/yaml-feature-not-allowed', { start: from, end }, { feature });
  };
  if (node.anchor !== undefined) refuse('anchor', `&${node.anchor}`);
  if (node.tag !== undefined) refuse('tag', '!');
}

function reportDirectives(reader: Reader): void {
  const directive = /^%[^\n]*/m.exec(reader.document.directives.docStart === true ? reader.text : '');
  if (directive === null || directive.index >= reader.document.range[0]) return;
  const span = { start: directive.index, end: directive.index + directive[0].trimEnd().length };
  report(reader, 'syntax/yaml-feature-not-allowed', span, { feature: 'directive' });
}

/** Of the value itself: the parser counts line breaks behind a collection to it. */
function spanOfNode(node: { range?: readonly [number, number, number] | null | undefined }, after: number): Span {
  const [start, end] = node.range ?? [after, after];
  return { start, end };
}
