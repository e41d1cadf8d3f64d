const UNSENDABLE = /\p{Surrogate}|\0/gu;

/** NUL and lone surrogates become U+FFFD: encoders throw on them, or the object is dropped. */
export function repairText(text: string): string {
  return text.replaceAll(UNSENDABLE, '\uFFFD');
}

export interface TextLimit {
  readonly length: number;
  readonly units: 'utf16' | 'utf8';
}

/** Length in the units in which Braze counts. */
export function textLength(text: string, units: TextLimit['units']): number {
  if (units === 'utf16') return text.length;
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const point = text.codePointAt(index) ?? 0;
    bytes += utf8Bytes(point);
    if (point > 0xff_ff) index++;
  }
  return bytes;
}

/** The longest start of the text within the limit that ends on a character boundary. */
export function cutText(text: string, { length, units }: TextLimit): string {
  let end = 0;
  let used = 0;
  for (const character of text) {
    used += units === 'utf16' ? character.length : utf8Bytes(character.codePointAt(0) ?? 0);
    if (used > length) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function utf8Bytes(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x1_00_00 ? 3 : 4;
}
