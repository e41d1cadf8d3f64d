import type * as z from 'zod';
import type { IssueParams } from './schema/keyed.ts';
import type { Path } from './yaml-tree.ts';

/** One thing that is wrong with the shape of a value. `path` is that of the value; for keys, of what holds them. */
export type ShapeIssue =
  | { readonly kind: 'unknown-key' | 'bad-key'; readonly path: Path; readonly key: string }
  | { readonly kind: 'missing'; readonly path: Path }
  | { readonly kind: 'wrong-type'; readonly path: Path; readonly expected: readonly string[] }
  | { readonly kind: 'not-allowed'; readonly path: Path; readonly allowed: readonly string[] }
  | { readonly kind: 'invalid'; readonly path: Path };

/** What zod reports about `root`, with unions resolved to the branch that was meant. */
export function shapeIssues(root: unknown, issues: readonly z.core.$ZodIssue[], parent: Path = []): ShapeIssue[] {
  return issues.flatMap((issue) => fromZod(root, issue, [...parent, ...plainPath(issue.path)]));
}

function fromZod(root: unknown, issue: z.core.$ZodIssue, path: Path): ShapeIssue[] {
  const missing = valueAt(root, path) === undefined;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ kind: 'unknown-key', path, key }));
    case 'invalid_union':
      return fromUnion(root, issue, path);
    case 'invalid_type':
      return missing ? [{ kind: 'missing', path }] : [{ kind: 'wrong-type', path, expected: [issue.expected] }];
    case 'invalid_value':
      return missing ? [{ kind: 'missing', path }] : [{ kind: 'not-allowed', path, allowed: issue.values.map(String) }];
    case 'custom':
      return [fromCustom(issue, path)];
    case 'invalid_key':
    case 'invalid_element':
    case 'invalid_format':
    case 'too_big':
    case 'too_small':
    case 'not_multiple_of':
      return [{ kind: 'invalid', path }];
  }
}

function fromCustom({ params: given }: z.core.$ZodIssueCustom, path: Path): ShapeIssue {
  // `schema/keyed.ts` is the only place that adds issues with parameters.
  const params = given as IssueParams | undefined;
  switch (params?.kind) {
    case 'missing':
      return { kind: 'missing', path: [...path, params.key] };
    case 'bad-key':
      return { kind: 'bad-key', path, key: params.key };
    case undefined:
      return { kind: 'invalid', path };
  }
}

/** Of the branches that take values of this type at all, the one that was followed deepest. */
function fromUnion(root: unknown, { errors }: z.core.$ZodIssueInvalidUnion, path: Path): ShapeIssue[] {
  if (valueAt(root, path) === undefined) return [{ kind: 'missing', path }];
  const branches = errors.map((issues) => shapeIssues(root, issues, path));
  const top = (issue: ShapeIssue): boolean => issue.path.length === path.length;
  const fitting = branches.filter((issues) => !issues.some((issue) => issue.kind === 'wrong-type' && top(issue)));
  const choices = branches.flat().flatMap((issue) => (issue.kind === 'not-allowed' && top(issue) ? issue.allowed : []));
  const structured = typeof valueAt(root, path) === 'object';
  const candidates = fitting.filter(
    (issues) => !structured || !issues.some((issue) => issue.kind === 'not-allowed' && top(issue)),
  );
  if (candidates.length === 0) {
    const expected = branches
      .flat()
      .flatMap((issue) => (issue.kind === 'wrong-type' && top(issue) ? issue.expected : []));
    return [{ kind: 'wrong-type', path, expected: choices.length > 0 ? ['string', ...expected] : expected }];
  }
  if (choices.length > 0 && !structured) return [{ kind: 'not-allowed', path, allowed: choices }];
  const depth = (issues: readonly ShapeIssue[]): number => Math.max(...issues.map((issue) => issue.path.length));
  return candidates.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
}

export function valueAt(root: unknown, path: Path): unknown {
  let value: unknown = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

function plainPath(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === 'symbol' ? String(step) : step));
}
