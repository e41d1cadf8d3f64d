import { yamlScalar } from './yaml-scalar.ts';

/** A destination of the mapping: its name in Braze, and where its value comes from. */
export interface MappingLine {
  readonly name: string;
  /** An expression, or a constant. */
  readonly source: { readonly from: string } | { readonly value: string };
  readonly as?: 'time';
  readonly write?: 'once';
  /** For the marketers' guide; profile fields explain themselves. */
  readonly doc?: string;
  /** Why the line is as it is. */
  readonly comment?: string;
}

/** Longer lines have their comment above them. */
const WIDTH = 120;

/** How far fields stand to the right. */
const DEEPEST = 6;

/** `Name: Field`, or `Name: { from: Field, doc: … }` where there is more to say. */
export function mappingLine({ name, source, as, write, doc, comment }: MappingLine): readonly string[] {
  const more = [
    ...(as === undefined ? [] : [`as: ${as}`]),
    ...(write === undefined ? [] : [`write: ${write}`]),
    ...(doc === undefined ? [] : [`doc: ${yamlScalar(doc)}`]),
  ];
  const value = 'from' in source ? yamlScalar(source.from) : yamlScalar(source.value);
  const short = 'from' in source && more.length === 0;
  const key = 'from' in source ? 'from' : 'value';
  const line = short ? `${name}: ${value}` : `${name}: { ${[`${key}: ${value}`, ...more].join(', ')} }`;
  if (comment === undefined) return [line];
  const commented = `${line} # ${comment}`;
  return commented.length <= WIDTH - DEEPEST ? [commented] : [`# ${comment}`, line];
}

/** A key with lines below it; nothing when there are none. */
export function block(head: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [head, ...lines.map((line) => `  ${line}`)];
}
