import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { SfError } from '@salesforce/core';
import {
  analyze,
  type Analysis,
  type Diagnostic,
  diagnostic,
  type Environment,
  parseSnapshot,
  type Project,
  type Snapshot,
} from '@sf-braze/mapping-core';
import { glob } from 'tinyglobby';
import { codedError } from './to-sf-error.ts';

export const PROJECT_FILE = 'braze.project.yaml';
export const SNAPSHOT_FILE = join('.braze', 'snapshot.json');

export interface TextFile {
  /** Relative to the folder the command runs in: what findings show. */
  readonly file: string;
  readonly text: string;
}

/** A project as it stands on disk. */
export interface ProjectFiles {
  /** Folder of the project file, absolute. */
  readonly folder: string;
  readonly project: TextFile;
  readonly mappings: readonly TextFile[];
  readonly snapshot: Snapshot | undefined;
  /** Why the snapshot that is there cannot be read. */
  readonly snapshotProblem: string | undefined;
  /** Patterns of `mappings:` that no file matches. */
  readonly unmatched: readonly string[];
}

/** Finds the project in `start` or above it and reads its files. Fails with `config/project-not-found`. */
export async function readProjectFiles(start: string | undefined): Promise<ProjectFiles> {
  const folder = await findProject(resolve(start ?? process.cwd()));
  const project = await readText(join(folder, PROJECT_FILE));
  const patterns = analyze({ project, mappings: [], snapshot: undefined }).project?.mappings ?? [];
  return { folder, project, ...(await readMappings(folder, patterns)), ...(await readSnapshot(folder)) };
}

/** Everything that is wrong with the files; against `snapshot`, which is the project's own unless another is given. */
export function analyzeFiles(files: ProjectFiles, snapshot: Snapshot | undefined = files.snapshot): Analysis {
  const { project, mappings, unmatched } = files;
  const analysis = analyze({ project, mappings, snapshot });
  return {
    ...analysis,
    diagnostics: [...unmatched.map((pattern) => noMatch(project, pattern)), ...analysis.diagnostics],
  };
}

/** The texts of the project by the names that findings use. */
export function textsOf({ project, mappings }: ProjectFiles): ReadonlyMap<string, string> {
  return new Map([project, ...mappings].map(({ file, text }) => [file, text]));
}

/** Fails with `config/environment-unknown` unless `name` is one of the project's; it may be left out when there is one. */
export function environmentOf(project: Project, name: string | undefined): Environment {
  const { environments } = project;
  const [only] = environments;
  if (name === undefined && environments.length === 1 && only !== undefined) return only;
  const environment = environments.find((one) => one.name === name);
  if (environment !== undefined) return environment;
  const possible = `Possible with \`-e\`: ${environments.map((one) => one.name).join(', ')}.`;
  if (name === undefined) {
    throw new SfError('The project has several environments.', 'config/environment-unknown', [possible]);
  }
  const error = codedError('config/environment-unknown', { name });
  error.actions = [possible];
  throw error;
}

async function findProject(start: string): Promise<string> {
  for (let folder = start; ; folder = dirname(folder)) {
    if ((await textIfThere(join(folder, PROJECT_FILE))) !== undefined) return folder;
    if (dirname(folder) === folder) throw codedError('config/project-not-found', { dir: start });
  }
}

async function readMappings(
  folder: string,
  patterns: readonly string[],
): Promise<Pick<ProjectFiles, 'mappings' | 'unmatched'>> {
  const found = new Set<string>();
  const unmatched: string[] = [];
  for (const pattern of patterns) {
    const matches = await glob(pattern, { cwd: folder, expandDirectories: false });
    const files = matches.filter((name) => !name.endsWith('.braze.test.yaml'));
    if (files.length === 0) unmatched.push(pattern);
    for (const file of files) found.add(join(folder, file));
  }
  return { mappings: await Promise.all([...found].toSorted().map(readText)), unmatched };
}

async function readSnapshot(folder: string): Promise<Pick<ProjectFiles, 'snapshot' | 'snapshotProblem'>> {
  const text = await textIfThere(join(folder, SNAPSHOT_FILE));
  if (text === undefined) return { snapshot: undefined, snapshotProblem: undefined };
  const { snapshot, problem } = parseSnapshot(text);
  return { snapshot, snapshotProblem: problem };
}

async function readText(path: string): Promise<TextFile> {
  const text = await textIfThere(path);
  if (text === undefined) throw notReadable(path, 'ENOENT');
  return { file: shownPath(path), text };
}

/** Relative to the folder the command runs in, with `/`. */
export function shownPath(path: string): string {
  return relative(process.cwd(), path).replaceAll('\\', '/') || path;
}

async function textIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw notReadable(path, code);
  }
}

function notReadable(path: string, code: string): SfError {
  return new SfError(`\`${shownPath(path)}\` could not be read (${code}).`, 'FileNotReadable', [
    'Check that it is a file and that you may read it.',
  ]);
}

function noMatch({ file, text }: TextFile, pattern: string): Diagnostic {
  const start = Math.max(0, text.indexOf(pattern));
  return diagnostic('config/no-mapping-found', { file, span: { start, end: start + pattern.length } }, { pattern });
}
