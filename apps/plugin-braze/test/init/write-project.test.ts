import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseExisting, writeProject } from '../../src/init/write-project.ts';

const files = [
  { path: 'braze.project.yaml', text: 'kind: project\n' },
  { path: join('mappings', 'b2b.braze.yaml'), text: 'kind: mapping\n' },
  { path: join('.braze', 'snapshot.json'), text: '{}\n' },
];

/** In a folder with these files, which is gone afterwards. */
async function inFolder(
  before: Readonly<Record<string, string>>,
  act: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sf-braze-'));
  try {
    for (const [file, text] of Object.entries(before)) await writeFile(join(folder, file), text);
    await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function everything(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const pairs = entries.map(async (entry): Promise<[string, string]> => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length + 1), entry.isDirectory() ? 'a folder' : await readFile(path, 'utf8')];
  });
  return Object.fromEntries(await Promise.all(pairs));
}

const ignored = '# sf-braze: state and reports stay here; the snapshot is committed\n.braze/*\n!.braze/snapshot.json\n';

describe('writeProject', () => {
  it('writes every file and the lines of .gitignore', () =>
    inFolder({}, async (folder) => {
      const changes = await writeProject(folder, files);
      assert.deepEqual(
        changes.map(({ change }) => change),
        ['created', 'created', 'created', 'created'],
      );
      assert.equal((await everything(folder))['.gitignore'], ignored);
    }));

  it('adds to a .gitignore once, and keeps what is in it', () =>
    inFolder({ '.gitignore': 'node_modules' }, async (folder) => {
      const first = await writeProject(folder, files);
      assert.equal(first.at(-1)?.change, 'extended');
      assert.equal((await everything(folder))['.gitignore'], `node_modules\n${ignored}`);
      const second = await writeProject(folder, files);
      assert.deepEqual(
        second.map(({ change }) => change),
        ['replaced', 'replaced', 'replaced'],
      );
    }));

  it('takes everything away again when a file cannot be written', () =>
    inFolder({ mappings: 'a file where a folder belongs', '.gitignore': 'mine\n' }, async (folder) => {
      const before = await everything(folder);
      await assert.rejects(writeProject(folder, files), { name: /^File/ });
      assert.deepEqual(await everything(folder), before);
    }));

  it('puts back what it had replaced', () =>
    inFolder({ 'braze.project.yaml': 'mine\n' }, async (folder) => {
      await mkdir(join(folder, '.gitignore'));
      const before = await everything(folder);
      await assert.rejects(writeProject(folder, files), { name: 'FileNotReadable' });
      assert.deepEqual(await everything(folder), before);
    }));
});

describe('refuseExisting', () => {
  const paths = files.map(({ path }) => path);

  it('names every file that is there', () =>
    inFolder({ 'braze.project.yaml': 'mine\n' }, async (folder) => {
      await assert.rejects(refuseExisting(folder, paths), { name: 'FilesExist', message: /braze\.project\.yaml/ });
    }));

  it('counts a link that leads nowhere', () =>
    inFolder({}, async (folder) => {
      await symlink('nowhere', join(folder, 'braze.project.yaml'));
      await assert.rejects(refuseExisting(folder, paths), { name: 'FilesExist' });
    }));

  it('says nothing in an empty folder', () =>
    inFolder({}, async (folder) => {
      await refuseExisting(folder, paths);
    }));
});
