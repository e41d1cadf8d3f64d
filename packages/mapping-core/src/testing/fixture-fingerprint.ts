import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { BrazeValue } from '../braze/objects.ts';
import type { Fingerprint, FingerprintOf } from '../reconcile/known.ts';

/** Fingerprints of fixtures: nothing is kept, so no key is needed. The order of a list does not count. */
export const fixtureFingerprint: FingerprintOf = (destination, value) => {
  const canonical: BrazeValue = Array.isArray(value) ? value.toSorted() : value;
  return brand(bytesToHex(sha256(utf8ToBytes(JSON.stringify([destination, canonical])))));
};

function brand(text: string): Fingerprint {
  // The only place in which a fixture's hash becomes a fingerprint.
  return text as Fingerprint;
}
