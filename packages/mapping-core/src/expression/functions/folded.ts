import { trimWhiteSpace } from './white-space.ts';

const MAX_NAME = 100;

/** A name as it is looked up: without case, accents and punctuation. Longer texts are no names. */
export function folded(name: string): string {
  if (name.length > MAX_NAME) return '';
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
  return trimWhiteSpace(plain.replaceAll(/[^\p{L}\p{N}]+/gu, ' '));
}
