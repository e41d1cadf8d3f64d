import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { toCsvText } from '../../src/salesforce/bulk-csv.ts';
import type { Value } from '../../src/salesforce/row.ts';
import type { FieldType } from '../../src/salesforce/schema.ts';

function check(value: Value, type: FieldType, text: string) {
  assert.equal(toCsvText(value, type), text);
}

describe('toCsvText', () => {
  it('leaves null empty', () => check(null, 'string', ''));
  it('keeps the Z of datetimes', () => check('2026-01-01T10:00:00.000Z', 'datetime', '2026-01-01T10:00:00.000Z'));
  it('completes ids', () => check('00D5g000004BfXb', 'reference', '00D5g000004BfXbEAK'));
  it('writes booleans as words', () => check(false, 'boolean', 'false'));
  it('writes small doubles scientifically', () => check(1e-7, 'double', '1.0E-7'));
  it('writes large doubles scientifically', () => check(123_456_789, 'double', '1.23456789E8'));
  it('writes plain doubles with a fraction', () => check(5, 'double', '5.0'));
  it('writes currency plainly', () => check(900_000_000, 'currency', '900000000.0'));
  it('writes integers plainly', () => check(42, 'int', '42'));
  it('keeps leading zeros and words that look like nothing', () => {
    check('01234', 'string', '01234');
    check('N/A', 'string', 'N/A');
  });
});
