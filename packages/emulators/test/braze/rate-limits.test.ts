import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createClock } from '../../src/loopback/clock.ts';
import { createRateLimiter, type RateFamily } from '../../src/braze/rate-limits.ts';
import { defaultSettings, type Settings } from '../../src/braze/settings.ts';

const minute = 60_000;

function limiter(settings: Partial<Settings>) {
  const clock = createClock();
  clock.set(Date.parse('2026-11-23T10:00:30Z'));
  const rateLimiter = createRateLimiter(clock);
  const all = { ...defaultSettings('key'), ...settings };
  return { clock, rateLimiter, take: (family: RateFamily) => rateLimiter.take(family, all) };
}

const limitOf = (onboarded: string) => limiter({ onboarded }).take('export').headers['X-RateLimit-Limit'];

describe('createRateLimiter', () => {
  it('refuses the call after the last one, until the clock enters the next window', () => {
    const { clock, take } = limiter({ rateLimits: { identity: { limit: 2 } } });
    assert.deepEqual(
      [take('identity'), take('identity'), take('identity')].map(({ allowed }) => allowed),
      [true, true, false],
    );
    clock.set(Date.parse('2026-11-23T10:01:00Z'));
    assert.equal(take('identity').allowed, true);
  });

  it('tells what is left and when the window ends', () => {
    const { take } = limiter({ rateLimits: { identity: { limit: 2 } } });
    assert.deepEqual(take('identity').headers, {
      'X-RateLimit-Limit': '2',
      'X-RateLimit-Remaining': '1',
      'X-RateLimit-Reset': String(Date.parse('2026-11-23T10:01:00Z') / 1000),
    });
  });

  it('tells seconds instead of an epoch when the workspace does', () =>
    assert.match(
      limiter({ resetHeader: 'seconds' }).take('identity').headers['X-RateLimit-Reset'] ?? '',
      /^(?:29|30)$/u,
    ));

  it('names only the time to wait when an MAU contract is exceeded', () => {
    const { take } = limiter({ contract: 'mau', rateLimits: { track: { limit: 1 } } });
    assert.match(take('track').headers['X-RateLimit-Reset'] ?? '', /^(?:3570|3569)$/u);
    const refused = take('track');
    assert.equal(refused.allowed, false);
    assert.deepEqual(Object.keys(refused.headers), ['X-Ratelimit-Retry-After']);
  });

  it('has a burst limit besides the hourly one on MAU contracts', () => {
    const { clock, take } = limiter({ contract: 'mau', rateLimits: { track_burst: { limit: 1 } } });
    assert.deepEqual([take('track').allowed, take('track').allowed], [true, false]);
    clock.advance(3000);
    assert.equal(take('track').allowed, true);
  });

  it('limits exports by the day the customer came', () => {
    assert.deepEqual([limitOf('2024-08-21'), limitOf('2024-08-22')], ['2500', '250']);
  });

  it('uses up the window of the next call and no later one', () => {
    const { clock, rateLimiter, take } = limiter({});
    rateLimiter.exhaust(true);
    assert.deepEqual([take('catalogs').allowed, take('catalogs').allowed], [false, false]);
    clock.advance(minute);
    assert.equal(take('catalogs').allowed, true);
  });
});
