import assert from 'node:assert/strict';
import type { Ended } from './run-program.ts';

/** What `sf` prints with `--json`. */
export interface SfAnswer {
  readonly status: number;
  /** Of an error. */
  readonly name?: string;
  readonly commandName?: string;
  readonly result?: SfResult;
}

export type SfResult = Readonly<Record<string, unknown>>;

/** Fails unless stdout is one JSON document and nothing else. */
export function sfAnswer({ stdout, stderr }: Ended): SfAnswer {
  try {
    return JSON.parse(stdout) as SfAnswer; // the envelope that sf documents
  } catch {
    return assert.fail(`stdout is not JSON:\n${stdout}\nstderr:\n${stderr}`);
  }
}

/** The result of a command that ended well. */
export function sfResult(ended: Ended): SfResult {
  assert.equal(ended.code, 0, `${ended.stdout}\n${ended.stderr}`);
  return sfAnswer(ended).result ?? {};
}
