import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createClock } from '../../src/loopback/clock.ts';
import { createProcessing } from '../../src/braze/processing.ts';
import { withBraze } from './with-braze.ts';

const minute = 60_000;

describe('createProcessing', () => {
  it('lets requests overtake each other within the delay', () => {
    const processing = createProcessing(createClock());
    const done: number[] = [];
    for (let request = 0; request < 20; request += 1) processing.schedule('work', minute, () => done.push(request));
    processing.settle();
    assert.notDeepEqual(
      done,
      done.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(done).size, 20);
  });

  it('does work at once when there is no delay', () => {
    let done = 0;
    createProcessing(createClock()).schedule('work', 0, () => (done += 1));
    assert.equal(done, 1);
  });

  it('settles work that work plans', () => {
    const processing = createProcessing(createClock());
    let done = false;
    processing.schedule('first', minute, () => processing.schedule('second', minute, () => (done = true)));
    processing.settle();
    assert.ok(done);
    assert.deepEqual(processing.pending(), []);
  });

  it('does due work when the clock jumps, and no other', () => {
    const clock = createClock();
    const processing = createProcessing(clock);
    const done: string[] = [];
    processing.scheduleExactly('soon', minute, () => done.push('soon'));
    processing.scheduleExactly('late', 60 * minute, () => done.push('late'));
    clock.advance(2 * minute);
    assert.deepEqual(done, ['soon']);
    assert.deepEqual(
      processing.pending().map(({ what }) => what),
      ['late'],
    );
    processing.clear();
  });
});

describe('startBrazeEmulator', () => {
  it('answers before it has done the work', () =>
    withBraze(async (braze) => {
      await braze.set({ delayMs: minute });
      await braze.track({ external_id: 'u', x: 1 }, { external_id: 'v', x: 1 });
      assert.equal((await braze.state()).users.length, 0);
      await braze.advance(2 * minute);
      assert.equal((await braze.state()).users.length, 2);
    }));

  it('takes longer for single objects when told to', () =>
    withBraze(async (braze) => {
      await braze.set({ delayMs: 0, slowSingleMs: minute });
      await braze.track({ external_id: 'u', x: 1 });
      await braze.track({ external_id: 'v', x: 1 }, { external_id: 'w', x: 1 });
      assert.deepEqual(
        (await braze.state()).users.map((user) => user.external_id),
        ['v', 'w'],
      );
    }));

  it('accepts what a cut connection never answered', () =>
    withBraze(async (braze) => {
      const faults = [{ method: 'POST', path: '/users/track', drop: 'after' }];
      await fetch(`${braze.url}/_emulator/faults`, { method: 'PUT', body: JSON.stringify(faults) });
      await assert.rejects(braze.track({ external_id: 'u', x: 1 }));
      await braze.holds({ users: [{ external_id: 'u' }] });
    }));
});
