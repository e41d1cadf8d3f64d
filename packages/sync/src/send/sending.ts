import type { Pass } from '../passes/pass.ts';
import type { Tally } from '../tally.ts';
import type { PropertyMemory } from './property-memory.ts';

/** The second walk: what is sent, and what came of it. */
export interface Sending {
  readonly pass: Pass;
  readonly tally: Tally;
  /** Properties of events planned by this run, so that they need not be read again. */
  readonly memory: PropertyMemory;
}

export const LOOK_FIELDS = ['braze_id', 'external_id', 'user_aliases'] as const;
