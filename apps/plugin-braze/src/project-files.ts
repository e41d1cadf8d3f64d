import { glob, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { analyze, type Analysis, parseSnapshot, type Project, type Snapshot } from '@sf-braze/mapping-core';
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
  /** Folder of the project file. */
  readonly folder: string;
  readonly project: TextFile;
  readonly mappings: readonly TextFile[];
  readonly snapshot: Snapshot | undefined;
}

/** Finds the project in `start` or above it and reads its files. */
export async function readProjectFiles(start: string): Promise<ProjectFiles> {
  const folder = await findProject(resolve(start));
  const project = await readText(join(folder, PROJECT_FILE));
  const patterns = analyze({ project, mappings: [], snapshot: undefined }).project?.mappings ?? [];
  return { folder, project, mappings: await readMappings(folder, patterns), snapshot: await readSnapshot(folder) };
}

export function analyzeFiles({ project, mappings, snapshot }: ProjectFiles): Analysis {
  return analyze({ project, mappings, snapshot });
}

/** Fails with `config/environment-unknown` unless `name` is one of the project's; it may be left out when there is one. */
export function environmentOf(project: Project, name: string | undefined): Project['environments'][number] {
  const { environments } = project;
  const [only] = environments;
  if (name === undefined && environments.length === 1 && only !== undefined) return only;
  const environment = environments.find((one) => one.name === name);
  if (environment !== undefined) return environment;
  const error = codedError('config/environment-unknown', { name: name ?? '' });
  error.actions = [`Possible with -e: ${environments.map((one) => one.name).join(', ')}.`];
  throw error;
}

async function findProject(start: string): Promise<string> {
  for (let folder = start; ; folder = dirname(folder)) {
    const text = await readFile(join(folder, PROJECT_FILE), 'utf8').catch(() => undefined);
    if (text !== undefined) return folder;
    if (dirname(folder) === folder) throw codedError('config/project-not-found', { dir: start });
  }
}

async function readMappings(folder: string, patterns: readonly string[]): Promise<readonly TextFile[]> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const matches = await Array.fromAsync(glob(pattern, { cwd: folder }));
    const files = matches.filter((name) => !name.endsWith('.braze.test.yaml'));
    if (files.length === 0) throw codedError('config/no-mapping-found', { pattern });
    for (const file of files) found.add(join(folder, file));
  }
  return Promise.all([...found].toSorted().map(readText));
}

async function readSnapshot(folder: string): Promise<Snapshot | undefined> {
  const text = await readFile(join(folder, SNAPSHOT_FILE), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parseSnapshot(text).snapshot;
}

async function readText(path: string): Promise<TextFile> {
  const file = relative(process.cwd(), path).replaceAll('\\', '/') || path;
  return { file, text: await readFile(path, 'utf8') };
}
