import type * as z from 'zod';
import { type Diagnostic, diagnostic, type Span } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { possibleValues } from './possible-values.ts';
import { knownKeys } from './schema-at.ts';
import { type ShapeIssue, valueAt } from './schema-issues.ts';
import { shortened } from './shortened.ts';
import type { Spans } from './spans.ts';
import type { Path } from './yaml-tree.ts';

/** The file whose shape is wrong. */
export interface Shape {
  readonly file: string;
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
  readonly spans: Spans;
}

/** What an issue means to the author of the file. Nothing for what a check says better. */
export function shapeFinding(shape: Shape, issue: ShapeIssue): Diagnostic | undefined {
  const { file, spans } = shape;
  const at = (span: Span): { file: string; span: Span } => ({ file, span });
  const value = valueAt(shape.value, issue.path);
  switch (issue.kind) {
    case 'unknown-key':
      return unknownKey(shape, issue.path, issue.key);
    case 'bad-key': {
      const params = { value: shown(issue.key), key: `${nameOf(shape, issue.path)}.*` };
      return diagnostic('syntax/invalid-value', at(spans.spanOfKey([...issue.path, issue.key])), params);
    }
    case 'missing': {
      const parent = issue.path.slice(0, -1);
      const params = { key: String(issue.path.at(-1)), parent: nameOf(shape, parent) };
      return diagnostic('syntax/missing-key', at(spans.spanOfKey(parent)), params);
    }
    case 'wrong-type': {
      const expected = [...new Set(issue.expected.map(typeName))].join(' or ');
      const params = { key: nameOf(shape, issue.path), actual: typeName(kindOf(value)), expected };
      const isConstant = typeof value === 'number' || typeof value === 'boolean';
      const example = isConstant && issue.expected.includes('object') ? [`{ value: ${value} }`] : undefined;
      const extras = { allowed: example ?? possibleValues(shape.schema, issue.path) };
      return diagnostic('syntax/wrong-type', at(spans.spanOf(issue.path)), params, extras);
    }
    case 'not-allowed': {
      const extras = { nearest: nearestName(shown(value), issue.allowed), allowed: issue.allowed };
      const params = { value: shown(value), key: nameOf(shape, issue.path) };
      return diagnostic('syntax/invalid-value', at(spans.spanOf(issue.path)), params, extras);
    }
    case 'invalid': {
      const extras = { allowed: possibleValues(shape.schema, issue.path) };
      const params = { value: shown(value), key: nameOf(shape, issue.path) };
      return diagnostic('syntax/invalid-value', at(spans.spanOf(issue.path)), params, extras);
    }
  }
}

/** A wrong key of `profile` is a wrong name of Braze: the checks say so. */
function unknownKey(shape: Shape, path: Path, key: string): Diagnostic | undefined {
  if (path.length === 3 && path[0] === 'people' && path[2] === 'profile') return undefined;
  const place = { file: shape.file, span: shape.spans.spanOfKey([...path, key]) };
  const known = knownKeys(shape.schema, path);
  const extras = { nearest: nearestName(key, known), allowed: known.length <= 12 ? known : undefined };
  return diagnostic('syntax/unknown-key', place, { key: shown(key), parent: nameOf(shape, path) }, extras);
}

/** A path in the words of the file. */
function nameOf({ value }: Shape, path: Path): string {
  if (path.length > 0) return path.map((step) => shown(step)).join('.');
  const kind = valueAt(value, ['kind']);
  return kind === 'project' || kind === 'mapping' ? kind : 'the file';
}

function shown(value: unknown): string {
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  const text = isScalar ? String(value) : typeName(kindOf(value));
  return shortened(text);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function typeName(type: string): string {
  switch (type) {
    case 'string':
      return 'text';
    case 'int':
      return 'whole number';
    case 'object':
    case 'record':
      return 'map';
    case 'array':
      return 'list';
    case 'null':
      return 'blank value';
    default:
      return type;
  }
}
