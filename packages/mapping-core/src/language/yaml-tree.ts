import type { Scalar } from 'yaml';
import type { Span } from '../diagnostics/diagnostic.ts';

/** A value of the file and where it stands. */
export interface YamlTree {
  /** Of the value. An empty span behind the colon when nothing is written. */
  readonly span: Span;
  /** Of the key that holds it; absent in lists and at the root. */
  readonly key: Span | undefined;
  /** Present for texts: what is needed to find a character of the text in the file. */
  readonly scalar: Scalar | undefined;
  readonly children: ReadonlyMap<string | number, YamlTree>;
}

export type Path = readonly (string | number)[];

/** The deepest tree on the way to `path`, and how many steps of the path it took. */
export function follow(root: YamlTree, path: Path): { readonly tree: YamlTree; readonly steps: number } {
  let tree = root;
  for (const [index, step] of path.entries()) {
    const child = tree.children.get(step);
    if (child === undefined) return { tree, steps: index };
    tree = child;
  }
  return { tree, steps: path.length };
}
