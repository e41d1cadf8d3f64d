// The plugin ships as one package: our own workspaces are bundled in, everything from the registry stays a dependency.
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const { dependencies } = JSON.parse(await readFile('package.json', 'utf8'));
const sources = await readdir('src/commands', { recursive: true });
const commands = sources.filter((name) => name.endsWith('.ts')).map((name) => join('src/commands', name));

await rm('lib', { recursive: true, force: true });
await build({
  entryPoints: ['src/index.ts', ...commands],
  outbase: 'src',
  outdir: 'lib',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node22',
  // `sf` shows the names of command classes.
  keepNames: true,
  external: [...Object.keys(dependencies), ...Object.keys(dependencies).map((name) => `${name}/*`)],
  sourcemap: false,
  logLevel: 'warning',
});
await rm('seed', { recursive: true, force: true });
await cp('../../packages/emulators/seed', 'seed', { recursive: true });
