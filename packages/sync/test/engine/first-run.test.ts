import assert from 'node:assert/strict';
import { withEngine } from './engine-world.ts';

describe('a first run that was approved and then cut', () => {
  it('resumes without asking again', () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      const asked = await workspace.run({});
      assert.equal(asked.kind, 'approval-needed');
      await workspace.faults({ path: '/users/track', respond: { status: 401, body: { message: 'no' } } });
      const cut = await workspace.run({ approve: asked.plan.id });
      assert.equal(cut.kind, 'stopped');
      await workspace.faults();
      const resumed = await workspace.run({});
      assert.equal(resumed.kind, 'finished');
      assert.equal(resumed.report.outcome, 'done');
    }));
});
