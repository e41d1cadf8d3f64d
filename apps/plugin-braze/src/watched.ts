import type { RunStage } from '@sf-braze/sync';
import { type ProgressDisplay, showProgress } from './progress.ts';
import { stopSignal } from './stop-signal.ts';

export interface WatchOptions {
  readonly title: string;
  readonly stages: readonly RunStage[];
  readonly jsonEnabled: boolean;
  readonly deadlineMs?: number | undefined;
  /** Told when the first reason to stop comes. */
  readonly onStop?: (reason: 'interrupted' | 'terminated' | 'deadline') => void;
}

export interface Watch {
  readonly signal: AbortSignal;
  readonly display: ProgressDisplay;
}

/**
 * Does long work with its progress shown, so that Ctrl-C, SIGTERM and a deadline end it in order. `complete` says whether
 * a result is what was hoped for; every result is without it.
 */
export async function watched<Result>(
  { title, stages, jsonEnabled, deadlineMs, onStop = () => undefined }: WatchOptions,
  work: (watch: Watch) => Promise<Result>,
  complete: (result: Result) => boolean = () => true,
): Promise<Result> {
  const stop = stopSignal({ deadlineMs, onStop });
  const display = await showProgress(title, stages, jsonEnabled);
  try {
    const result = await work({ signal: stop.signal, display });
    display.stop(complete(result) ? 'completed' : 'failed');
    return result;
  } catch (error) {
    display.stop('failed');
    throw error;
  } finally {
    stop.release();
  }
}
