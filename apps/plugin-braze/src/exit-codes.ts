import type { DiagnosticCode } from '@sf-braze/mapping-core';

/** What a script sees. 68 and 69 mean what they mean in `sf project deploy`. */
export const exitCodes = {
  done: 0,
  /** Failed before, or without, writing. */
  failed: 1,
  /** There are differences. */
  differences: 20,
  /** Some records are in the error list. */
  partial: 68,
  /** Stopped early; running again resumes. */
  stoppedEarly: 69,
  /** Ctrl-C; the state is safe. */
  interrupted: 130,
} as const;

/** The exit code of a command that ended before it wrote anything. */
export function exitCodeOf(code: DiagnosticCode): number {
  if (code === 'sync/interrupted') return exitCodes.interrupted;
  return code === 'sync/stopped-early' ? exitCodes.stoppedEarly : exitCodes.failed;
}

/** The exit code of a run that stopped on the way: what was accepted is noted, and running again resumes. */
export function stoppedExitCode(code: DiagnosticCode): number {
  return code === 'sync/interrupted' ? exitCodes.interrupted : exitCodes.stoppedEarly;
}
