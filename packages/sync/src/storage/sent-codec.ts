import type { Acceptance, Fingerprint } from '@sf-braze/mapping-core';
import type { Database } from './database.ts';
import { numberOf, textOf } from './database.ts';

const ENTRY = 8; // two bytes for the destination, six for the fingerprint

/** Packs “destination → fingerprint” of one person or item into a blob: eight bytes an entry. */
export interface SentCodec {
  decode(blob: unknown): ReadonlyMap<string, Fingerprint>;
  /** The blob after `acceptance`; null when nothing is left. Names new destinations inside the running transaction. */
  apply(blob: unknown, acceptance: Acceptance): Uint8Array | null;
  /** Forgets destinations that a failed transaction has named. */
  reload(): void;
}

export function sentCodec(database: Database): SentCodec {
  const ids = new Map<string, number>();
  const names = new Map<number, string>();
  const learn = (): void => {
    ids.clear();
    names.clear();
    for (const row of database.all('SELECT id, name FROM destination')) {
      ids.set(textOf(row['name']), numberOf(row['id']));
      names.set(numberOf(row['id']), textOf(row['name']));
    }
  };
  learn();
  const idOf = (name: string): number => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    database.run('INSERT OR IGNORE INTO destination (name) VALUES (?)', name);
    learn();
    return ids.get(name) ?? 0;
  };
  const decode = (blob: unknown): Map<string, Fingerprint> => {
    const sent = new Map<string, Fingerprint>();
    if (!(blob instanceof Uint8Array)) return sent;
    const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
    for (let at = 0; at + ENTRY <= bytes.length; at += ENTRY) {
      const name = names.get(bytes.readUInt16BE(at));
      if (name !== undefined) sent.set(name, asFingerprint(bytes.toString('base64url', at + 2, at + ENTRY)));
    }
    return sent;
  };
  return {
    reload: learn,
    decode,
    apply: (blob, acceptance) => {
      const sent = decode(blob);
      for (const [name, fingerprint] of acceptance) {
        if (fingerprint === null) sent.delete(name);
        else sent.set(name, fingerprint);
      }
      return sent.size === 0 ? null : encode(sent, idOf);
    },
  };
}

function encode(sent: ReadonlyMap<string, Fingerprint>, idOf: (name: string) => number): Uint8Array {
  const bytes = Buffer.alloc(sent.size * ENTRY);
  let at = 0;
  for (const [name, fingerprint] of sent) {
    bytes.writeUInt16BE(idOf(name), at);
    bytes.write(fingerprint, at + 2, 'base64url');
    at += ENTRY;
  }
  return bytes;
}

/** Six bytes as text are a fingerprint because only `apply` writes them. */
function asFingerprint(text: string): Fingerprint {
  return text as Fingerprint;
}
