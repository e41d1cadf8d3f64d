import { createInterface } from 'node:readline/promises';
import { SfError } from '@salesforce/core';
import { exitCodes } from '../exit-codes.ts';
import type { Ask } from './ask-question.ts';

/** Asks on stderr, so that stdout holds results only. Ctrl-C and the end of the input stop the command. */
export const terminalAsk: Ask = async (question) => {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await Promise.race([
      lines.question(question),
      new Promise<never>((_, reject) => {
        const stop = (): void => {
          reject(interrupted());
        };
        lines.once('SIGINT', stop);
        lines.once('close', stop);
      }),
    ]);
  } finally {
    lines.close();
  }
};

/** Whether somebody sits there to answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

function interrupted(): SfError {
  return new SfError(
    'Stopped. Nothing was written.',
    'Interrupted',
    ['Run `sf braze init` again when you are ready; every question is a flag too.'],
    exitCodes.interrupted,
  );
}
