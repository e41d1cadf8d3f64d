import type { Clock } from '../../src/ports.ts';

export interface InstantClock extends Clock {
  /** Milliseconds of every sleep, in order. */
  readonly slept: readonly number[];
}

/** Nobody waits: a sleep is over at once, and noted. */
export function instantClock(): InstantClock {
  const slept: number[] = [];
  return {
    slept,
    now: () => '2026-11-23T10:00:00.000Z',
    sleep(ms, signal) {
      slept.push(ms);
      return signal.aborted ? Promise.reject(new Error('aborted')) : Promise.resolve();
    },
  };
}
