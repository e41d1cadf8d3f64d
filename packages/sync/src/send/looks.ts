import { type Handle, handleText } from '@sf-braze/mapping-core';
import type { Clock, Destination, ExportedProfile } from '../ports.ts';

/** Milliseconds before each look: Braze shows most writes within seconds, and advises to allow five minutes. */
export const lookDelays: readonly number[] = [
  1000, 1000, 2000, 4000, 7000, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000, 15_000,
];

const fiveMinutes = 300_000;
const handlesPerLook = 50;

/** The profile that answered to a handle in the newest look, or undefined. */
export type Answers = (handle: Handle) => ExportedProfile | undefined;

export interface LookOptions {
  readonly destination: Pick<Destination, 'look'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** `wait` sleeps five minutes and verifies nothing; `none` does neither. */
  readonly consistency: 'poll' | 'wait' | 'none';
  /** Looks go on for at most so many milliseconds, and there is always one; five minutes without it. */
  readonly forMs?: number;
  /** What the export gives; ids and aliases unless told otherwise. `user_aliases` has to be among them. */
  readonly fields?: readonly string[];
}

export interface LookResult {
  /** Handles whose effect showed; all of them, when nothing is verified. */
  readonly seen: readonly Handle[];
  readonly missing: readonly Handle[];
}

/**
 * Looks after 1, 2, 4, 8, 15 seconds and then every 30, at most five minutes, until each handle's effect shows. A look
 * asks again only for what is missing; `answers` keeps the last answer of the others.
 */
export async function lookUntil(
  handles: readonly Handle[],
  seen: (handle: Handle, answers: Answers) => boolean,
  options: LookOptions,
): Promise<LookResult> {
  const { clock, signal, consistency, forMs = fiveMinutes } = options;
  if (handles.length === 0 || consistency === 'none') return { seen: handles, missing: [] };
  if (consistency === 'wait') {
    await clock.sleep(fiveMinutes, signal);
    return { seen: handles, missing: [] };
  }
  const profiles = new Map<string, ExportedProfile>();
  const answers: Answers = (handle) => profiles.get(keyOf(handle));
  let missing = handles;
  for (const delay of delaysWithin(forMs)) {
    await clock.sleep(delay, signal);
    await look(missing, profiles, options);
    missing = missing.filter((handle) => !seen(handle, answers));
    if (missing.length === 0) break;
  }
  const open = new Set(missing);
  return { seen: handles.filter((handle) => !open.has(handle)), missing };
}

/** The first delays that fit, or one look at once. */
function delaysWithin(ms: number): readonly number[] {
  let sum = 0;
  const fitting = lookDelays.filter((delay) => (sum += delay) <= ms);
  return fitting.length === 0 ? [0] : fitting;
}

async function look(handles: readonly Handle[], profiles: Map<string, ExportedProfile>, options: LookOptions) {
  const { destination, signal, fields = ['braze_id', 'external_id', 'user_aliases'] } = options;
  for (let start = 0; start < handles.length; start += handlesPerLook) {
    const asked = handles.slice(start, start + handlesPerLook);
    const found = await destination.look(asked, fields, signal);
    for (const handle of asked) {
      const profile = found.find((one) => answersTo(one, handle));
      if (profile === undefined) profiles.delete(keyOf(handle));
      else profiles.set(keyOf(handle), profile);
    }
  }
}

/** Whether a profile of an export is the one that a handle addresses. */
function answersTo(profile: ExportedProfile, handle: Handle): boolean {
  if (handle.kind === 'external_id') return profile.external_id === handle.externalId;
  const { alias_label: label, alias_name: name } = handle.alias;
  return profile.user_aliases.some((alias) => alias.alias_label === label && alias.alias_name === name);
}

function keyOf(handle: Handle): string {
  return `${handle.kind} ${handleText(handle)}`;
}
