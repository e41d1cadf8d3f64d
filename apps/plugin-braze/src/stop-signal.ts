import { syncFailure } from '@sf-braze/sync';
import { exitCodes } from './exit-codes.ts';

export interface StopOptions {
  /** Milliseconds after which no new request is made. */
  readonly deadlineMs: number | undefined;
  /** Told once, when the first reason to stop comes. */
  readonly onStop: (reason: 'interrupted' | 'terminated' | 'deadline') => void;
}

/** Aborts with the failure that says why: Ctrl-C, SIGTERM, or the deadline. */
export interface StopSignal {
  readonly signal: AbortSignal;
  /** Stops listening. */
  release(): void;
}

/**
 * A first Ctrl-C lets the requests under way finish, so that their fate is known; a second one ends at once, and the
 * outbox covers it.
 */
export function stopSignal({ deadlineMs, onStop }: StopOptions): StopSignal {
  const controller = new AbortController();
  const stop = (reason: Parameters<StopOptions['onStop']>[0], failure: Error): void => {
    if (controller.signal.aborted) return;
    controller.abort(failure);
    onStop(reason);
  };
  const onInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    stop('interrupted', syncFailure('sync/interrupted', {}));
  };
  const onTerminate = (): void => {
    stop('terminated', syncFailure('sync/stopped-early', { reason: 'it was asked to end' }));
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  const timer =
    deadlineMs === undefined
      ? undefined
      : setTimeout(() => {
          stop('deadline', syncFailure('sync/stopped-early', { reason: 'its deadline came' }));
        }, deadlineMs).unref();
  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer);
      process.removeListener('SIGINT', onInterrupt);
      process.removeListener('SIGTERM', onTerminate);
    },
  };
}
