import type { Place } from '../diagnostics/diagnostic.ts';
import type { CheckContext, CheckedFile } from './check.ts';

export type Path = readonly (string | number)[];

/** The value at a path of a plain value, by own keys only. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined,
    value,
  );
}

/** Own keys of the value at a path; none where it is no map. */
export function keysAt(value: unknown, path: Path): readonly string[] {
  const found = valueAt(value, path);
  return typeof found === 'object' && found !== null ? Object.keys(found) : [];
}

/** The mapping file that gives a value at the path. */
export function fileWith(files: readonly CheckedFile[], path: Path): CheckedFile | undefined {
  return files.find(({ value }) => valueAt(value, path) !== undefined);
}

/** Where the key at a path stands: for findings about what it names, not about its value. */
export function placeOfKey({ files, placeOf }: CheckContext, path: Path): Place {
  const file = fileWith(files, path);
  return file === undefined ? placeOf(path) : { file: file.file, span: file.spanOfKey(path) };
}
