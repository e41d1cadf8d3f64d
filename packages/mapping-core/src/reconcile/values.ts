import type { BrazeValue } from '../braze/objects.ts';
import type { Destination } from '../language/mapping.ts';
import type { WantedValue } from '../transform/wanted.ts';
import type { Fingerprint, FingerprintOf } from './known.ts';

/** A value Braze does not hold yet; null is a value to take away. */
export interface ValueChange {
  readonly name: string;
  readonly value: BrazeValue | null;
  /** What is noted once Braze has accepted it. */
  readonly fingerprint: Fingerprint | null;
}

/**
 * The change a wanted value asks for; nothing when Braze holds it already, when it is to be left alone,
 * or when it is blank and was never sent. Each value is hashed once.
 */
export function valueChange(
  name: string,
  wanted: WantedValue,
  sent: ReadonlyMap<string, Fingerprint>,
  fingerprint: FingerprintOf,
): ValueChange | undefined {
  if (wanted === undefined) return undefined;
  const before = sent.get(name);
  if (wanted === null) return before === undefined ? undefined : { name, value: null, fingerprint: null };
  const now = fingerprint(name, wanted);
  return now === before ? undefined : { name, value: wanted, fingerprint: now };
}

/** The same for a mapped field: `write: once` is never changed or taken away. */
export function fieldChange(
  { name, field }: Destination,
  wanted: WantedValue,
  sent: ReadonlyMap<string, Fingerprint>,
  fingerprint: FingerprintOf,
): ValueChange | undefined {
  return field.write === 'once' && sent.has(name) ? undefined : valueChange(name, wanted, sent, fingerprint);
}
