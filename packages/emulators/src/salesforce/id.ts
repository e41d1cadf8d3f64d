const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 15 or 18 letters and digits; the suffix of 18 must be right. */
export function isId(text: string): boolean {
  return /^[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/u.test(text) && (text.length === 15 || id18(text) === text);
}

/**
 * The 18-character form of a well-formed id: each character of the suffix says which of five characters are upper case.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm
 */
export function id18(id: string): string {
  const base = id.length === 15 ? id : id.slice(0, 15);
  return base + suffixOf(base, 0) + suffixOf(base, 5) + suffixOf(base, 10);
}

/** The case-sensitive form under which records are stored and compared. */
export function id15(id: string): string {
  return id.length === 15 ? id : id.slice(0, 15);
}

/** The `index`-th id (18 characters) of a block: key prefix of 3, block of 7, number of 5 base-62 digits. */
export function numberedId(keyPrefix: string, block: string, index: number): string {
  let digits = '';
  for (let rest = index, place = 0; place < 5; place += 1) {
    digits = BASE62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return id18(`${keyPrefix}${block}${digits}`);
}

/** The inverse of `numberedId`; `undefined` for an id of another block. */
export function indexOfId(id: string, keyPrefix: string, block: string): number | undefined {
  if (!id.startsWith(keyPrefix) || !id.startsWith(block, 3)) return undefined;
  let index = 0;
  for (let at = 10; at < 15; at += 1) {
    const digit = BASE62.indexOf(id.charAt(at));
    if (digit === -1) return undefined;
    index = index * 62 + digit;
  }
  return index;
}

function suffixOf(base: string, from: number): string {
  let bits = 0;
  for (let at = 0; at < 5; at += 1) {
    const code = base.charCodeAt(from + at);
    if (code >= 65 && code <= 90) bits |= 1 << at;
  }
  return SUFFIX.charAt(bits);
}
