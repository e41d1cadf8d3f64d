import { join } from 'node:path';
import { hermeticEnvironment } from './hermetic-environment.ts';
import { runProgram } from './run-program.ts';

/** The folder of the package. */
export const PLUGIN = join(import.meta.dirname, '../..');

export interface PackedPlugin {
  /** The tarball, as it would be published. */
  readonly file: string;
  /** What it holds, relative to the package. */
  readonly paths: readonly string[];
}

/** Packs the plugin as it is built now. */
export async function packPlugin(folder: string): Promise<PackedPlugin> {
  const env = hermeticEnvironment(folder);
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { code, stdout, stderr } = await runProgram('npm', args, { cwd: PLUGIN, env });
  if (code !== 0) throw new Error(`npm pack failed: ${stderr}`);
  const answer = JSON.parse(stdout) as PackAnswer; // as npm documents it
  // npm 11 lists the packages, npm 12 names them.
  const [packed] = Object.values(answer);
  if (packed === undefined) throw new Error('npm pack packed nothing');
  return { file: join(folder, packed.filename), paths: packed.files.map(({ path }) => path) };
}

interface PackedFiles {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

type PackAnswer = readonly PackedFiles[] | Readonly<Record<string, PackedFiles>>;
