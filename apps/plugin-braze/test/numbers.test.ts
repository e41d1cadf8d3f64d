import assert from 'node:assert/strict';
import { counted, grouped, minuteOf, spanOf } from '../src/numbers.ts';

describe('grouped', () => {
  it('puts a comma between thousands', () => {
    assert.equal(grouped(0), '0');
    assert.equal(grouped(1_234_567), '1,234,567');
  });
});

describe('counted', () => {
  it('has one of a thing, and several things', () => {
    assert.equal(counted(1, 'warning'), '1 warning');
    assert.equal(counted(1204, 'warning'), '1,204 warnings');
  });
});

const check = (ms: number, expected: string): void => assert.equal(spanOf(ms), expected);

describe('spanOf', () => {
  it('counts seconds while they can be read', () => check(119_400, '119 s'));
  it('goes on to minutes and hours', () => {
    check(420_000, '7 min');
    check(7_500_000, '2 h 5 min');
  });
  it('has no time before the beginning', () => check(-5, '0 s'));
});

describe('minuteOf', () => {
  it('cuts an ISO time after the minute', () => assert.equal(minuteOf('2026-11-23T09:45:12Z'), '2026-11-23 09:45'));
});
