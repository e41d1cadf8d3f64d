import assert from 'node:assert/strict';
import { emulateResult } from '../src/results/emulate.ts';
import { withWorkplace } from './support/workplace.ts';

describe('sf braze emulate', () => {
  it('prints one line when both are ready, and ends when asked to', async () => {
    await withWorkplace({}, async ({ start }) => {
      const emulators = start(['emulate', '--json']);
      try {
        const { braze, salesforce } = emulateResult.parse(JSON.parse(await emulators.line));
        for (const { url } of [braze, salesforce]) assert.equal((await fetch(url)).status, 200);
      } finally {
        emulators.kill('SIGTERM');
      }
      const { code, stdout, stderr } = await emulators.ended;
      assert.equal(code, 0, stderr);
      assert.equal(stdout.trim().split('\n').length, 1);
    });
  });

  it('tells people what to type next', () =>
    withWorkplace({}, async ({ start }) => {
      const emulators = start(['emulate']);
      await emulators.line;
      emulators.kill('SIGINT');
      const { code, stdout } = await emulators.ended;
      assert.equal(code, 0);
      assert.match(stdout, /export SF_ORG_INSTANCE_URL='http:\/\/127\.0\.0\.1:\d+'/);
      assert.match(stdout, /sf braze init/);
    }));

  it('says which port is taken', () =>
    withWorkplace({}, async ({ run, braze }) => {
      const { code, stderr } = await run(['emulate', '--port-braze', new URL(braze.url).port]);
      assert.equal(code, 1);
      assert.match(stderr, /EmulatorsNotStarted/);
      assert.match(stderr, /Choose another port/);
    }));
});
