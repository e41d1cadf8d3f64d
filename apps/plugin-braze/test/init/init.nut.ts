import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSnapshot } from '@sf-braze/mapping-core';
import { initResult } from '../../src/results/init.ts';
import { withWorkplace, type Workplace } from '../support/workplace.ts';

const CANARY_UUID = 'c0ffee00-dead-4bee-8bad-c0ffee00cafe';
const CANARY = 'canary-pasted-key-93f1';

/** A folder without a project. */
interface Fresh {
  readonly place: Workplace;
  readonly folder: string;
  /** Flags that answer every question; `changed` answers some otherwise. */
  readonly answers: (changed?: Readonly<Record<string, string>>) => readonly string[];
  readonly run: (...args: readonly string[]) => ReturnType<Workplace['run']>;
}

async function inFreshFolder(act: (fresh: Fresh) => Promise<void>): Promise<void> {
  await withWorkplace({}, async (place) => {
    const folder = join(place.root, 'fresh');
    await mkdir(folder);
    await act({
      place,
      folder,
      answers: (changed = {}) =>
        Object.entries({
          '--name': 'try',
          '--endpoint': place.braze.url,
          '--api-key': 'env:BRAZE_API_KEY',
          '--target-org': place.salesforce.accessToken,
          ...changed,
        }).flat(),
      run: (...args) => place.run(['init', '--project-dir', folder, ...args]),
    });
  });
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
}

const written = ['.braze/snapshot.json', '.gitignore', 'braze.project.yaml', 'mappings/b2b.braze.yaml'];

describe('sf braze init', () => {
  it('writes a project that validates, matches its org and can be planned', () =>
    inFreshFolder(async ({ place, folder, answers, run }) => {
      const { code, stdout, stderr } = await run(...answers(), '--no-prompt');
      assert.equal(code, 0, stderr);
      assert.match(stdout, /sf braze validate[\s\S]*sf braze plan[\s\S]*sf braze sync/);
      assert.deepEqual(await filesIn(folder), written);
      const inFolder = ['--project-dir', folder];
      assert.equal((await place.run(['validate', '--max-warnings', '0', ...inFolder])).code, 0);
      assert.equal((await place.run(['snapshot', '--check', ...place.org, ...inFolder])).code, 0);
      const plan = await place.run(['plan', ...place.org, ...inFolder]);
      assert.equal(plan.code, 0, plan.stderr);
    }));

  it('gives its result as JSON, with no secret in it and none in the files', () =>
    inFreshFolder(async ({ place, folder, answers, run }) => {
      const { code, stdout, stderr } = await run(...answers(), '--json');
      assert.equal(code, 0, stderr);
      const { result } = JSON.parse(stdout) as { result: unknown }; // sf's envelope
      const { environment, org, files, diagnostics, next } = initResult.parse(result);
      assert.deepEqual([environment, org.id, files.length], ['local', place.salesforce.orgId, 4]);
      assert.ok(diagnostics.every(({ severity }) => severity === 'info'));
      assert.equal(next.length, 3);
      const texts = await Promise.all(written.map((file) => readFile(join(folder, file), 'utf8')));
      for (const secret of [place.braze.apiKey, place.salesforce.accessToken]) {
        assert.ok(![stdout, stderr, ...texts].some((text) => text.includes(secret)));
      }
      assert.ok(parseSnapshot(texts[0] ?? '').snapshot);
    }));

  it('replaces nothing that is there, unless it is told to', () =>
    inFreshFolder(async ({ folder, answers, run }) => {
      await writeFile(join(folder, 'braze.project.yaml'), 'mine\n');
      const refused = await run(...answers(), '--no-prompt');
      assert.equal(refused.code, 1);
      assert.match(refused.stderr, /FilesExist[\s\S]*braze\.project\.yaml[\s\S]*--force/);
      assert.deepEqual(await filesIn(folder), ['braze.project.yaml']);
      assert.equal(await readFile(join(folder, 'braze.project.yaml'), 'utf8'), 'mine\n');
      assert.equal((await run(...answers(), '--no-prompt', '--force')).code, 0);
      assert.deepEqual(await filesIn(folder), written);
    }));

  it('says everything that is missing at once, and asks nobody', () =>
    inFreshFolder(async ({ folder, run }) => {
      for (const quiet of [['--no-prompt'], ['--json'], []]) {
        const { code, stdout, stderr } = await run(...quiet);
        assert.equal(code, 2);
        assert.match(stdout + stderr, /AnswersMissing/);
        assert.match(stdout + stderr, /--target-org.*--endpoint/);
      }
      assert.deepEqual(await filesIn(folder), []);
    }));

  it('refuses a pasted key and shows it nowhere', () =>
    inFreshFolder(async ({ place, folder, answers, run }) => {
      const keys = [CANARY_UUID, CANARY, `env:${CANARY}`, `keychain:${CANARY_UUID}`].map((key) => ['--api-key', key]);
      const others = ['--name', '--endpoint', '--environment', '--target-org'].map((flag) => [flag, CANARY_UUID]);
      for (const [index, pasted] of [...keys, ...others].entries()) {
        const changed = Object.fromEntries([pasted]) as Record<string, string>; // a flag and its value
        const { code, stdout, stderr } = await run(...answers(changed), index % 2 === 0 ? '--no-prompt' : '--json');
        assert.equal(code, 2);
        assert.match(stdout + stderr, /security\/secret-in-file/);
        assert.ok(!(stdout + stderr).includes(CANARY_UUID) && !(stdout + stderr).includes(CANARY), pasted.join(' '));
      }
      assert.deepEqual(await filesIn(folder), []);
      for (const file of await filesIn(place.root)) {
        const text = (await readFile(join(place.root, file))).toString('latin1');
        assert.ok(!text.includes(CANARY_UUID) && !text.includes(CANARY), file);
      }
    }));

  it('leaves nothing behind when the org cannot be read', () =>
    inFreshFolder(async ({ folder, answers, run }) => {
      const { code, stderr } = await run(...answers({ '--target-org': 'nobody@acme.example' }), '--no-prompt');
      assert.equal(code, 1);
      assert.match(stderr, /sf org login/);
      assert.deepEqual(await filesIn(folder), []);
    }));

  it('leaves nothing behind when a file cannot be written', () =>
    inFreshFolder(async ({ folder, answers, run }) => {
      await writeFile(join(folder, 'mappings'), 'a file where a folder belongs\n');
      assert.equal((await run(...answers(), '--no-prompt')).code, 1);
      assert.deepEqual(await filesIn(folder), ['mappings']);
      assert.ok((await stat(join(folder, 'mappings'))).isFile());
    }));
});
