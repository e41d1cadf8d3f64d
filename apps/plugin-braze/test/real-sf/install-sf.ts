import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromRegistry } from './from-registry.ts';
import { hermeticEnvironment } from './hermetic-environment.ts';
import { runProgram } from './run-program.ts';

/** The release of `@salesforce/cli` that the plugin is tested in. */
const SF_VERSION = '2.150.6';

const FOLDER = join(import.meta.dirname, '../../../../.sf-cli');

/** The script that `sf` starts. Installs the real CLI (300 MB) into `.sf-cli` when it is not there in this version. */
export async function installSf(): Promise<string> {
  const modules = join(FOLDER, 'node_modules');
  const sf = join(modules, '@salesforce', 'cli');
  if ((await versionOf(sf)) !== SF_VERSION) {
    await mkdir(FOLDER, { recursive: true });
    await install(modules);
  }
  return join(sf, 'bin', 'run.js');
}

async function versionOf(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}');
  const { version } = JSON.parse(text) as { readonly version?: string }; // npm wrote it
  return version;
}

/** Beside the place first: an installation that was interrupted never looks like one. */
async function install(modules: string): Promise<void> {
  const staging = await mkdtemp(join(FOLDER, 'new-'));
  try {
    await fetchInto(staging);
    await rm(modules, { recursive: true, force: true });
    await rename(join(staging, 'node_modules'), modules);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function fetchInto(folder: string): Promise<void> {
  const dependencies = { '@salesforce/cli': SF_VERSION };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-package-lock'];
  const { code, stderr } = await fromRegistry((env) =>
    runProgram('npm', args, { cwd: folder, env: { ...hermeticEnvironment(folder), ...env } }),
  );
  if (code === 0) return;
  throw new Error(
    `@salesforce/cli ${SF_VERSION} could not be installed into ${FOLDER}. The tests inside the real sf fetch it ` +
      `from the npm registry once; check the way there and run again.\n${stderr}`,
  );
}
