declare const recordId: unique symbol;

/** A Salesforce record id in its 18-character form. Made only by `parseRecordId`. */
export type RecordId = string & { readonly [recordId]: true };

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const ID_15 = /^[A-Za-z0-9]{15}$/;
const ID_18 = /^[A-Za-z0-9]{15}[A-Za-z0-5]{3}$/;

/**
 * The 18-character form of a 15- or 18-character id, or nothing when the text is no id.
 * The last three characters say which of the first fifteen are capitals, five characters each;
 * they are compared without case, because some tools change it.
 */
export function parseRecordId(text: string): RecordId | undefined {
  if (!ID_15.test(text) && !ID_18.test(text)) return undefined;
  const completed = text.slice(0, 15) + checksum(text);
  return matches(text, completed) ? completed : undefined;
}

/** Brands the completed id when what was given is the same id. */
function matches(given: string, completed: string): completed is RecordId {
  return given.length === 15 || given.slice(15).toUpperCase() === completed.slice(15);
}

/** The first three characters, which name the object. */
export function keyPrefix(id: string): string {
  return id.slice(0, 3);
}

function checksum(id: string): string {
  return [0, 5, 10].map((start) => SUFFIX[capitals(id, start)] ?? '').join('');
}

function capitals(id: string, start: number): number {
  let bits = 0;
  for (let i = 0; i < 5; i++) {
    const code = id.charCodeAt(start + i);
    if (code >= 65 && code <= 90) bits |= 1 << i;
  }
  return bits;
}
