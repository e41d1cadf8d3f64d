import type { LoopbackResponse } from '../loopback/route.ts';

/** One page of a list: cursors are base64 of `skip:<n>`, links are relative, both as in Braze's samples. */
export interface CursorPage<T> {
  readonly elements: readonly T[];
  readonly headers: NonNullable<LoopbackResponse['headers']>;
}

/** `undefined` when the cursor is none that this list gave out. */
export function pageByCursor<T>(
  list: Iterable<T>,
  size: number,
  options: { readonly cursor: string | null; readonly total: number; readonly path: string },
): CursorPage<T> | undefined {
  const skip = options.cursor === null ? 0 : decodeCursor(options.cursor);
  if (skip === undefined) return undefined;
  const elements: T[] = [];
  let index = 0;
  for (const element of list) {
    if (index >= skip + size) break;
    if (index >= skip) elements.push(element);
    index += 1;
  }
  const link = (to: number, relation: string) => `<${options.path}?cursor=${encodeCursor(to)}>; rel="${relation}"`;
  const links = [
    ...(skip > 0 ? [link(Math.max(0, skip - size), 'prev')] : []),
    ...(skip + size < options.total ? [link(skip + size, 'next')] : []),
  ];
  return { elements, headers: links.length === 0 ? {} : { Link: links.join(',') } };
}

function encodeCursor(skip: number): string {
  return Buffer.from(`skip:${skip}`).toString('base64');
}

function decodeCursor(cursor: string): number | undefined {
  const skip = /^skip:(\d{1,9})$/u.exec(Buffer.from(cursor, 'base64').toString('latin1'))?.[1];
  return skip === undefined || encodeCursor(Number(skip)) !== cursor ? undefined : Number(skip);
}
