import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OWNER_ONLY, writeWholeFile } from '../src/write-file.ts';

async function inFolder(act: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sf-braze-'));
  try {
    await act(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('writeWholeFile', () => {
  it('makes the folder and leaves nothing but the file', () =>
    inFolder(async (folder) => {
      await writeWholeFile(join(folder, 'a', 'b.txt'), 'text');
      assert.deepEqual(await readdir(join(folder, 'a')), ['b.txt']);
      assert.equal(await readFile(join(folder, 'a', 'b.txt'), 'utf8'), 'text');
    }));

  it('replaces a file', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'b.txt'), 'a longer text');
      await writeWholeFile(join(folder, 'b.txt'), 'text');
      assert.equal(await readFile(join(folder, 'b.txt'), 'utf8'), 'text');
    }));

  it('shows a private file to its owner only', async function () {
    if (process.platform === 'win32') this.skip();
    await inFolder(async (folder) => {
      await writeWholeFile(join(folder, 'b.txt'), 'text', OWNER_ONLY);
      assert.equal((await stat(join(folder, 'b.txt'))).mode & 0o777, 0o600);
    });
  });

  it('leaves no half file behind, and says what to do', () =>
    inFolder(async (folder) => {
      // Nothing can be renamed onto a folder with something in it.
      await mkdir(join(folder, 'b.txt', 'c'), { recursive: true });
      await assert.rejects(writeWholeFile(join(folder, 'b.txt'), 'text'), (error: Error & { actions?: string[] }) => {
        assert.equal(error.name, 'FileNotWritten');
        assert.equal(error.actions?.length, 1);
        return true;
      });
      assert.deepEqual(await readdir(folder), ['b.txt']);
    }));
});
