// Brings a clone to the point where anything can run: dependencies as the lockfile says, everything built.
// Runs on the system's Node (20 or newer) before there is a node_modules.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');

/** Environment for our own tools: the repository's Node first on the PATH, nobody told about the run. */
export function toolEnvironment(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    ...process.env,
    [key]: `${bin}${separator}${process.env[key] ?? ''}`,
    TURBO_TELEMETRY_DISABLED: '1',
    ...extra,
  };
}

/** Runs a command in the repository; answers its exit code and what it printed. */
export function run(command, args, { quiet = false, env = {}, cwd = root } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: toolEnvironment(env),
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    maxBuffer: 256 * 1024 * 1024,
  });
  const printed = [stdout, stderr, error?.message].filter((text) => typeof text === 'string').join('');
  return { code: error === undefined ? (status ?? 1) : 1, output: printed };
}

/** Installs when the lockfile is newer than what is installed, then builds; prints one line each. */
export function makeReady() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const fresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (!fresh) step('Installing what package-lock.json names', 'npm', ['ci', '--no-audit', '--no-fund']);
  step('Building', 'turbo', ['run', 'build', '--output-logs=errors-only']);
}

function step(title, command, args) {
  process.stderr.write(`${title} …\n`);
  const { code, output } = run(command, args, { quiet: true });
  if (code === 0) return;
  process.stderr.write(`${output}\n${title} failed (exit ${code}).\n`);
  process.exit(1);
}
