import { createHmac, randomBytes } from 'node:crypto';
import type { BrazeValue, Fingerprint, FingerprintOf } from '@sf-braze/mapping-core';

/** Bytes kept of each hash: enough to notice a change, too few to find the value. */
const BYTES = 6;

/**
 * Keyed hashes of sent values (HMAC-SHA-256). The key lives outside the state: without it nobody can
 * test a guess against the file, and losing it only means that attributes are sent once more.
 */
export function fingerprints(key: string): FingerprintOf {
  return (destination: string, value: BrazeValue): Fingerprint => {
    const hash = createHmac('sha256', key).update(destination).update('\0').update(canonical(value)).digest();
    return hash.toString('base64url', 0, BYTES) as Fingerprint; // the only maker of fingerprints, beside the state that stores them
  };
}

/** A new key, for a keychain that has none yet. */
export function newFingerprintKey(): string {
  return randomBytes(32).toString('base64url');
}

function canonical(value: BrazeValue): string {
  return JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
}
