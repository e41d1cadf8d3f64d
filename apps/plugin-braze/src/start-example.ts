import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SfError } from '@salesforce/core';
import { startEmulators } from '@sf-braze/emulators';
import type { EmulateResult } from './results/emulate.ts';

export interface ExampleOptions {
  readonly brazePort: number;
  readonly salesforcePort: number;
  readonly seed: string | undefined;
  readonly records: number | undefined;
}

export interface RunningExample {
  readonly addresses: EmulateResult;
  close(): Promise<void>;
}

/** Starts both emulators with the B2B example, or with a seed of the caller's. */
export async function startExample({ seed, records, ...ports }: ExampleOptions): Promise<RunningExample> {
  const folder = seed ?? join(packageRoot(), 'seed', 'b2b');
  try {
    const running = await startEmulators({
      which: 'both',
      ...ports,
      seed: folder,
      ...(records === undefined ? {} : { records }),
    });
    const { braze, salesforce } = running.addresses;
    if (braze === undefined || salesforce === undefined) throw new Error('one of the two did not start');
    return { addresses: { braze, salesforce }, close: () => running.close() };
  } catch (error) {
    throw notStarted(error);
  }
}

function notStarted(error: unknown): SfError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = error instanceof Error ? error.message : String(error);
  const action =
    code === 'EADDRINUSE' || code === 'EACCES'
      ? 'Choose another port, or leave the port flags out: any free port is taken then.'
      : 'Check the folder of `--seed`: it holds `schema.json` and `records/<Object>.json`.';
  return new SfError(`The emulators did not start: ${reason}`, 'EmulatorsNotStarted', [action]);
}

/** The folder with our package.json, wherever the bundler put this file. */
function packageRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return start;
}
