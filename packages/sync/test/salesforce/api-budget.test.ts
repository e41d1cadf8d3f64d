import assert from 'node:assert/strict';
import { isSyncFailure } from '../../src/failures.ts';
import { createApiBudget } from '../../src/salesforce/api-budget.ts';

function callsUntilStopped(sharePercent: number, spentBefore: number, header: string | undefined, tries = 50): number {
  const budget = createApiBudget({ sharePercent, spentBefore });
  budget.learn(header);
  for (let call = 0; call < tries; call += 1) {
    try {
      budget.spend();
    } catch (error) {
      assert.ok(isSyncFailure(error) && error.code === 'salesforce/api-share-reached' && error.retry === 'later');
      return budget.spent();
    }
  }
  return budget.spent();
}

const check = (sharePercent: number, spentBefore: number, header: string | undefined, expected: number) =>
  assert.equal(callsUntilStopped(sharePercent, spentBefore, header), expected);

describe('createApiBudget', () => {
  it('stops before the call that would pass the share', () => check(20, 0, 'api-usage=0/100', 20));
  it('counts the calls of earlier runs', () => check(20, 15, 'api-usage=0/100', 5));
  it('does not count the calls of others', () => check(20, 0, 'api-usage=99/100', 20));
  it('rounds the share down', () => check(33, 0, 'api-usage=0/10', 3));
  it('allows nothing at 0 %', () => check(0, 0, 'api-usage=0/100', 0));
  it('lets calls out while the maximum is unknown', () => check(20, 1000, undefined, 50));
  it('does not mistake the usage of one app for that of the org', () =>
    check(10, 0, 'per-app-api-usage=17/250(appName=x); api-usage=0/100', 10));

  it('tells what Salesforce counts', () => {
    const budget = createApiBudget({ sharePercent: 20, spentBefore: 0 });
    assert.equal(budget.usage(), undefined);
    budget.learnLimits({ DailyApiRequests: { Max: 15_000, Remaining: 14_000 } });
    assert.deepEqual(budget.usage(), { used: 1000, max: 15_000 });
    budget.learn('api-usage=1001/15000');
    budget.learn(undefined);
    assert.deepEqual(budget.usage(), { used: 1001, max: 15_000 });
  });
});
