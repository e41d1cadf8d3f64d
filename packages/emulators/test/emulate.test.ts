import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { type EmulateArguments, parseEmulateArguments } from '../src/emulate-arguments.ts';

const command = fileURLToPath(new URL('../bin/emulate.js', import.meta.url));

function check(argv: readonly string[], expected: EmulateArguments) {
  assert.deepEqual(parseEmulateArguments(argv), expected);
}

function refuses(argv: readonly string[], reason: RegExp) {
  const parsed = parseEmulateArguments(argv);
  assert.match(parsed.kind === 'refused' ? parsed.reason : parsed.kind, reason);
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the real command to its end; `use` is called with the first line that it prints. */
async function run(
  argv: readonly string[],
  use?: (line: string, child: ChildProcess) => Promise<void>,
): Promise<Ended> {
  const child = spawn(process.execPath, [command, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (piece) => (out += String(piece)));
  child.stderr.on('data', (piece) => (err += String(piece)));
  const ended = once(child, 'close');
  if (use !== undefined) {
    await Promise.race([once(child.stdout, 'data'), ended]);
    assert.notEqual(out, '', err);
    await use(out, child);
  }
  await ended;
  return { code: child.exitCode, out, err };
}

describe('parseEmulateArguments', () => {
  it('starts both on free ports by default', () =>
    check([], { kind: 'start', options: { which: 'both', brazePort: 0, salesforcePort: 0 }, json: false }));
  it('reads every flag', () =>
    check(['salesforce', '--port-braze', '1', '--port-salesforce=2', '--seed', 'dir', '--records', '5', '--json'], {
      kind: 'start',
      options: { which: 'salesforce', brazePort: 1, salesforcePort: 2, seed: 'dir', records: 5 },
      json: true,
    }));
  it('refuses an unknown emulator', () => refuses(['bracer'], /'bracer' is none of/));
  it('refuses a second emulator', () => refuses(['braze', 'salesforce'], /is enough/));
  it('refuses a port that is none', () => refuses(['--port-braze', '70000'], /0 to 65535/));
  it('refuses a number of records that is none', () => refuses(['--records', '-1'], /records/));
  it('refuses an unknown flag', () => refuses(['--jsn'], /--jsn/));
});

describe('emulate', () => {
  it('prints one line of JSON when ready and ends at once on SIGTERM', async () => {
    const { code, out } = await run(['braze', '--json'], async (line, child) => {
      const { braze } = JSON.parse(line) as { braze: { url: string; apiKey: string } };
      const headers = { authorization: `Bearer ${braze.apiKey}` };
      assert.equal((await fetch(`${braze.url}/catalogs`, { headers })).status, 200);
      child.kill('SIGTERM');
    });
    assert.equal(code, 0);
    assert.equal(out.trim().split('\n').length, 1);
  });

  it('starts both', async () => {
    await run(['--json'], async (line, child) => {
      const addresses = JSON.parse(line) as Record<string, Record<string, string>>;
      assert.deepEqual(Object.keys(addresses['braze'] ?? {}), ['url', 'apiKey']);
      assert.deepEqual(Object.keys(addresses['salesforce'] ?? {}), ['url', 'orgId', 'username', 'accessToken']);
      child.kill('SIGTERM');
      await once(child, 'exit');
    });
  });

  it('exits 2 with the usage on a bad flag', async () => {
    const { code, out, err } = await run(['--port-braze', 'x']);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /--port-braze must be a port[^]*Usage:/);
  });

  it('exits 1 with the reason when a port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, err } = await run(['braze', '--port-braze', String(port)]);
    taken.close();
    assert.equal(code, 1);
    assert.match(err, /EADDRINUSE/);
  });
});
