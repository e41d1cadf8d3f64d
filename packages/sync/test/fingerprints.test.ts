import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fingerprints, newFingerprintKey } from '../src/fingerprints.ts';

const value = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.array(fc.string(), { maxLength: 5 }));

describe('fingerprints', () => {
  it('are six bytes, the same for the same value, and differ with key and destination', () =>
    fc.assert(
      fc.property(value, (one) => {
        const of = fingerprints('key');
        assert.match(of('JobTitle', one), /^[\w-]{8}$/u);
        assert.equal(of('JobTitle', one), fingerprints('key')('JobTitle', one));
        assert.notEqual(of('JobTitle', one), of('Department', one));
        assert.notEqual(of('JobTitle', one), fingerprints(newFingerprintKey())('JobTitle', one));
      }),
    ));

  it('do not mind the order of a list', () => {
    const of = fingerprints('key');
    assert.equal(of('Deals', ['a', 'b']), of('Deals', ['b', 'a']));
    assert.notEqual(of('Deals', ['a', 'b']), of('Deals', ['a,b']));
  });

  it('tell a text from the number it looks like', () => {
    const of = fingerprints('key');
    assert.notEqual(of('Score', '1'), of('Score', 1));
  });
});
