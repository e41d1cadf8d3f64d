import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { dateLiteralSpan } from '../../../src/salesforce/soql/date-literals.ts';

const now = Date.parse('2026-11-23T10:30:00Z'); // a Monday

function check(name: string, count: number | undefined, from: string, to: string) {
  const span = dateLiteralSpan(name, count, now);
  assert.deepEqual(span && [span.from, span.to], [Date.parse(from), Date.parse(to)]);
}

describe('dateLiteralSpan', () => {
  it('knows today', () => check('TODAY', undefined, '2026-11-23', '2026-11-24'));
  it('knows yesterday', () => check('YESTERDAY', undefined, '2026-11-22', '2026-11-23'));
  it('begins weeks on Sunday', () => check('THIS_WEEK', undefined, '2026-11-22', '2026-11-29'));
  it('knows last month', () => check('LAST_MONTH', undefined, '2026-10-01', '2026-11-01'));
  it('knows next quarter', () => check('NEXT_QUARTER', undefined, '2027-01-01', '2027-04-01'));
  it('knows this year', () => check('THIS_YEAR', undefined, '2026-01-01', '2027-01-01'));
  it('counts days back, today included', () => check('LAST_N_DAYS', 7, '2026-11-16', '2026-11-24'));
  it('counts days ahead from tomorrow', () => check('NEXT_N_DAYS', 2, '2026-11-24', '2026-11-26'));
  it('counts whole months back', () => check('LAST_N_MONTHS', 2, '2026-09-01', '2026-11-01'));
  it('finds a day some days ago', () => check('N_DAYS_AGO', 3, '2026-11-20', '2026-11-21'));
  it('knows ninety days', () => check('LAST_90_DAYS', undefined, '2026-08-25', '2026-11-24'));
  it('knows no other words', () => {
    for (const [name, count] of [
      ['SOMEDAY', undefined],
      ['TODAY', 3],
      ['LAST_N_DAYS', undefined],
      ['LAST_N_DAYS_AGO', 1],
    ] as const) {
      assert.equal(dateLiteralSpan(name, count, now), undefined, name);
    }
  });
});
