import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRunReport } from '../src/run-report.ts';
import { syncResult } from '../src/results/sync.ts';
import { runOf } from './support/run.ts';

async function inFolder(act: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sf-braze-'));
  try {
    await act(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('writeRunReport', () => {
  it('writes what the schema says, and the same for people', () =>
    inFolder(async (folder) => {
      const run = runOf({
        problems: { 'record/email-shared': 2 },
        stoppedBy: 'braze/rate-limited',
        outcome: 'stopped',
      });
      const path = await writeRunReport(folder, run);
      assert.deepEqual(syncResult.parse(JSON.parse(await readFile(path, 'utf8'))), run);
      const text = await readFile(path.replace(/json$/, 'md'), 'utf8');
      assert.match(text, /\*\*stopped\*\*, by `braze\/rate-limited`/);
      assert.match(text, /\| `record\/email-shared` \| 2 \|/);
    }));

  it('says of a run that never began that nothing was written', () =>
    inFolder(async (folder) => {
      const path = await writeRunReport(folder, {
        id: '2026-11-23T10-00-02Z-4c1e',
        environment: 'production',
        startedAt: '2026-11-23T10:00:02Z',
        finishedAt: '2026-11-23T10:00:03Z',
        outcome: 'not started',
        stoppedBy: 'sync/gate-reached',
        plan: '7f3a91c2',
      });
      assert.match(await readFile(path.replace(/json$/, 'md'), 'utf8'), /Nothing was written/);
    }));

  it('is for its owner only', async function () {
    if (process.platform === 'win32') this.skip();
    await inFolder(async (folder) => {
      const path = await writeRunReport(folder, runOf());
      assert.equal((await stat(path)).mode & 0o777, 0o600);
    });
  });

  it('forgets reports of more than ninety days ago', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 'runs'));
      const kept = ['2026-08-26T00-00-00Z-aaaa.json', 'notes.txt'];
      for (const name of [...kept, '2026-08-24T00-00-00Z-bbbb.json']) await writeFile(join(folder, 'runs', name), '');
      await writeRunReport(folder, runOf());
      const names = await readdir(join(folder, 'runs'));
      assert.deepEqual(names.toSorted(), [
        kept[0],
        '2026-11-23T10-00-02Z-4c1e.json',
        '2026-11-23T10-00-02Z-4c1e.md',
        kept[1],
      ]);
    }));
});
