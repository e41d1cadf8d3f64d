import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { crmChanges } from './crm-changes.ts';
import { checkSame } from './ended-runs.ts';
import { type EngineWorld, withEngine, type Workspace } from './engine-world.ts';
import type { ChildOrder } from './sync-child.ts';

const script = fileURLToPath(new URL('sync-child.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** Runs a sync in a process of its own; `shell` stands before its command. */
async function runChild(
  { org, ahead }: EngineWorld,
  { url, apiKey, file }: Workspace,
  killAt: ChildOrder['killAt'],
  shell: readonly string[] = [],
): Promise<Ended> {
  const order: ChildOrder = {
    salesforce: { url: org.url, accessToken: org.connection.accessToken ?? '' },
    braze: { url, apiKey },
    file,
    ahead: ahead(),
    ...(killAt !== undefined && { killAt }),
  };
  const [command, ...rest] = [...shell, process.execPath, script, JSON.stringify(order)];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, output })));
}

/** Two workspaces that see the same changes; the runs of one of them are disturbed. */
async function withPair(
  use: (engine: EngineWorld, calm: Workspace, disturbed: Workspace) => Promise<void>,
): Promise<void> {
  await withEngine(async (engine) => {
    const [calm, disturbed] = [await engine.workspace(), await engine.workspace()];
    await calm.sync();
    await disturbed.sync();
    await use(engine, calm, disturbed);
  });
}

/** Those that still find a record to change. */
async function applySome(engine: EngineWorld, n: number, chosen: readonly number[]): Promise<void> {
  for (const [index, change] of crmChanges(n).entries()) {
    if (!chosen.includes(index)) continue;
    await engine.advance(1);
    await change.apply(engine).catch((error: unknown) => {
      if (!/^(?:no|the org has no) /u.test(String(error instanceof Error && error.message))) throw error;
    });
  }
  await engine.advance(1);
}

const death = fc.record({
  request: fc.integer({ min: 1, max: 8 }),
  moment: fc.constantFrom('before' as const, 'after' as const),
});

describe('runSync', () => {
  it('loses nothing and repeats nothing when its process is killed at any request', () =>
    withPair(async (engine, calm, disturbed) => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(20),
          fc.subarray([...crmChanges(0).keys()], { minLength: 4 }),
          death,
          async (n, chosen, killAt) => {
            await applySome(engine, n, chosen);
            const { code, signal, output } = await runChild(engine, disturbed, killAt);
            assert.ok(signal === 'SIGKILL' || code === 0, output);
            await engine.advance(20);
            await calm.sync();
            await disturbed.sync();
            checkSame(await disturbed.state(), await calm.state(), 'after a killed process');
          },
        ),
        { numRuns: 12, endOnFailure: true },
      );
    }));

  for (const kilobytes of [8, 40, 80, 120]) {
    it(`loses nothing when no file may grow beyond ${kilobytes} kB`, function () {
      if (process.platform === 'win32') this.skip(); // has no such limit
      return withPair(async (engine, calm, disturbed) => {
        await applySome(engine, 0, [...crmChanges(0).keys()]);
        const limit = `trap '' XFSZ; ulimit -f ${kilobytes}; exec "$@"`;
        const { output } = await runChild(engine, disturbed, undefined, ['bash', '-c', limit, 'bash']);
        assert.match(output, /sync\/state-unreadable/u);
        await engine.advance(20);
        await calm.sync();
        await disturbed.sync();
        checkSame(await disturbed.state(), await calm.state(), 'after a full disk');
      });
    });
  }
});
