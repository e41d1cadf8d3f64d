// Every test and check there is, except those that need a VS Code host. Ends with one plain line: N passed, N failed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeReady, root, run } from './ready.mjs';

const fastOnly = process.argv.includes('--fast');

const checks = [
  ['format', 'oxfmt', ['--check', '.']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['package boundaries', 'turbo', ['boundaries']],
  ['folder boundaries', 'node', ['scripts/check-architecture.mjs']],
  ['generated docs', 'node', ['scripts/generate-docs.mjs', '--check']],
  ['unused code', 'knip', []],
  ['dependency versions', 'sherif', ['-i', 'node']],
];
const workspaces = ['packages/mapping-core', 'packages/emulators', 'packages/sync', 'apps/plugin-braze'];

let passed = 0;
let failed = 0;

function note(name, ok, output) {
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? '✓' : '✗'} ${name}`);
  if (!ok) console.log(output);
}

function mocha(workspace, config) {
  const { code, output } = run('mocha', ['--config', config, '--reporter', 'dot'], {
    quiet: true,
    cwd: join(root, workspace),
    env: { FORCE_COLOR: '0' },
  });
  const passing = count(output, 'passing');
  const failing = count(output, 'failing');
  passed += passing;
  failed += failing;
  const broken = code !== 0 && failing === 0;
  if (broken) failed += 1;
  console.log(
    `${code === 0 ? '✓' : '✗'} ${workspace} ${config.includes('nuts') ? 'nuts' : 'tests'}   ${passing} passing`,
  );
  if (code !== 0) console.log(output);
}

function count(output, word) {
  return Number(new RegExp(String.raw`^\s*(\d+) ${word}\b`, 'm').exec(output)?.[1] ?? 0);
}

makeReady();
for (const [name, command, args] of checks) {
  const { code, output } = run(command, args, { quiet: true });
  note(name, code === 0, output);
}
for (const workspace of workspaces) {
  const { code, output } = run('tsc', ['-p', 'test', '--noEmit'], { quiet: true, cwd: join(root, workspace) });
  note(`${workspace} types of the tests`, code === 0, output);
  mocha(workspace, '.mocharc.json');
}
if (!fastOnly) {
  for (const workspace of workspaces) {
    if (existsSync(join(root, workspace, '.mocharc.nuts.json'))) mocha(workspace, '.mocharc.nuts.json');
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
