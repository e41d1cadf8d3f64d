import assert from 'node:assert/strict';
import { analyze } from '../../src/analyze.ts';
import type { Project } from '../../src/language/project.ts';
import { b2bProjectFile } from '../fixtures/b2b-mapping.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';
import { checkMarked } from '../checks/marked-findings.ts';

const check = (project: string): unknown => checkMarked({ project, mapping: 'people: { lead: {} }\n' });

const environment = (braze: string, more = ''): string => `environments:
  production:
${more}    salesforce: { org: acme }
    braze:
      endpoint: https://rest.iad-03.braze.com
${braze}`;
const withKey = (rest: string): string => `${environment('      api_key: env:KEY\n')}${rest}`;

const projectOf = (text: string): Project | undefined =>
  analyze({ project: { file: 'project.yaml', text }, mappings: [], snapshot: b2bSnapshot }).project;

const places = (secret: string): string[] => [
  environment(`      api_key: ${secret}\n`),
  environment(`      api_key: env:KEY\n      erase_api_key: ${secret}\n`),
  withKey(`state: { fingerprint_key: ${secret} }\n`),
  withKey(`state:\n  store: ${secret}\n`),
  withKey(`state:\n  store: postgres://u:${secret}@db\n`),
  withKey(`alerts:\n  - when: lag_minutes >= 60\n    to: ${secret}\n`),
  environment('      api_key: env:KEY\n').replace('https://rest', `https://hunter2canary:${secret}@rest`),
];

const endpoint = (url: string, marked: string, more = ''): void => {
  checkMarked({
    project: `environments:
  production:
${more}    salesforce: { org: acme }
    braze:
      api_key: env:KEY
      endpoint: ${url}
${marked}`,
    mapping: 'people: { lead: {} }\n',
  });
};

describe('buildProject', () => {
  it('fills in every default', () => {
    const project = projectOf(`version: 1\nkind: project\nname: test\nmappings: ['*.yaml']\n${withKey('')}`);
    assert.deepEqual(project, {
      file: 'project.yaml',
      name: 'test',
      mappings: ['*.yaml'],
      environments: [
        {
          name: 'production',
          protected: false,
          salesforce: { org: 'acme', apiVersion: undefined, expect: { sandbox: undefined, orgId: undefined } },
          braze: {
            endpoint: 'https://rest.iad-03.braze.com',
            workspace: undefined,
            apiKey: { kind: 'env', name: 'KEY' },
            eraseApiKey: undefined,
            capabilities: {
              trackBatch: 'combined',
              trackMax: 75,
              arrayMax: 25,
              textUnits: 'utf16',
              catalogClear: 'put',
              catalogStorageMb: 100,
              exportPerMinute: 250,
              dataObjects: false,
              consistency: 'poll',
            },
          },
          guard: { peopleWhere: undefined, maxPeople: undefined },
        },
      ],
      state: { store: { kind: 'folder', path: './.braze' }, fingerprintKey: undefined, leaseMinutes: 15 },
      gates: {
        deletes: { kind: 'count', count: 500 },
        suspends: { kind: 'percent', percent: 1 },
        merges: { kind: 'count', count: 1000 },
        events: { kind: 'count', count: 50_000 },
        unsets: { kind: 'percent', percent: 5 },
        erases: { kind: 'count', count: 25 },
      },
      schedule: {
        overlapMinutes: 15,
        formulaRefreshMinutes: 1440,
        linkSweepMinutes: 1440,
        deleteSweepMinutes: 1440,
        linkRenewalMinutes: 864_000,
      },
      limits: { salesforceDailyApiSharePercent: 20, brazeRequestsPerSecond: 50, concurrency: 4 },
      alerts: [],
      telemetry: { otlp: undefined },
    } satisfies Project);
  });

  it('reads what the example says', () => {
    const project = projectOf(b2bProjectFile.text);
    const [sandbox, production] = project?.environments ?? [];
    assert.deepEqual(sandbox?.guard, { peopleWhere: "endsWith(Email, '@example.com')", maxPeople: 500 });
    assert.equal(production?.protected, true);
    assert.deepEqual(production.braze.eraseApiKey, { kind: 'env', name: 'BRAZE_ERASE_API_KEY' });
    assert.equal(production.braze.capabilities.arrayMax, 500);
    assert.deepEqual(production.salesforce.expect, { sandbox: false, orgId: '00D5g000004BfXbEAK' });
    assert.equal(project?.alerts.length, 2);
  });

  describe('of stores', () => {
    const stores: Readonly<Record<string, Project['state']['store'] | undefined>> = {
      './state': { kind: 'folder', path: './state' },
      'file:///var/lib/braze%20state': { kind: 'folder', path: '/var/lib/braze state' },
      'env:STATE_URL': { kind: 'secret', reference: { kind: 'env', name: 'STATE_URL' } },
      'file:/run/secrets/state': { kind: 'secret', reference: { kind: 'file', path: '/run/secrets/state' } },
      'keychain:braze-state': { kind: 'secret', reference: { kind: 'keychain', name: 'braze-state' } },
    };
    for (const [written, store] of Object.entries(stores)) {
      it(`reads ${written}`, () => {
        const text = `version: 1\nkind: project\nname: test\nmappings: [a]\n${withKey(`state: { store: "${written}" }\n`)}`;
        assert.deepEqual(projectOf(text)?.state.store, store);
      });
    }
    it('refuses those that are not built', () =>
      check(
        withKey(`state:
  store: s3://bucket/state
#        ^^^^^^^^^^^^^^^^^ config/state-store-unsupported
`),
      ));
    it('takes a database URL for the secret it is', () =>
      check(
        withKey(`state:
  store: postgres://braze:hunter2@db/state
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ security/secret-in-file
`),
      ));
  });

  it('finds secrets wherever a reference belongs', () =>
    check(`${environment(`      api_key: 01234567-89ab-cdef-0123-456789abcdef
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ security/secret-in-file
      erase_api_key: env:lower
#                    ^^^^^^^^^ security/secret-in-file
`)}state:
  fingerprint_key: hunter2
#                  ^^^^^^^ security/secret-in-file
alerts:
  - when: lag_minutes >= 60
    to: https://hooks.example/hunter2
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ security/secret-in-file
`));

  it('never repeats what may be a secret', () => {
    const canaries = [
      'hunter2canary',
      '12345678901234567890',
      '0123456701',
      '*hunter2canary',
      '!hunter2canary',
      '"hunter2canary\\q"',
      '[hunter2canary]',
      '{ hunter2canary: 1 }',
      '@hunter2canary',
      'hunter2canary: x',
    ];
    for (const secret of canaries) {
      for (const text of places(secret)) {
        const { diagnostics } = analyze({
          project: { file: 'project.yaml', text: `version: 1\nkind: project\nname: test\nmappings: [a]\n${text}` },
          mappings: [],
          snapshot: b2bSnapshot,
        });
        assert.ok(
          diagnostics.some(({ severity }) => severity === 'error'),
          text,
        );
        const shown = JSON.stringify(diagnostics);
        assert.ok(!/hunter2canary|12345678901234567890|0123456701/.test(shown), `${text}\n${shown}`);
      }
    }
  });

  describe('of endpoints', () => {
    it('takes Braze’s REST hosts', () => {
      endpoint('https://rest.iad-03.braze.com', '');
      endpoint('https://rest.fra-01.braze.eu', '');
    });
    it('takes the emulator', () => endpoint('http://127.0.0.1:8787', ''));
    it('does not take the emulator for a protected environment', () =>
      endpoint(
        'http://127.0.0.1:8787',
        '#               ^^^^^^^^^^^^^^^^^^^^^ security/endpoint-not-braze\n',
        '    protected: true\n',
      ));
    it('takes nothing that looks alike', () => {
      endpoint(
        'https://rest.iad-03.braze.com.evil.example',
        '#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ security/endpoint-not-braze\n',
      );
      endpoint(
        'https://dashboard-03.braze.com',
        '#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ security/endpoint-not-braze\n',
      );
      endpoint(
        'http://rest.iad-03.braze.com',
        '#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ security/endpoint-not-braze\n',
      );
      endpoint('http://localhost:8787', '#               ^^^^^^^^^^^^^^^^^^^^^ security/endpoint-not-braze\n');
      endpoint('http://127.0.0.1:99999', '#               ^^^^^^^^^^^^^^^^^^^^^^ security/endpoint-not-braze\n');
    });
    it('offers the host of a URL that says too much', () => {
      const [finding] = checkMarked({
        project: environment('      api_key: env:KEY\n').replace(
          /endpoint: .*/,
          'endpoint: https://rest.iad-03.braze.com/users/track\n#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ security/endpoint-not-braze',
        ),
        mapping: 'people: { lead: {} }\n',
      });
      assert.equal(finding?.nearest, 'https://rest.iad-03.braze.com');
    });
  });

  it('finds figures that cannot be', () =>
    check(
      withKey(`gates:
  deletes: -1
#          ^^ syntax/invalid-value
  events: 10
  unsets: 5 %
#         ^^^ syntax/invalid-value
schedule:
  overlap: 0m
#          ^^ syntax/invalid-value
  link_sweep: 0d
limits:
  concurrency: 65
#              ^^ syntax/invalid-value
  salesforce_daily_api_share: 101%
#                             ^^^^ syntax/invalid-value
alerts:
  - when: lag_minutes > often
#         ^^^^^^^^^^^^^^^^^^^ syntax/invalid-value
    to: env:HOOK
`),
    ));

  it('checks a guard against every people object', () =>
    checkMarked({
      project: withKey('').replace(
        '    salesforce',
        `    guard:
      people_where: endsWith(Emial, '@example.com')
#                            ^^^^^ salesforce/field-not-found
    salesforce`,
      ),
      mapping: 'people: { lead: {} }\n',
    }));

  it('gives a guard only to objects that have its fields', () => {
    const { guards, diagnostics } = analyze({
      project: {
        file: 'project.yaml',
        text: `version: 1\nkind: project\nname: test\nmappings: [a]\n${withKey('').replace('    salesforce', '    guard: { people_where: "Company == \'Acme\'" }\n    salesforce')}`,
      },
      mappings: [
        {
          file: 'm',
          text: 'version: 1\nkind: mapping\nname: m\npeople: { lead: {}, contact: { where: IsPersonAccount == false } }\n',
        },
      ],
      snapshot: b2bSnapshot,
    });
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.deepEqual([...(guards.get('production')?.keys() ?? [])], ['lead']);
  });
});
