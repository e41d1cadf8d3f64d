import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { id18, indexOfId, isId, numberedId } from '../../src/salesforce/id.ts';

describe('id18', () => {
  it('adds the suffix', () => assert.equal(id18('00D5g000004BfXb'), '00D5g000004BfXbEAK'));
  it('mends a wrong suffix', () => assert.equal(id18('00D5g000004BfXbAAA'), '00D5g000004BfXbEAK'));
});

describe('isId', () => {
  it('takes 15 and 18 characters with the right suffix', () => {
    assert.deepEqual(
      ['00D5g000004BfXb', '00D5g000004BfXbEAK', '00D5g000004BfXbEAA', '00D5g000004BfX', 'not an id at all'].map(isId),
      [true, true, false, false, false],
    );
  });
});

describe('numberedId', () => {
  it('is undone by indexOfId, keeps the order and gives valid ids', () => {
    let before = '';
    for (const index of [0, 1, 61, 62, 3843, 3844, 999_999, 916_132_831]) {
      const id = numberedId('003', '5g00001', index);
      assert.ok(isId(id));
      assert.ok(id > before);
      assert.equal(indexOfId(id, '003', '5g00001'), index);
      before = id;
    }
  });
  it('is of its own block only', () => {
    assert.equal(indexOfId(numberedId('003', '5g00001', 5), '003', '5g00002'), undefined);
    assert.equal(indexOfId(numberedId('003', '5g00001', 5), '001', '5g00001'), undefined);
  });
});
