import type { BrazeClient } from '../../src/braze/client.ts';
import { syncFailure } from '../../src/failures.ts';
import type { StateStore } from '../../src/state.ts';
import type { RunOptions } from './engine-world.ts';

/** What is left of a process that was killed. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

type End = Required<Pick<RunOptions, 'client' | 'store' | 'signal'>>;

/**
 * Ends a run at a step as SIGKILL would: nothing is sent, written or noted afterwards. Steps, from 1, are each call of
 * the state, and each request to Braze twice: before it leaves, and after Braze has taken it but nobody heard.
 */
export function killAt(last: number): End {
  let taken = 0;
  return stepping(new AbortController().signal, () => {
    taken += 1;
    if (taken >= last) throw new Killed();
  });
}

/** Ends a run at a step as Ctrl-C would: the run is told to stop, and may still note what it knows. */
export function interruptAt(last: number): End {
  const controller = new AbortController();
  let taken = 0;
  return stepping(controller.signal, () => {
    taken += 1;
    if (taken >= last) controller.abort(syncFailure('sync/interrupted', {}));
  });
}

const notSteps: ReadonlySet<string | symbol> = new Set(['scratch', 'close']);

function stepping(signal: AbortSignal, step: () => void): End {
  return {
    signal,
    client: (client: BrazeClient): BrazeClient => ({
      ...client,
      async exchange(request, stop) {
        step();
        const exchange = await client.exchange(request, stop);
        step();
        return exchange;
      },
    }),
    store: (store: StateStore): StateStore =>
      new Proxy(store, {
        get(target, name, receiver): unknown {
          const value: unknown = Reflect.get(target, name, receiver);
          if (typeof value !== 'function' || notSteps.has(name)) return value;
          return async (...given: readonly unknown[]): Promise<unknown> => {
            step();
            return Reflect.apply(value, target, given);
          };
        },
      }),
  };
}
