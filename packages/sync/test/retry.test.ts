import assert from 'node:assert/strict';
import { createRetry, type Failure, retryDelay } from '../src/retry.ts';

const policy = { attempts: 4, limitedAttempts: 6, baseMs: 100, capMs: 350 };

function check(failure: Partial<Failure>, random: number, expected: number | undefined) {
  const whole = { tries: 1, limited: false, askedMs: undefined, ...failure };
  return () => assert.equal(retryDelay(whole, { policy, random: () => random }), expected);
}

describe('retryDelay', () => {
  it('draws the first wait below the base', check({}, 0.5, 50));
  it('doubles the limit with every try', check({ tries: 2 }, 0.5, 100));
  it('never draws above the cap', check({ tries: 3 }, 1, 350));
  it('may not wait at all', check({ tries: 3 }, 0, 0));
  it('waits as long as it is asked to, cap or not', check({ askedMs: 5000 }, 0.5, 5000));
  it('ends with the last try', check({ tries: 4 }, 0.5, undefined));
  it('ends with the last try even when it is asked to wait', check({ tries: 4, askedMs: 1 }, 0.5, undefined));
  it('is more patient with a rate limit', check({ tries: 5, limited: true }, 1, 350));
  it('is not patient for ever', check({ tries: 6, limited: true }, 1, undefined));
});

describe('createRetry', () => {
  it('does not count refusals by a rate limit as failures', () => {
    const retry = createRetry({ policy, random: () => 1 });
    const limits = [true, true, true, true, false, false, false, false];
    const waits = limits.map((limited) => retry({ limited, askedMs: undefined }));
    assert.deepEqual(waits, [100, 200, 350, 350, 100, 200, 350, undefined]);
  });
});
