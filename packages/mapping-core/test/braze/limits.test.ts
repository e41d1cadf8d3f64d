import assert from 'node:assert/strict';
import { limits, limitsFor, type WorkspaceCapabilities } from '../../src/braze/limits.ts';

const safest: WorkspaceCapabilities = {
  trackBatch: 'combined',
  trackMax: 75,
  arrayMax: 25,
  textUnits: 'utf16',
  catalogStorageMb: 100,
  exportPerMinute: 250,
};

describe('limits', () => {
  it('name a page of Braze for every number', () => {
    for (const [name, { value, page }] of Object.entries(limits)) {
      assert.ok(Number.isSafeInteger(value), name);
      assert.match(page, /^https:\/\/www\.braze\.com\/docs\/[a-z_/]+$/, name);
    }
  });
});

describe('limitsFor', () => {
  it('takes the numbers of the contract where they are lower', () => {
    const { trackObjects, attributeArrayElements, catalogText } = limitsFor({ ...safest, trackMax: 50 });
    assert.deepEqual(trackObjects, { count: 50, per: 'request' });
    assert.equal(attributeArrayElements, 25);
    assert.equal(catalogText, 5000);
  });
  it('never goes above what Braze refuses everybody', () => {
    const { trackObjects, attributeArrayElements } = limitsFor({
      ...safest,
      trackBatch: 'per_array',
      trackMax: 1000,
      arrayMax: 5000,
    });
    assert.deepEqual(trackObjects, { count: 75, per: 'array' });
    assert.equal(attributeArrayElements, 500);
  });
});
