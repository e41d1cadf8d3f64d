import type { Path } from './yaml-tree.ts';

/** Whether a path is one of those written as `people.*.where`; `*` is any key or index. */
export function pathPatterns(patterns: readonly string[]): (path: Path) => boolean {
  const wanted = patterns.map((pattern) => pattern.split('.'));
  return (path) =>
    wanted.some(
      (steps) =>
        steps.length === path.length && steps.every((step, index) => step === '*' || step === String(path[index])),
    );
}
