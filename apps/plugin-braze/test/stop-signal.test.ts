import assert from 'node:assert/strict';
import { once } from 'node:events';
import { isSyncFailure } from '@sf-braze/sync';
import { stopSignal } from '../src/stop-signal.ts';

function codeOf(signal: AbortSignal): string | undefined {
  return isSyncFailure(signal.reason) ? signal.reason.code : undefined;
}

function check(send: 'SIGINT' | 'SIGTERM', code: string, reason: string): void {
  const told: string[] = [];
  const stop = stopSignal({ deadlineMs: undefined, onStop: (why) => told.push(why) });
  try {
    process.emit(send);
    assert.equal(codeOf(stop.signal), code);
    assert.deepEqual(told, [reason]);
  } finally {
    stop.release();
  }
}

describe('stopSignal', () => {
  it('turns Ctrl-C into an interruption', () => check('SIGINT', 'sync/interrupted', 'interrupted'));
  it('turns SIGTERM into a stop that resumes', () => check('SIGTERM', 'sync/stopped-early', 'terminated'));

  it('stops at the deadline', async () => {
    const stop = stopSignal({ deadlineMs: 1, onStop: () => undefined });
    // The timer alone must not keep a program alive, so somebody else has to.
    const alive = setInterval(() => undefined, 1000);
    try {
      if (!stop.signal.aborted) await once(stop.signal, 'abort');
      assert.equal(codeOf(stop.signal), 'sync/stopped-early');
    } finally {
      clearInterval(alive);
      stop.release();
    }
  });

  it('keeps the first reason', () => {
    const stop = stopSignal({ deadlineMs: undefined, onStop: () => undefined });
    process.emit('SIGINT');
    process.emit('SIGTERM');
    stop.release();
    assert.equal(codeOf(stop.signal), 'sync/interrupted');
  });

  it('leaves no listener behind, and those of others alone', () => {
    const before = process.listeners('SIGTERM');
    const stop = stopSignal({ deadlineMs: undefined, onStop: () => undefined });
    assert.equal(process.listeners('SIGTERM').length, before.length + 1);
    stop.release();
    assert.deepEqual(process.listeners('SIGTERM'), before);
  });
});
