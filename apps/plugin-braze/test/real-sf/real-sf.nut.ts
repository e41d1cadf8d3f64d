import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, describe, it } from 'mocha';
import { control, type Example, withExample, withNewcomer } from './example.ts';
import { countLoads, REPORT_LOADS } from './loaded-files.ts';
import { PLUGIN } from './packed-plugin.ts';
import { printedSteps } from './printed-steps.ts';
import { type Ended, runProgram } from './run-program.ts';
import { sfAnswer, sfResult } from './sf-answer.ts';
import { signInWithKey, signInWithToken } from './sign-in.ts';
import { type InstalledPlugin, ways } from './ways.ts';

/** Installing the CLI and the plugin's dependencies from the registry, or many commands on a busy machine. */
const LONG_MS = 600_000;

const POLL_MS = 20;
const MAX_POLLS = 3000;

for (const way of ways) {
  describe(`sf-braze, ${way.name}`, () => {
    let installed: InstalledPlugin | undefined;

    before(async function () {
      this.timeout(LONG_MS);
      installed = await way.install();
    });
    after(async () => {
      await installed?.remove();
    });

    function plugin(): InstalledPlugin {
      assert.ok(installed);
      return installed;
    }
    const sf = async ({ inside }: Pick<Example, 'inside'>, ...args: readonly string[]): Promise<Ended> =>
      plugin().run(args, inside);

    it('lists its topic and commands', () =>
      withExample(async (example) => {
        const { code, stdout } = await sf(example, 'braze', '--help');
        assert.equal(code, 0);
        const listed = [...stdout.matchAll(/^ {2}braze (\S+)/gm)].map(([, name]) => name);
        assert.deepEqual(new Set(listed), new Set(await commandNames()));
      }));

    it('emulates both systems until somebody ends it', () =>
      withExample(async ({ inside }) => {
        const emulate = plugin().start(['braze', 'emulate', '--json'], inside);
        const line = await emulate.line;
        const { braze, salesforce } = JSON.parse(line) as Pick<Example, 'braze' | 'salesforce'>;
        try {
          const { counts } = (await control(salesforce.url, 'GET', 'state')) as { counts: Record<string, number> };
          assert.ok((counts['Contact'] ?? 0) > 0, 'the seed is there');
          assert.ok(await control(braze.url, 'GET', 'state'));
        } finally {
          emulate.kill('SIGTERM');
        }
        const { code, stdout } = await emulate.ended;
        // Windows knows no SIGTERM: the program is just ended.
        if (process.platform !== 'win32') assert.equal(code, 0);
        assert.equal(stdout, `${line}\n`);
        await assert.rejects(fetch(braze.url));
        await assert.rejects(fetch(salesforce.url));
      }));

    it('takes a newcomer to a first sync with the words that emulate prints', () =>
      withNewcomer(async (newcomer) => {
        const emulate = plugin().start(['braze', 'emulate'], newcomer);
        try {
          const { variables, commands } = printedSteps(await emulate.printed('Ctrl-C'));
          const inside = { ...newcomer, env: { ...newcomer.env, ...variables } };
          let shown = '';
          for (const command of commands) shown = done(await plugin().run(command, inside));
          const [next] = printedSteps(shown).commands;
          assert.equal(next?.[1], 'sync');
          const token = variables['EMULATED_ORG'] ?? '';
          shown = done(await plugin().run(next.join(' ').replace('<access token>', token).split(' '), inside));
          assert.match(shown, /^Done/m);
        } finally {
          emulate.kill('SIGTERM');
        }
        await emulate.ended;
      })).timeout(LONG_MS);

    // What else bin/run.js does is tested beside the commands.
    if (way.host === 'itself') return;

    it('checks a project as bin/run.js does, offline', () =>
      withExample(async (example) => {
        const args = ['braze', 'validate', '--json'];
        const own = await runProgram(process.execPath, [join(PLUGIN, 'bin', 'run.js'), ...args], example.inside);
        const result = sfResult(await sf(example, ...args));
        assert.deepEqual(result, sfResult(own));
        assert.ok(Number(result['destinations']) > 0);
        assert.deepEqual(await control(example.salesforce.url, 'GET', 'requests'), []);
      }));

    it('ends with 2 for a flag that there is not', () =>
      withExample(async (example) => {
        const ended = await sf(example, 'braze', 'validate', '--jsno');
        assert.equal(ended.code, 2);
        assert.match(ended.stderr, /--jsno/);
      }));

    it('ends with 20 for a schema that differs', () =>
      withExample(async (example) => {
        sfResult(await sf(example, 'braze', 'snapshot', ...example.org, '--json'));
        const objects = { Lead: { fields: { Title: { remove: true } } } };
        await control(example.salesforce.url, 'PUT', 'schema', { objects });
        const ended = await sf(example, 'braze', 'snapshot', '--check', ...example.org, '--json');
        assert.equal(ended.code, 20);
        assert.equal(sfAnswer(ended).status, 20);
      }));

    it('carries the example into Braze once it is approved, and then has nothing to say', () =>
      withExample(async (example) => {
        sfResult(await sf(example, 'braze', 'snapshot', ...example.org, '--json'));
        const plan = planId(await sf(example, 'braze', 'plan', ...example.org, '--json'));
        const refused = await sf(example, 'braze', 'sync', ...example.org, '--json');
        const { name, commandName } = sfAnswer(refused);
        assert.deepEqual([refused.code, name, commandName], [1, 'sync/state-missing', 'Sync']);
        assert.deepEqual(await writes(example), []);
        sfResult(await sf(example, 'braze', 'sync', '--approve', plan, ...example.org, '--json'));
        assert.notDeepEqual(await writes(example), []);
        await control(example.braze.url, 'DELETE', 'requests');
        sfResult(await sf(example, 'braze', 'sync', ...example.org, '--json'));
        assert.deepEqual(await writes(example), []);
      })).timeout(LONG_MS);

    it('lets Ctrl-C end a sync in order', async function () {
      // There is no signal to send.
      if (process.platform === 'win32') this.skip();
      await withExample(async (example) => {
        const plan = planId(await sf(example, 'braze', 'plan', ...example.org, '--json'));
        await control(example.braze.url, 'PUT', 'faults', [{ method: 'POST', path: '/users/track', delayMs: 500 }]);
        const args = ['braze', 'sync', '--approve', plan, ...example.org, '--json'];
        const sync = plugin().start(args, example.inside);
        for (let polls = 0; polls < MAX_POLLS && (await writes(example)).length === 0; polls += 1) await wait(POLL_MS);
        sync.kill('SIGINT');
        const ended = await sync.ended;
        const { name, status } = sfAnswer(ended);
        assert.deepEqual([ended.code, name, status], [130, 'sync/interrupted', 130]);
      });
    });

    it('is among the plugins of sf', () =>
      withExample(async (example) => {
        const { code, stdout } = await sf(example, 'plugins');
        const { version } = await readJson<{ readonly version: string }>('package.json');
        assert.equal(code, 0);
        assert.match(stdout, new RegExp(String.raw`^sf-braze ${version}(?: \(link\).*)?$`, 'm'));
      }));

    it('is not even loaded by the other commands of sf', () =>
      withExample(async (example) => {
        const loaded = async (...args: readonly string[]): Promise<number> => {
          const env = { ...example.inside.env, NODE_OPTIONS: REPORT_LOADS };
          const { code, stderr } = await plugin().run(args, { ...example.inside, env });
          assert.equal(code, 0, stderr);
          return countLoads(stderr);
        };
        assert.equal(await loaded('--version'), 0);
        assert.equal(await loaded('org', 'list', '--json'), 0);
        assert.ok((await loaded('braze', 'validate')) > 0, 'or nobody would notice');
      }));

    it('works with an org that was signed in to with a token', () =>
      withExample(async (example) => {
        const inside = await signInWithToken(plugin(), example);
        const { org } = sfResult(await sf({ inside }, 'braze', 'snapshot', '--target-org', 'emu', '--json'));
        assert.match(JSON.stringify(org), /00D5g000004BfXb/);
      }));

    it('signs in again when a session has expired, and goes on', () =>
      withExample(async (example) => {
        const { salesforce } = example;
        const inside = await signInWithKey(plugin(), example);
        await control(salesforce.url, 'PUT', 'settings', { expireSessions: true });
        await control(salesforce.url, 'DELETE', 'requests');
        // The project names the org by its username.
        sfResult(await sf({ inside }, 'braze', 'snapshot', '--json'));
        const calls = await requests(salesforce.url);
        assert.ok(calls.some(({ status }) => status === 401));
        assert.equal(calls.filter(({ path }) => path.startsWith('/services/oauth2/token')).length, 1);
      }));
  });
}

function planId(ended: Ended): string {
  const { plan } = sfResult(ended) as { readonly plan: { readonly id: string } }; // the schema of `plan --json`
  return plan.id;
}

function done({ code, stdout, stderr }: Ended): string {
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  return stdout;
}

/** Second words of the commands, as the manifest that `sf` reads has them. */
async function commandNames(): Promise<readonly string[]> {
  const { commands } = await readJson<{ readonly commands: Readonly<Record<string, unknown>> }>('oclif.manifest.json');
  return Object.keys(commands).map((id) => id.split(':')[1] ?? id);
}

/** Files of the package, in the shape that npm and oclif document. */
async function readJson<Shape>(path: string): Promise<Shape> {
  return JSON.parse(await readFile(join(PLUGIN, path), 'utf8')) as Shape;
}

interface RecordedCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

async function requests(url: string): Promise<readonly RecordedCall[]> {
  return (await control(url, 'GET', 'requests')) as readonly RecordedCall[]; // the shape of the control API
}

/** What Braze was asked to change. */
async function writes({ braze }: Example): Promise<readonly string[]> {
  const calls = await requests(braze.url);
  return calls.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
}
