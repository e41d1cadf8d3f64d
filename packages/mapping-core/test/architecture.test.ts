import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../../scripts/check-architecture.mjs', import.meta.url));

const manifests = {
  'packages/mapping-core/package.json':
    '{ "dependencies": { "zod": "1.0.0" }, "devDependencies": { "fast-check": "1.0.0" } }',
  'packages/sync/package.json': '{ "devDependencies": { "@sf-braze/emulators": "1.0.0" } }',
  'apps/plugin-braze/package.json': '{ "devDependencies": { "@sf-braze/sync": "1.0.0" } }',
};

/** Plants files in a fresh tree and compares what the script says, its last line aside. */
function check(planted: Readonly<Record<string, string>>, expected: readonly string[]): void {
  const root = mkdtempSync(join(tmpdir(), 'architecture-'));
  try {
    for (const [path, text] of Object.entries({ ...manifests, ...planted })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { status, stderr } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' });
    assert.deepEqual(stderr.trimEnd().split('\n').slice(0, -1), expected);
    assert.equal(status, expected.length > 0 ? 1 : 0);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const core = 'packages/mapping-core/src';

describe('check-architecture', () => {
  it('says nothing about a tree that keeps the rules', () =>
    check(
      {
        [`${core}/index.ts`]: "export { a } from './checks/a.ts';",
        [`${core}/checks/a.ts`]:
          "// from '../reconcile/b.ts'\nimport * as z from 'zod';\nimport type { X } from '../language/x.ts';",
        [`${core}/reconcile/reconcile.ts`]: "import { t } from '../transform/transform.ts';",
        'packages/sync/src/salesforce/connect.ts': "import { Org } from '@salesforce/core';",
        'apps/plugin-braze/src/commands/braze/sync.ts':
          "import { runSync } from '@sf-braze/sync';\nimport { flags } from '../../flags.ts';",
      },
      [],
    ));
  it('finds a folder that knows too much', () =>
    check(
      {
        [`${core}/transform/transform.ts`]: "import { r } from '../reconcile/reconcile.ts';",
        [`${core}/language/parse.ts`]: "const late = await import('../checks/check.ts');",
        'packages/sync/src/braze/client.ts': "import { c } from '../salesforce/connect.ts';",
        'packages/sync/src/gates.ts': "import { c } from './storage/lease.ts';",
        'packages/sync/src/ports.ts': "import { c } from '../../mapping-core/src/analyze.ts';",
      },
      [
        'packages/mapping-core/src/language/parse.ts: language must not import checks (../checks/check.ts)',
        'packages/mapping-core/src/transform/transform.ts: transform must not import reconcile (../reconcile/reconcile.ts)',
        'packages/sync/src/braze/client.ts: braze must not import salesforce (../salesforce/connect.ts)',
        'packages/sync/src/gates.ts: . must not import storage (./storage/lease.ts)',
        'packages/sync/src/ports.ts: ../../mapping-core/src/analyze.ts leaves src/',
      ],
    ));
  it('finds dev-only packages in src/', () =>
    check(
      {
        [`${core}/checks/a.ts`]: "import * as fc from 'fast-check';",
        'packages/sync/src/ports.ts': "import { start } from '@sf-braze/emulators';",
      },
      [
        'packages/mapping-core/src/checks/a.ts: fast-check is a dev-only package',
        'packages/sync/src/ports.ts: @sf-braze/emulators is a dev-only package',
      ],
    ));
  it('keeps some packages to one place', () =>
    check(
      {
        [`${core}/expression/check.ts`]: "import { parse } from '@marcbachmann/cel-js';",
        [`${core}/expression/parse.ts`]: "import { parse } from '@marcbachmann/cel-js';",
        'packages/sync/src/run-sync.ts': "import { Org } from '@salesforce/core/org';",
        'packages/sync/src/ports.ts': "import { DatabaseSync } from 'node:sqlite';",
      },
      [
        'packages/mapping-core/src/expression/check.ts: @marcbachmann/cel-js is kept to packages/mapping-core/src/expression/parse.ts',
        'packages/sync/src/ports.ts: node:sqlite is kept to packages/sync/src/storage/',
        'packages/sync/src/run-sync.ts: @salesforce/core is kept to packages/sync/src/salesforce/ and apps/plugin-braze/',
      ],
    ));
  it('finds barrels', () =>
    check({ [`${core}/checks/index.ts`]: '', [`${core}/checks/every.ts`]: "export * from './a.ts';" }, [
      'packages/mapping-core/src/checks/every.ts: only src/index.ts may re-export',
      'packages/mapping-core/src/checks/index.ts: only src/ has an index.ts',
    ]));
  it('finds names that say nothing, in tests too', () =>
    check(
      {
        [`${core}/checks/date-utils.ts`]: '',
        [`${core}/common/a.ts`]: '',
        [`${core}/checks/fieldTypes.ts`]: '',
        [`${core}/salesforce/field-types.ts`]: '',
        'packages/sync/test/helpers.ts': '',
      },
      [
        'packages/mapping-core/src/checks/date-utils.ts: the name date-utils does not say what it holds',
        'packages/mapping-core/src/checks/fieldTypes.ts: file names are kebab-case',
        'packages/mapping-core/src/common/a.ts: the name common does not say what it holds',
        'packages/sync/test/helpers.ts: the name helpers does not say what it holds',
      ],
    ));
  it('finds a clock or chance in mapping-core', () =>
    check(
      {
        [`${core}/checks/a.ts`]: 'const now = Date.now() + Math.random();',
        'packages/sync/src/clock.ts': 'const now = Date.now();',
      },
      [
        'packages/mapping-core/src/checks/a.ts: mapping-core must not use Date.now',
        'packages/mapping-core/src/checks/a.ts: mapping-core must not use Math.random',
      ],
    ));
});
