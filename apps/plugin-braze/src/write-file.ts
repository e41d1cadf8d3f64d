import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SfError } from '@salesforce/core';

/** Only the owner: reports and state. */
export const OWNER_ONLY = 0o600;

/**
 * Writes a file so that nobody ever sees half of it: under a temporary name, then renamed. Makes its folder.
 * Fails with `FileNotWritten`, and then the file is as it was.
 */
export async function writeWholeFile(path: string, text: string, mode = 0o666): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw notWritten(path, error);
  }
}

function notWritten(path: string, error: unknown): SfError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return new SfError(`\`${path}\` could not be written (${code}).`, 'FileNotWritten', [
    'Check that the folder may be written and that the disk has room, then run again. The old file, if any, is unchanged.',
  ]);
}
