import { plainObject } from './plain-object.ts';
import type { Path } from './yaml-tree.ts';

/** Paths to remove, as a tree; a leaf removes the value. */
interface Removal {
  readonly below: Map<string, Removal>;
  whole: boolean;
}

/** A copy of plain data without the values at some paths. Lists close up. */
export function without(root: unknown, paths: readonly Path[]): unknown {
  const removal: Removal = { below: new Map(), whole: false };
  for (const path of paths) add(removal, path);
  return removal.whole ? undefined : copy(root, removal);
}

function add(root: Removal, path: Path): void {
  let removal = root;
  for (const step of path) {
    const next = removal.below.get(String(step)) ?? { below: new Map(), whole: false };
    removal.below.set(String(step), next);
    removal = next;
  }
  removal.whole = true;
}

function copy(value: unknown, removal: Removal | undefined): unknown {
  if (removal === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item, index) => {
      const inner = removal.below.get(String(index));
      return inner?.whole === true ? [] : [copy(item, inner)];
    });
  }
  const kept = plainObject();
  for (const [key, item] of Object.entries(value)) {
    const inner = removal.below.get(key);
    if (inner?.whole !== true) kept[key] = copy(item, inner);
  }
  return kept;
}
