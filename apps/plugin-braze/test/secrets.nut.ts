import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { recordsOf } from './support/emulators.ts';
import { firstSync } from './support/sync-once.ts';
import { FINGERPRINT_KEY, type Workplace, withWorkplace } from './support/workplace.ts';

/** All files below a folder, as text of whatever bytes they hold. */
async function filesBelow(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async (file) => [relative(folder, file), (await readFile(file)).toString('latin1')] as const),
  );
  return new Map(texts);
}

async function everyCommand({ run, org }: Workplace): Promise<string> {
  const commands = [
    ['snapshot', ...org],
    ['validate', '--report', 'sarif=out/findings.sarif'],
    ['plan', ...org, '--report', 'markdown=out/plan.md'],
    ['plan', ...org, '--json'],
    ['sync', ...org],
    ['sync', ...org, '--json'],
    ['status', '--json'],
    ['preview', ...org, '--record', '0035g00000AdaByAAJ'],
    ['preview', ...org, '--record', '0035g00000AdaByAAJ', '--json'],
  ];
  const outputs: string[] = [];
  for (const args of commands) {
    const { stdout, stderr } = await run(args);
    outputs.push(stdout, stderr);
  }
  const refused = await run(['plan', ...org], { BRAZE_API_KEY: 'canary-wrong-key-51ae' });
  const expired = await run(['plan', '--target-org', '00D5g000004BfXb!canary-wrong-token-51ae']);
  return [...outputs, refused.stdout, refused.stderr, expired.stdout, expired.stderr].join('\n');
}

describe('secrets and personal data', () => {
  it('stand in no output and in no file, whatever is run', () =>
    withWorkplace({}, async (place) => {
      const output = await everyCommand(place);
      await firstSync(place);
      const token = place.salesforce.accessToken.split('!')[1] ?? '';
      const secrets = [place.braze.apiKey, FINGERPRINT_KEY, token, 'canary-wrong'];
      for (const secret of secrets) assert.ok(!output.includes(secret), `${secret} was printed`);
      const files = await filesBelow(place.root);
      assert.ok(files.size > 5);
      for (const [file, text] of files) {
        for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} stands in ${file}`);
      }
    }));

  it('leave no value of a record in state, reports and output', () =>
    withWorkplace({}, async (place) => {
      await firstSync(place);
      const output = await everyCommand(place);
      const people = [...(await recordsOf(place, 'Contact')), ...(await recordsOf(place, 'Lead'))];
      const values = people
        .flatMap((one) => [one['Email'], one['LastName']])
        .filter((value) => typeof value === 'string');
      const telling = values.filter((value) => value.length > 5);
      assert.ok(telling.length > 20);
      const files = await filesBelow(place.project);
      for (const value of telling) {
        assert.ok(!output.includes(value), `${value} was printed`);
        for (const [file, text] of files) {
          if (file.startsWith('mappings') || file.endsWith('snapshot.json')) continue;
          assert.ok(!text.includes(value), `${value} stands in ${file}`);
        }
      }
    }));

  it('are taken from the encrypted store of sf, where secret set put them', () =>
    withWorkplace({}, async (place) => {
      const text = await place.read('braze.project.yaml');
      await place.write('braze.project.yaml', text.replace('env:BRAZE_API_KEY', 'keychain:braze-local'));
      const missing = await place.run(['plan', ...place.org]);
      assert.match(missing.stderr, /config\/secret-missing/);
      const empty = await place.run(['secret', 'set', 'braze-local']);
      assert.equal(empty.code, 1);
      assert.match(empty.stderr, /SecretInvalid/);

      assert.equal(await setSecret(place, 'braze-local', `${place.braze.apiKey}\n`), 0);
      assert.equal((await place.run(['plan', ...place.org])).code, 0);
      for (const [file, content] of await filesBelow(place.root)) {
        assert.ok(!content.includes(place.braze.apiKey), `the key stands in ${file}`);
      }
    }));
});

/** Pipes a secret into `secret set`; gives the exit code. */
async function setSecret({ project, variables }: Workplace, name: string, secret: string): Promise<number | null> {
  const bin = join(import.meta.dirname, '../bin/run.js');
  const args = [bin, 'braze', 'secret', 'set', name];
  const child = spawn(process.execPath, args, { cwd: project, env: variables, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(secret);
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}
