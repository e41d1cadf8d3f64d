import assert from 'node:assert/strict';
import { presentState, repeatedEvents } from './braze-state.ts';
import { killAt } from './killed-world.ts';
import { withEngine } from './engine-world.ts';

const bulk = { source: { restLimit: 500, cacheRows: 1000 } };

describe('runSync', () => {
  it('reads thousands of records by Bulk, page after page, the same as by REST', () =>
    withEngine(
      async (engine) => {
        const [byBulk, byRest] = [await engine.workspace(), await engine.workspace()];
        const { report } = await byBulk.sync(bulk);
        await byRest.sync({ source: { restLimit: 1_000_000, cacheRows: 1_000_000 } });
        const [one, other] = [await byBulk.state(), await byRest.state()];
        assert.deepEqual(presentState(one), presentState(other));
        assert.equal(one.events.length, other.events.length);
        assert.deepEqual(repeatedEvents(one), []);
        assert.ok(Object.keys(one.people).length > 4000);
        assert.equal(report.outcome, 'done');
        await byBulk.calls();
        await engine.advance(10);
        await byBulk.sync({ ...bulk, full: true });
        assert.deepEqual(await byBulk.calls(), []);
      },
      { records: 5000 },
    ));

  it('resumes a large first run that was killed between its pages', () =>
    withEngine(
      async (engine) => {
        const [calm, killed] = [await engine.workspace(), await engine.workspace()];
        await calm.sync(bulk);
        const planned = await killed.run(bulk);
        assert.ok(planned.kind === 'approval-needed');
        await assert.rejects(killed.run({ ...bulk, ...killAt(300), approve: planned.plan.id }));
        await engine.advance(20);
        await killed.sync(bulk);
        const [one, other] = [await killed.state(), await calm.state()];
        assert.deepEqual(one.events, other.events);
        assert.deepEqual(presentState(one), presentState(other));
      },
      { records: 3000 },
    ));
});
