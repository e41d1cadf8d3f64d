import { lstat, mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SfError } from '@salesforce/core';
import { shownPath } from '../project-files.ts';
import type { InitResult } from '../results/init.ts';
import { writeWholeFile } from '../write-file.ts';

export interface NewFile {
  /** Relative to the folder of the project. */
  readonly path: string;
  readonly text: string;
}

type Change = InitResult['files'][number];

const IGNORED = [
  '# sf-braze: state and reports stay here; the snapshot is committed',
  '.braze/*',
  '!.braze/snapshot.json',
];

/** Fails with `FilesExist` when one of these is there already, whatever it is. */
export async function refuseExisting(folder: string, paths: readonly string[]): Promise<void> {
  const found: string[] = [];
  for (const path of paths) if (await isThere(join(folder, path))) found.push(shownPath(join(folder, path)));
  if (found.length === 0) return;
  const names = found.map((path) => `\`${path}\``).join(', ');
  throw new SfError(`There already: ${names}. Nothing was written.`, 'FilesExist', [
    'Choose another folder with `--project-dir`, or replace what is there with `--force`.',
  ]);
}

/** Writes all files and the lines of `.gitignore`, or leaves everything as it was. */
export async function writeProject(folder: string, files: readonly NewFile[]): Promise<readonly Change[]> {
  const undo: (() => Promise<void>)[] = [];
  const changes: Change[] = [];
  const write = async (path: string, text: string, before: string | undefined): Promise<void> => {
    undo.push(await folderMade(dirname(path)));
    await writeWholeFile(path, text);
    undo.push(() => (before === undefined ? rm(path, { force: true }) : writeWholeFile(path, before)));
  };
  try {
    for (const { path, text } of files) {
      const target = join(folder, path);
      const before = await textOf(target);
      await write(target, text, before);
      changes.push({ file: shownPath(target), change: before === undefined ? 'created' : 'replaced' });
    }
    const ignore = join(folder, '.gitignore');
    const before = await textOf(ignore);
    const text = withIgnored(before ?? '');
    if (text !== before) {
      await write(ignore, text, before);
      changes.push({ file: shownPath(ignore), change: before === undefined ? 'created' : 'extended' });
    }
    return changes;
  } catch (error) {
    for (const step of undo.toReversed()) await step().catch(() => undefined);
    throw error;
  }
}

/** Makes a folder and those above it; gives what takes away the ones that were not there. */
async function folderMade(folder: string): Promise<() => Promise<void>> {
  const first = await mkdir(folder, { recursive: true });
  return async () => {
    if (first === undefined) return;
    // Only empty ones: somebody may have put something in.
    for (let path = folder; path.length >= first.length; path = dirname(path)) await rmdir(path);
  };
}

function withIgnored(text: string): string {
  const lines = new Set(text.split(/\r?\n/));
  const missing = IGNORED.filter((line) => !lines.has(line));
  if (!missing.some((line) => !line.startsWith('#'))) return text;
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${gap}${missing.join('\n')}\n`;
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => !isAbsence(error),
  );
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isAbsence(error)) return undefined;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new SfError(`\`${shownPath(path)}\` could not be read (${code}). Nothing was written.`, 'FileNotReadable', [
      'Check that it is a file and that you may read it.',
    ]);
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
