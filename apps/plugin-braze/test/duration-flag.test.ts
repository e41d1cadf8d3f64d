import assert from 'node:assert/strict';
import { parseDuration } from '../src/duration-flag.ts';

describe('parseDuration', () => {
  it('reads seconds, minutes and hours', () => {
    assert.equal(parseDuration('90s'), 90_000);
    assert.equal(parseDuration('25m'), 1_500_000);
    assert.equal(parseDuration('2h'), 7_200_000);
  });

  for (const text of ['', '25', '0m', '-5m', '1d', '1.5h', '25 m', '9999999s']) {
    it(`refuses ${JSON.stringify(text)} and says what to write`, () => {
      assert.throws(() => parseDuration(text), {
        name: 'DurationInvalid',
        exitCode: 2,
        actions: ['Write 90s, 25m or 2h.'],
      });
    });
  }
});
