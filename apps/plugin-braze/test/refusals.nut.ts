import assert from 'node:assert/strict';
import { changeSchema, forgetCalls, recordsOf, writes } from './support/emulators.ts';
import { control } from './real-sf/example.ts';
import { firstSync, planId } from './support/sync-once.ts';
import { type Workplace, withWorkplace } from './support/workplace.ts';

interface Refusal {
  readonly exit: number;
  /** Name of the error, in `--json` and on the terminal. */
  readonly name: string;
  /** What the next step says. */
  readonly action: RegExp;
}

/** Runs a command that must end before its first write, with a name and a next step in both forms. */
async function check(
  place: Workplace,
  args: readonly string[],
  { exit, name, action }: Refusal,
  variables: NodeJS.ProcessEnv = {},
): Promise<void> {
  await forgetCalls(place);
  const text = await place.run(args, variables);
  assert.equal(text.code, exit, text.stdout + text.stderr);
  assert.ok(text.stderr.includes(`(${name})`), text.stderr);
  assert.match(text.stderr, action);
  const { stdout } = await place.run([...args, '--json'], variables);
  const json = JSON.parse(stdout) as { readonly name: string; readonly status: number; readonly stack?: string };
  assert.equal(json.name, name);
  assert.equal(json.status, exit);
  // `sf` would turn it into exit code 10.
  assert.doesNotMatch(stdout, /TypeError/);
  assert.deepEqual(await writes(place), []);
}

describe('what stops a command before it begins', () => {
  it('no project', () =>
    withWorkplace({}, async (place) => {
      const args = ['validate', '--project-dir', place.root];
      await check(place, args, { exit: 1, name: 'config/project-not-found', action: /sf braze init/ });
    }));

  it('files with errors', () =>
    withWorkplace({}, async (place) => {
      await place.write(
        'mappings/b2b.braze.yaml',
        'version: 1\nkind: mapping\nname: b2b\npeople: { contact: { form: Contact } }\n',
      );
      const { code, stdout } = await place.run(['validate']);
      assert.equal(code, 1);
      assert.match(stdout, /syntax\/unknown-key/);
      const args = ['sync', ...place.org];
      await check(place, args, { exit: 1, name: 'syntax/unknown-key', action: /Rename it/ });
    }));

  it('a pattern that no file matches', () =>
    withWorkplace({}, async (place) => {
      const text = await place.read('braze.project.yaml');
      await place.write('braze.project.yaml', text.replace('mappings/*.braze.yaml', 'maps/*.yaml'));
      const { code, stdout } = await place.run(['validate']);
      assert.equal(code, 1);
      assert.match(stdout, /4:12 +error +config\/no-mapping-found/);
    }));

  it('an environment that is not there', () =>
    withWorkplace({}, (place) =>
      check(place, ['plan', '-e', 'staging'], { exit: 1, name: 'config/environment-unknown', action: /local/ }),
    ));

  it('a secret that is not set', () =>
    withWorkplace({}, (place) =>
      check(
        place,
        ['plan', ...place.org],
        { exit: 1, name: 'config/secret-missing', action: /Set the variable/ },
        { BRAZE_API_KEY: '' },
      ),
    ));

  it('an org nobody signed in to', () =>
    withWorkplace({}, (place) =>
      check(place, ['plan'], { exit: 1, name: 'NamedOrgNotFoundError', action: /sf org login/ }),
    ));

  it('an org that does not answer', () =>
    withWorkplace({}, async (place) => {
      const variables = { SF_ORG_INSTANCE_URL: 'http://127.0.0.1:9' };
      const { code, stdout } = await place.run(['plan', ...place.org, '--json'], variables);
      assert.equal(code, 1, stdout);
      const { actions } = JSON.parse(stdout) as { readonly actions: readonly string[] };
      assert.ok(actions.length > 0);
      assert.doesNotMatch(stdout, /TypeError/);
    }));

  it('a key that Braze does not know', () =>
    withWorkplace({}, (place) =>
      check(
        place,
        ['plan', ...place.org],
        { exit: 1, name: 'braze/key-rejected', action: /same Braze instance/ },
        { BRAZE_API_KEY: 'wrong-canary-key' },
      ),
    ));

  it('a workspace that does not answer', () =>
    withWorkplace({}, async (place) => {
      const text = await place.read('braze.project.yaml');
      await place.write('braze.project.yaml', text.replace(place.braze.url, 'http://127.0.0.1:19'));
      // Once: it is tried again for half a minute before it is given up.
      const { code, stdout } = await place.run(['plan', ...place.org, '--json']);
      assert.equal(code, 1, stdout);
      assert.equal((JSON.parse(stdout) as { readonly name: string }).name, 'braze/unreachable');
    })).timeout(240_000);

  it('another org than the one expected', () =>
    withWorkplace({}, async (place) => {
      const text = await place.read('braze.project.yaml');
      await place.write('braze.project.yaml', text.replace('org: example', 'org: example, expect: { sandbox: true }'));
      await check(place, ['sync', ...place.org], {
        exit: 1,
        name: 'salesforce/wrong-org',
        action: /Nothing was written\.[\s\S]*right org/,
      });
    }));

  it('a protected environment, until its name is typed', async () => {
    // A loopback endpoint is never protected, so nothing beyond the refusal can be reached here.
    await withWorkplace({ environment: 'protected: true' }, async (place) => {
      const text = await place.read('braze.project.yaml');
      await place.write('braze.project.yaml', text.replace(place.braze.url, 'https://rest.iad-03.braze.com'));
      const refusal = { exit: 1, name: 'security/environment-protected', action: /--confirm local/ };
      await check(place, ['sync', ...place.org], refusal);
      await check(place, ['sync', ...place.org, '--confirm', 'production'], refusal);
    });
  });

  it('a state of another org', () =>
    withWorkplace({}, async (place) => {
      await firstSync(place);
      const text = await place.read('braze.project.yaml');
      await place.write('braze.project.yaml', text.replace(place.braze.url, 'http://127.0.0.1:19'));
      await check(place, ['sync', ...place.org], {
        exit: 1,
        name: 'sync/state-from-elsewhere',
        action: /state\.store/,
      });
    }));

  it('wrong flags', () =>
    withWorkplace({}, async ({ run, org }) => {
      assert.equal((await run(['plan', '--nonsense'])).code, 2);
      assert.equal((await run(['preview', ...org])).code, 2);
      assert.equal((await run(['sync', ...org, '--deadline', 'soon'])).code, 2);
      assert.equal((await run(['validate', '--report', 'pdf=x'])).code, 2);
      assert.equal((await run(['preview', ...org, '--record', 'nonsense'])).code, 1);
    }));
});

describe('what stops a sync before its first write', () => {
  it('a gate, until the plan is approved', () =>
    withWorkplace({ project: 'gates: { deletes: 0 }' }, async (place) => {
      await firstSync(place);
      const accounts = await recordsOf(place, 'Account');
      const account = accounts.find((one) => one['IsPersonAccount'] !== true);
      assert.ok(account);
      await control(place.salesforce.url, 'POST', 'actions', { delete: { ids: [account.Id] } });
      await check(place, ['sync', ...place.org], {
        exit: 1,
        name: 'sync/gate-reached',
        action: /--approve [0-9a-f]{8}/,
      });
      const { code, stdout } = await place.run(['sync', ...place.org, '--approve', await planId(place)]);
      assert.equal(code, 0, stdout);
    }));

  it('a plan that is no longer what was approved', () =>
    withWorkplace({}, async (place) => {
      const approved = await planId(place);
      const text = await place.read('mappings/b2b.braze.yaml');
      await place.write('mappings/b2b.braze.yaml', text.replace('JobTitle: Title', 'JobTitle: Title, Boss: LastName'));
      await check(place, ['sync', ...place.org, '--approve', approved], {
        exit: 1,
        name: 'sync/plan-changed',
        action: /approve that/,
      });
    }));

  it('a field that was renamed in the org', () =>
    withWorkplace({}, async (place) => {
      assert.equal((await place.run(['snapshot', ...place.org])).code, 0);
      await firstSync(place);
      await changeSchema(place, {
        objects: { Account: { fields: { Segment__c: { rename: 'Customer_Segment__c' } } } },
      });

      const args = ['sync', ...place.org];
      await check(place, args, {
        exit: 1,
        name: 'salesforce/field-not-found',
        action: /Customer_Segment__c|nearest name/,
      });
      const { stdout } = await place.run(args);
      assert.match(stdout, /error +salesforce\/field-not-found/);

      const drift = await place.run(['snapshot', ...place.org, '--check']);
      assert.equal(drift.code, 20);
      assert.match(drift.stdout, /\+ Account\.Customer_Segment__c/);
      assert.match(drift.stdout, /- Account\.Segment__c/);
      assert.equal((await place.run(['validate'])).code, 0);
      assert.equal((await place.run(['validate', '--org', ...place.org])).code, 1);

      assert.equal((await place.run(['snapshot', ...place.org])).code, 0);
      assert.equal((await place.run(['validate'])).code, 1);
    }));
});

describe('validate', () => {
  it('counts warnings against --max-warnings', () =>
    withWorkplace({}, async ({ run }) => {
      assert.equal((await run(['validate', '--max-warnings', '1'])).code, 0);
      assert.equal((await run(['validate', '--max-warnings', '0'])).code, 1);
    }));

  it('writes every format it is asked for', () =>
    withWorkplace({}, async ({ run, read }) => {
      const reports = ['sarif', 'junit', 'github', 'markdown', 'json', 'text'].flatMap((format) => [
        '--report',
        `${format}=out/${format}`,
      ]);
      const { code, stdout } = await run(['validate', '--format', 'github', ...reports]);
      assert.equal(code, 0);
      assert.match(stdout, /^::warning /m);
      assert.match(await read('out/sarif'), /"version": "2\.1\.0"/);
      assert.match(await read('out/junit'), /^<\?xml/);
      assert.doesNotThrow(async () => JSON.parse(await read('out/json')) as unknown);
    }));
});
