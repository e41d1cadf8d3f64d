import type { Span } from '../diagnostics/diagnostic.ts';
import { placesInScalar } from './scalar-places.ts';
import { follow, type Path, type YamlTree } from './yaml-tree.ts';

/** Where the values of a file stand. */
export interface Spans {
  /** Whether the file has something at a path, readable or not. */
  holds(path: Path): boolean;
  /** Span of the value at a path; of its key, or of the nearest parent's, when it is missing. */
  spanOf(path: Path): Span;
  /** Span of the key itself; of the nearest parent's when it is missing. */
  spanOfKey(path: Path): Span;
  /** Path of the smallest value (or its key) that holds the offset. */
  pathAt(offset: number): Path;
  /** Turns offsets inside the text at a path into a span of the file; the key's, when the text is not in the file. */
  toFile(path: Path): (start: number, end: number) => Span;
}

export function spansOf(text: string, root: YamlTree): Spans {
  return {
    holds: (path) => follow(root, path).steps === path.length,
    spanOf(path) {
      const { tree, steps } = follow(root, path);
      return steps === path.length ? tree.span : nameOf(tree);
    },
    spanOfKey: (path) => nameOf(follow(root, path).tree),
    pathAt: (offset) => pathAt(root, offset),
    toFile(path) {
      const { tree, steps } = follow(root, path);
      return steps === path.length ? offsetsIn(text, tree) : () => nameOf(tree);
    },
  };
}

/** What stands for a value in a finding: its key, or the value where there is no key. */
function nameOf(tree: YamlTree): Span {
  return tree.key ?? (tree.scalar === undefined ? { start: tree.span.start, end: tree.span.start } : tree.span);
}

function pathAt(root: YamlTree, offset: number): Path {
  const path: (string | number)[] = [];
  const holds = (span: Span | undefined): boolean => span !== undefined && span.start <= offset && offset <= span.end;
  for (let tree: YamlTree | undefined = root; tree !== undefined;) {
    const found: [string | number, YamlTree] | undefined = [...tree.children].find(
      ([, child]) => holds(child.span) || holds(child.key),
    );
    if (found !== undefined) path.push(found[0]);
    tree = found?.[1];
  }
  return path;
}

/** The places are worked out when a finding first asks for one. */
function offsetsIn(text: string, { scalar, span }: YamlTree): (start: number, end: number) => Span {
  if (scalar === undefined) return () => span;
  let units: readonly Span[] | undefined;
  return (start, end) => {
    units ??= placesInScalar(text, scalar);
    const first = units[start] ?? afterLast(units);
    const last = end > start ? units[end - 1] : undefined;
    if (first === undefined) return span;
    return { start: first.start, end: Math.max(last?.end ?? first.start, first.start) };
  };
}

function afterLast(units: readonly Span[]): Span | undefined {
  const last = units.at(-1);
  return last && { start: last.end, end: last.end };
}
