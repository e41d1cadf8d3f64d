import type * as z from 'zod';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { plainObject } from './plain-object.ts';
import { readYaml, type YamlReading } from './read-yaml.ts';
import { shapeFinding } from './schema-findings.ts';
import { type ShapeIssue, shapeIssues, valueAt } from './schema-issues.ts';
import { mappingSchema } from './schema/mapping.ts';
import { projectSchema } from './schema/project.ts';
import { type Spans, spansOf } from './spans.ts';
import { without } from './without.ts';
import type { Path } from './yaml-tree.ts';

/** A file as text, and under which path it is reported. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** A file read as YAML and compared with its language. */
export interface ParsedFile extends SourceFile, Spans {
  /** The plain value of the text: objects without prototype, lists, scalars. */
  readonly value: unknown;
  /** What of it fits the language: the value without what was reported. Absent when nothing can be made of it. */
  readonly sound: unknown;
  /** Whether something that other parts may refer to was left out of `sound`. */
  readonly damaged: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export type Language = 'mapping' | 'project';

/** Version of both languages; the one before it is still read. */
export const CURRENT_VERSION = 1;

const schemas = { mapping: mappingSchema, project: projectSchema };

/** Reads a file of one of the two languages. Never throws, whatever the text. */
export function parse(language: Language, { file, text }: SourceFile): ParsedFile {
  const reading = readYaml(file, text);
  const spans = spansOf(text, reading.tree);
  const base = { file, text, ...spans, value: reading.value };
  const unusable = { ...base, sound: undefined, damaged: true };
  if (!reading.wellFormed) return { ...unusable, diagnostics: reading.diagnostics };
  const version = versionFinding(file, spans, reading.value);
  if (version?.severity === 'error') return { ...unusable, diagnostics: [...reading.diagnostics, version] };
  const { findings, sound, damaged } = compare(language, file, spans, reading, version !== undefined);
  return {
    ...base,
    sound,
    damaged,
    diagnostics: [...reading.diagnostics, ...(version === undefined ? [] : [version]), ...findings],
  };
}

function versionFinding(file: string, spans: Spans, value: unknown): Diagnostic | undefined {
  const version = valueAt(value, ['version']);
  if (typeof version !== 'number' || !Number.isInteger(version) || version === CURRENT_VERSION) return undefined;
  const place = { file, span: spans.spanOf(['version']) };
  return version === CURRENT_VERSION - 1
    ? diagnostic('syntax/outdated-version', place, { version, current: CURRENT_VERSION })
    : diagnostic('syntax/unsupported-version', place, { version });
}

interface Comparison {
  readonly findings: readonly Diagnostic[];
  readonly sound: unknown;
  readonly damaged: boolean;
}

function compare(
  language: Language,
  file: string,
  spans: Spans,
  { value: read }: YamlReading,
  outdated: boolean,
): Comparison {
  const schema = schemas[language];
  const value = read ?? plainObject();
  const checked = outdated ? withKeys(value, { version: CURRENT_VERSION }) : value;
  const issues = issuesOf(schema, checked);
  const shape = { file, schema, value, spans };
  // What was written but could not be read has been reported already.
  const unreported = issues.filter((issue) => issue.kind !== 'missing' || !spans.holds(issue.path));
  const findings = unreported.flatMap((issue) => shapeFinding(shape, issue) ?? []);
  return { findings, ...soundPart(schema, withHead(language, checked)) };
}

/** Removes what is wrong until the rest is right. What lacks a key that it needs goes as a whole. */
function soundPart(schema: z.ZodType, value: unknown): { readonly sound: unknown; readonly damaged: boolean } {
  let damaged = false;
  let rest = value;
  for (let round = 0; round < 20; round++) {
    const removed = issuesOf(schema, rest).map(whatToRemove);
    if (removed.length === 0) return { sound: rest, damaged };
    if (removed.some((path) => path.length === 0)) break;
    damaged ||= removed.some((path) => path.length <= 2);
    rest = without(rest, removed);
  }
  return { sound: undefined, damaged: true };
}

function whatToRemove(issue: ShapeIssue): Path {
  switch (issue.kind) {
    case 'unknown-key':
    case 'bad-key':
      return [...issue.path, issue.key];
    case 'missing':
      return issue.path.slice(0, -1);
    case 'wrong-type':
    case 'not-allowed':
    case 'invalid':
      return issue.path;
  }
}

function issuesOf(schema: z.ZodType, value: unknown): readonly ShapeIssue[] {
  const result = schema.safeParse(value, { reportInput: false });
  return result.success ? [] : shapeIssues(value, result.error.issues);
}

/** The head made right, so that a wrong one does not hide the rest. */
function withHead(language: Language, value: unknown): unknown {
  const name = valueAt(value, ['name']);
  const usable = typeof name === 'string' && /^[a-z][a-z0-9-]{0,39}$/.test(name) ? name : 'unnamed';
  return withKeys(value, { version: CURRENT_VERSION, kind: language, name: usable });
}

function withKeys(value: unknown, keys: Readonly<Record<string, unknown>>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return plainObject(value, keys);
}
