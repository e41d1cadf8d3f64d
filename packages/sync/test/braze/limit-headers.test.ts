import assert from 'node:assert/strict';
import { type LimitNews, readLimitHeaders } from '../../src/braze/limit-headers.ts';

describe('readLimitHeaders', () => {
  const now = Date.parse('2026-11-23T10:00:00.500Z');
  const check = (headers: Record<string, string>, expected: Partial<LimitNews>) => () => {
    const none = { limit: undefined, remaining: undefined, reset: undefined, retryAfterMs: undefined };
    assert.deepEqual(readLimitHeaders(headers, { departed: now - 80, arrived: now }), { ...none, ...expected });
  };
  const second = Math.floor(now / 1000);

  it(
    'reads limit and remaining',
    check({ 'x-ratelimit-limit': '250', 'x-ratelimit-remaining': '0' }, { limit: 250, remaining: 0 }),
  );
  it(
    'takes a large reset for an epoch',
    check(
      { 'x-ratelimit-reset': `${second + 30}` },
      { reset: { from: (second + 30) * 1000, by: (second + 30) * 1000 } },
    ),
  );
  it(
    'takes a small reset for seconds',
    check({ 'x-ratelimit-reset': '30' }, { reset: { from: now - 80 + 29_000, by: now + 30_000 } }),
  );
  it('never looks back', check({ 'x-ratelimit-reset': `${second - 30}` }, { reset: { from: now, by: now } }));
  it(
    'looks ahead for an hour at most',
    check({ 'x-ratelimit-reset': `${second + 9999}` }, { reset: { from: now + 3_600_000, by: now + 3_600_000 } }),
  );
  it(
    'counts from the time of the server when the clocks differ',
    check(
      { 'x-ratelimit-reset': `${second + 630}`, date: new Date((second + 600) * 1000).toUTCString() },
      { reset: { from: now - 80 + 29_000, by: now + 30_000 } },
    ),
  );
  it(
    "prefers Braze's own header for waiting",
    check({ 'x-ratelimit-retry-after': '3', 'retry-after': '9' }, { retryAfterMs: 3000 }),
  );
  it('reads Retry-After in seconds', check({ 'retry-after': '9' }, { retryAfterMs: 9000 }));
  it(
    'reads Retry-After as a time of day',
    check({ 'retry-after': new Date(now + 9500).toUTCString() }, { retryAfterMs: 9500 }),
  );
  it(
    'passes over what is no number',
    check({ 'x-ratelimit-limit': 'many', 'x-ratelimit-reset': '-1', 'retry-after': 'soon' }, {}),
  );
});
