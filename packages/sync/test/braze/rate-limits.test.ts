import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { answered, blocked, departed, gateDelay, openGate, unanswered } from '../../src/braze/rate-limits.ts';
import { simulate } from './simulated-limit.ts';

const nominal = { limit: 100, windowMs: 1000, cap: undefined };

describe('gateDelay', () => {
  const start = 10_000;
  const news = { limit: 100, remaining: 2, reset: { from: start + 700, by: start + 700 }, retryAfterMs: undefined };
  const first = departed(openGate(nominal), start);
  const known = answered(first, news, { now: start + 10, refused: false });

  it('lets one request go to learn the limit', () => {
    assert.equal(gateDelay(openGate(nominal), start), 0);
    assert.equal(gateDelay(first, start), Number.POSITIVE_INFINITY);
  });
  it('counts what is in flight as used', () => {
    const two = departed(departed(known, start + 20), start + 20);
    assert.equal(gateDelay(departed(known, start + 20), start + 20), 0);
    assert.equal(gateDelay(two, start + 20), 680);
  });
  it('opens again with the next window', () => {
    const none = answered(departed(known, start + 20), { ...news, remaining: 0 }, { now: start + 30, refused: false });
    assert.equal(gateDelay(none, start + 30), 670);
    assert.equal(gateDelay(none, start + 700), 0);
  });
  it('gives back the place of a request that was not sent', () => {
    const back = unanswered(departed(known, start + 20), start + 30, false);
    assert.equal(gateDelay(departed(back, start + 30), start + 30), 0);
  });
  it('does not give back the place of a request without an answer', () => {
    const used = unanswered(departed(known, start + 20), start + 30, true);
    assert.equal(gateDelay(departed(used, start + 30), start + 30), 670);
  });
  it('is closed after a refusal for as long as the answer asks', () => {
    const asked = { limit: undefined, remaining: undefined, reset: undefined, retryAfterMs: 5000 };
    const refused = answered(departed(known, start + 20), asked, { now: start + 30, refused: true });
    assert.equal(gateDelay(refused, start + 30), 5000);
    assert.equal(gateDelay(refused, start + 5030), 0);
    assert.equal(gateDelay(departed(refused, start + 5030), start + 5030), Number.POSITIVE_INFINITY);
  });
  it('is closed for a moment after a refusal that names no time', () => {
    const silent = { limit: undefined, remaining: undefined, reset: undefined, retryAfterMs: undefined };
    const refused = answered(departed(known, start + 20), silent, { now: start + 30, refused: true });
    assert.equal(gateDelay(refused, start + 30), 1000);
  });
  it('is closed while it is held', () => assert.equal(gateDelay(blocked(known, start + 400), start + 100), 300));
  it('passes over late news of the window before', () => {
    const next = departed(known, start + 800);
    const late = answered(next, { ...news, remaining: 0 }, { now: start + 810, refused: false });
    assert.equal(gateDelay(late, start + 810), 0);
  });
  it('never uses more than its cap, whatever the answers allow', () => {
    let gate = openGate({ limit: 2, windowMs: 1000, cap: 2 });
    for (const now of [start, start + 10]) {
      gate = answered(departed(gate, now), { ...news, limit: 500, remaining: 400 }, { now: now + 5, refused: false });
    }
    assert.equal(gateDelay(gate, start + 20), 680);
  });
});

describe('a gate against a server with a windowed limit', () => {
  const worlds = fc.record({
    limit: fc.integer({ min: 1, max: 40 }),
    window: fc.constantFrom(
      { header: 'epoch' as const, ms: 1000 },
      { header: 'epoch' as const, ms: 60_000 },
      { header: 'seconds' as const, ms: 3000 },
      { header: 'seconds' as const, ms: 60_000 },
    ),
    concurrency: fc.integer({ min: 1, max: 12 }),
    requests: fc.integer({ min: 1, max: 120 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    ways: fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })), {
      minLength: 1,
      maxLength: 9,
    }),
  });

  it('is never refused when it is alone', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { refused, busiest } = simulate({ ...world, unseen: 0 });
        assert.equal(refused, 0);
        assert.ok(busiest <= world.limit);
      }),
      { numRuns: 300 },
    );
  });

  it('is never refused because of another client that leaves room for what was in flight before a header showed it', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const room = world.limit - world.concurrency;
        fc.pre(room > 0);
        const { refused, busiest } = simulate({ ...world, unseen: Math.floor(world.share * room) });
        assert.equal(refused, 0);
        assert.ok(busiest <= world.limit);
      }),
      { numRuns: 300 },
    );
  });
});
