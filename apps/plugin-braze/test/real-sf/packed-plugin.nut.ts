import assert from 'node:assert/strict';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packPlugin, type PackedPlugin, PLUGIN } from './packed-plugin.ts';

/** Everything the package may hold, and each of these at least once. */
const belongs: readonly RegExp[] = [
  /^package\.json$/,
  /^README\.md$/,
  /^LICENSE$/,
  /^oclif\.manifest\.json$/,
  /^bin\/run\.(js|cmd)$/,
  /^lib\/index\.js$/,
  /^lib\/commands\/braze\/.+\.js$/,
  /^lib\/chunks\/.+\.js$/,
  /^messages\/.+\.md$/,
  /^schemas\/.+\.json$/,
  /^seed\/b2b\/schema\.json$/,
  /^seed\/b2b\/records\/\w+\.json$/,
];

async function withPacked(act: (packed: PackedPlugin) => Promise<void> | void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sf-braze-'));
  try {
    await act(await packPlugin(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the packed plugin', () => {
  it('holds what runs, and neither sources, tests nor maps', () =>
    withPacked(({ paths }) => {
      assert.deepEqual(
        paths.filter((path) => !belongs.some((pattern) => pattern.test(path))),
        [],
      );
      assert.deepEqual(
        belongs.filter((pattern) => !paths.some((path) => pattern.test(path))),
        [],
      );
    }));

  it('has a manifest that names every command file', () =>
    withPacked(async ({ paths }) => {
      const files = paths.filter((path) => path.startsWith('lib/commands/'));
      const commands = Object.values((await readJson<Manifest>('oclif.manifest.json')).commands);
      assert.deepEqual(commands.map(({ relativePath }) => relativePath.join('/')).toSorted(), files.toSorted());
    }));

  it('passes publint', () =>
    withPacked(async ({ file }) => {
      const bytes = await readFile(file);
      const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      const { messages, pkg } = await publint({ pack: { tarball } });
      assert.deepEqual(
        messages.map((message) => formatMessage(message, pkg)),
        [],
      );
    }));

  it('depends on what it imports and on nothing else', async () => {
    const { dependencies } = await readJson<Manifesto>('package.json');
    assert.deepEqual([...(await importedPackages())].toSorted(), Object.keys(dependencies).toSorted());
  });

  it('comes with the licence of the repository', async () => {
    const texts = await Promise.all(['LICENSE', '../../LICENSE'].map((path) => readFile(join(PLUGIN, path), 'utf8')));
    assert.equal(texts[0], texts[1]);
  });
});

interface Manifest {
  readonly commands: Readonly<Record<string, { readonly relativePath: readonly string[] }>>;
}

interface Manifesto {
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Files of our own build, in the shape that oclif and npm document. */
async function readJson<Shape>(path: string): Promise<Shape> {
  return JSON.parse(await readFile(join(PLUGIN, path), 'utf8')) as Shape;
}

/** As esbuild writes them, and as `bin` is written: `from "x"`, `import "x"`, `import("x")`. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*["'](?<specifier>[@a-z][^"'\n]*)["']/g;

async function importedPackages(): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const path of glob(['lib/**/*.js', 'bin/*.js'], { cwd: PLUGIN })) {
    for (const { groups } of (await readFile(join(PLUGIN, path), 'utf8')).matchAll(IMPORT)) {
      const specifier = groups?.['specifier'] ?? '';
      if (!isBuiltin(specifier)) found.add(packageOf(specifier));
    }
  }
  return found;
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
