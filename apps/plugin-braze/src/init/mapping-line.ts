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

/** `Name: Field`, or `Name: { from: Field, doc: … }` where there is more to say. */
export function mappingLine({ name, source, as, write, doc, comment }: MappingLine): string {
  const more = [
    ...(as === undefined ? [] : [`as: ${as}`]),
    ...(write === undefined ? [] : [`write: ${write}`]),
    ...(doc === undefined ? [] : [`doc: ${yamlScalar(doc)}`]),
  ];
  const note = comment === undefined ? '' : ` # ${comment}`;
  if ('from' in source && more.length === 0) return `${name}: ${yamlScalar(source.from)}${note}`;
  const value = 'from' in source ? `from: ${yamlScalar(source.from)}` : `value: ${yamlScalar(source.value)}`;
  return `${name}: { ${[value, ...more].join(', ')} }${note}`;
}

/** A key with lines below it; nothing when there are none. */
export function block(head: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [head, ...lines.map((line) => `  ${line}`)];
}
