import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@sf-braze/sync';

/** The process's time. Windows never depend on it. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
  },
};
