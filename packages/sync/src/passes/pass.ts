import type { Reading } from '../ports.ts';
import type { RunContext } from '../run-context.ts';

/**
 * One walk over everything a run reads. A run walks twice: the first walk counts, for the plan and the gates;
 * the second sends. Both see the same rows: small readings stay in memory, large ones come again from their Bulk job.
 */
export interface Pass {
  readonly context: RunContext;
  /** Readings opened by the first walk, by name. */
  readonly readings: Map<string, Reading>;
  /** Relation sets that the scratch holds completely, for everybody. */
  readonly complete: Set<string>;
  /** Whether every people object is read in full. */
  readonly everybody: boolean;
  /** Links and events whose first load this is. */
  readonly firstLoads: ReadonlySet<string>;
}

/** Opens the reading of that name, or answers the one that is open already. */
export async function openReading(pass: Pass, name: string, open: () => Promise<Reading>): Promise<Reading> {
  const known = pass.readings.get(name);
  if (known) return known;
  const reading = await open();
  pass.readings.set(name, reading);
  return reading;
}

export async function releaseReadings(pass: Pass): Promise<void> {
  await Promise.all([...pass.readings.values()].map((reading) => reading.release()));
  pass.readings.clear();
}
