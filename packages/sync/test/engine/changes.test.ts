import assert from 'node:assert/strict';
import { presentState, repeatedEvents } from './braze-state.ts';
import { crmChanges } from './crm-changes.ts';
import { withEngine } from './engine-world.ts';

/** Changes one by one, each followed by a sync and by one that has nothing to say; then a workspace that starts today. */
function checkLikeFresh(n: number) {
  return () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      await workspace.sync();
      for (const change of crmChanges(n)) {
        await engine.advance(10);
        await change.apply(engine);
        await engine.advance(1);
        await workspace.sync();
        await workspace.calls();
        const again = await workspace.sync();
        assert.deepEqual(await workspace.calls(), [], `after ${change.name}, a second run sent something`);
        assert.equal(again.report.failed, 0, change.name);
      }
      const fresh = await engine.workspace();
      await fresh.sync();
      const [incremental, started] = [await workspace.state(), await fresh.state()];
      assert.deepEqual(presentState(incremental), presentState(started));
      assert.deepEqual(repeatedEvents(incremental), []);
    });
}

describe('runSync', () => {
  it('leaves Braze after many changes as if it started today', checkLikeFresh(0)).timeout(60_000);
});
