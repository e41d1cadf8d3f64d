import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { brazeState, type BrazeState, changeFaults, forgetCalls, writes } from './support/emulators.ts';
import { firstSync, planId } from './support/sync-once.ts';
import { type Workplace, withWorkplace } from './support/workplace.ts';

/** Of util-linux: it runs a command on a terminal. The one of macOS takes other flags. */
const TERMINAL = '/usr/bin/script';

/** Enough people for several requests. */
const RECORDS = 400;

/** Everything that must be the same whether a run was cut off or not. */
function essence({ users, catalogs }: BrazeState): unknown {
  const people = users.map(({ user_aliases, custom_attributes, custom_events }) => ({
    aliases: user_aliases.map(({ alias_name }) => alias_name).toSorted(),
    attributes: custom_attributes,
    events: custom_events.map(({ name, properties }) => JSON.stringify([name, properties])).toSorted(),
  }));
  const byAlias = people.toSorted((a, b) => (String(a.aliases) < String(b.aliases) ? -1 : 1));
  return { people: byAlias, catalogs: Object.entries(catalogs).map(([name, { items }]) => [name, items]) };
}

/** Waits until a first call has written something. */
async function untilWriting(place: Workplace): Promise<void> {
  while ((await writes(place)).length === 0) await wait(20);
}

async function check(signal: 'SIGINT' | 'SIGTERM', code: number, name: string): Promise<void> {
  let whole: unknown;
  await withWorkplace({ records: RECORDS }, async (place) => {
    await firstSync(place);
    whole = essence(await brazeState(place));
  });
  await withWorkplace({ records: RECORDS }, async (place) => {
    const plan = await planId(place);
    await forgetCalls(place);
    // Every write takes a while, so that there is a middle to be cut.
    await changeFaults(place.braze.url, [{ method: 'POST', path: '/users/track', nth: 1, times: 1000, delayMs: 300 }]);
    const run = place.start(['sync', ...place.org, '--approve', plan]);
    await untilWriting(place);
    run.kill(signal);
    const cut = await run.ended;
    assert.equal(cut.code, code, cut.stderr);
    assert.ok(cut.stderr.includes(`(${name})`), cut.stderr);
    assert.match(cut.stdout, /^Stopped/m);
    await changeFaults(place.braze.url, []);

    // The approval holds for what it had begun.
    const resumed = await place.run(['sync', ...place.org]);
    assert.equal(resumed.code, 0, resumed.stdout + resumed.stderr);
    assert.deepEqual(essence(await brazeState(place)), whole);
  });
}

describe('a sync that is cut off', function () {
  if (process.platform === 'win32') return;

  it('by Ctrl-C ends with 130, and the next one completes it', () => check('SIGINT', 130, 'sync/interrupted'));
  it('by SIGTERM ends with 69, and the next one completes it', () => check('SIGTERM', 69, 'sync/stopped-early'));

  it('by Ctrl-C on a terminal lets go of everything in order too', async function () {
    if (process.platform !== 'linux' || !existsSync(TERMINAL)) this.skip();
    await withWorkplace({ records: RECORDS }, async (place) => {
      const plan = await planId(place);
      await forgetCalls(place);
      await changeFaults(place.braze.url, [
        { method: 'POST', path: '/users/track', nth: 1, times: 1000, delayMs: 300 },
      ]);
      const bin = join(import.meta.dirname, '../bin/run.js');
      const words = [process.execPath, bin, 'braze', 'sync', ...place.org, '--approve', plan];
      const line = words.map((word) => `'${word}'`).join(' ');
      const env = { ...place.variables, CI: undefined, TERM: 'xterm' };
      const terminal = spawn(TERMINAL, ['-qec', line, '/dev/null'], { cwd: place.project, env });
      let shown = '';
      terminal.stdout.on('data', (piece: Buffer) => (shown += piece.toString()));
      await untilWriting(place);
      terminal.stdin.write('\u0003');
      const [code] = (await once(terminal, 'close')) as [number | null];
      assert.equal(code, 130, shown);
      assert.match(shown, /Send people/);
      assert.match(shown, /sync\/interrupted/);

      // The lease is free again.
      await changeFaults(place.braze.url, []);
      await firstSync(place);
    });
  });

  it('by its deadline ends with 69', () =>
    withWorkplace({ records: RECORDS }, async (place) => {
      const plan = await planId(place);
      await changeFaults(place.braze.url, [
        { method: 'POST', path: '/users/track', nth: 1, times: 1000, delayMs: 2000 },
      ]);
      const { code, stderr } = await place.run(['sync', ...place.org, '--approve', plan, '--deadline', '3s']);
      assert.equal(code, 69, stderr);
      assert.match(stderr, /deadline/);
    }));
});
