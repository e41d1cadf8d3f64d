import { textLength } from '../transform/text.ts';

/** UTF-8 bytes of a value's JSON text: what counts against Braze's request limits. */
export function wireBytes(value: unknown): number {
  return textLength(JSON.stringify(value), 'utf8');
}

/** Room for the braces and names around the arrays of a body. */
export const ENVELOPE_BYTES = 256;
