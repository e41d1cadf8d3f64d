import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fromRegistry } from './from-registry.ts';
import { hermeticEnvironment } from './hermetic-environment.ts';
import { installSf } from './install-sf.ts';
import { packPlugin, PLUGIN } from './packed-plugin.ts';
import { type Ended, runProgram, type RunOptions, startProgram, type Started } from './run-program.ts';

/** The plugin as a user would have it, ready to run. */
export interface InstalledPlugin {
  /** Runs `sf <args>`, or what stands for it, to its end. */
  run(args: readonly string[], options: RunOptions): Promise<Ended>;
  /** Starts it and lets it run. */
  start(args: readonly string[], options: RunOptions): Started;
  /** Leaves nothing behind but `.sf-cli`. */
  remove(): Promise<void>;
}

/** A way to have the plugin. */
export interface Way {
  readonly name: string;
  /** The real `sf` runs it, beside all its own plugins. */
  readonly host: 'sf' | 'itself';
  install(): Promise<InstalledPlugin>;
}

export const ways: readonly Way[] = [
  { name: 'started by bin/run.js', host: 'itself', install: () => install(async () => join(PLUGIN, 'bin', 'run.js')) },
  { name: 'linked into sf', host: 'sf', install: () => install(link) },
  { name: 'installed into sf from its tarball', host: 'sf', install: () => install(installTarball) },
];

/** `prepare` gives the script that `node` starts; `folder` is a new one, where `sf` keeps its plugins. */
async function install(prepare: (folder: string) => Promise<string>): Promise<InstalledPlugin> {
  const folder = await mkdtemp(join(tmpdir(), 'sf-braze-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const script = await prepare(folder);
    const withPlugins = ({ cwd, env }: RunOptions): RunOptions => ({ cwd, env: { ...env, ...dataFolder(folder) } });
    return {
      run: (args, options) => runProgram(process.execPath, [script, ...args], withPlugins(options)),
      start: (args, options) => startProgram(process.execPath, [script, ...args], withPlugins(options)),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function dataFolder(folder: string): NodeJS.ProcessEnv {
  return { SF_DATA_DIR: join(folder, 'data') };
}

async function link(folder: string): Promise<string> {
  return setUp(folder, ['plugins', 'link', PLUGIN, '--no-install']);
}

async function installTarball(folder: string): Promise<string> {
  const { file } = await packPlugin(folder);
  const address = pathToFileURL(file).href;
  // Without it `sf` asks whether an unsigned plugin is welcome, and there is nobody to answer.
  const config = join(folder, '.config', 'sf');
  await mkdir(config, { recursive: true });
  await writeFile(join(config, 'unsignedPluginAllowList.json'), JSON.stringify([address]));
  return setUp(folder, ['plugins', 'install', address], { SF_CONFIG_DIR: config });
}

async function setUp(folder: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<string> {
  const sf = await installSf();
  const own = { ...hermeticEnvironment(folder), ...dataFolder(folder), ...more };
  const { code, stdout, stderr } = await fromRegistry((env) =>
    runProgram(process.execPath, [sf, ...args], { cwd: folder, env: { ...own, ...env } }),
  );
  if (code !== 0 || stderr.includes('may not work as expected')) {
    throw new Error(`sf ${args.join(' ')} ended with ${code ?? 'a signal'}.\n${stdout}${stderr}`);
  }
  return sf;
}
