import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  attributeNameFlaw,
  catalogFieldNameFlaw,
  catalogNameFlaw,
  eventNameFlaw,
  isProfileField,
  isReservedAttribute,
  isReservedProperty,
  type NameFlaw,
  propertyNameFlaw,
} from '../../src/braze/names.ts';

function check(
  flawOf: (name: string) => NameFlaw | undefined,
  cases: Readonly<Record<string, NameFlaw | 'fine'>>,
): void {
  for (const [name, expected] of Object.entries(cases)) assert.equal(flawOf(name) ?? 'fine', expected, name);
}

describe('attributeNameFlaw', () => {
  it('takes what Braze takes', () =>
    check(attributeNameFlaw, { JobTitle: 'fine', 'Job Title': 'fine', 名前: 'fine', [`a${'b'.repeat(254)}`]: 'fine' }));
  it('names the reason for what it refuses', () =>
    check(attributeNameFlaw, {
      '': 'empty',
      ' ': 'empty',
      $cost: 'leading-dollar',
      'Account.Name': 'dot',
      ' Title': 'outer-space',
      'Title ': 'outer-space',
      'Two\nLines': 'control',
      ['b'.repeat(256)]: 'too-long',
      ['名'.repeat(160)]: 'too-long',
    }));
});

describe('eventNameFlaw', () => {
  it('lets a dot stand, which attributes may not have', () =>
    check(eventNameFlaw, { 'deal.won': 'fine', $won: 'leading-dollar', ['e'.repeat(256)]: 'too-long' }));
});

describe('propertyNameFlaw', () => {
  it('follows the rule of events', () =>
    check(propertyNameFlaw, { stage: 'fine', $stage: 'leading-dollar', '': 'empty' }));
});

describe('catalogNameFlaw', () => {
  it('takes letters, digits, hyphen and underscore only', () =>
    check(catalogNameFlaw, {
      'salesforce_accounts-2': 'fine',
      'salesforce accounts': 'characters',
      'a.b': 'characters',
      Größe: 'characters',
      ['c'.repeat(250)]: 'fine',
      ['c'.repeat(251)]: 'too-long',
    }));
});

describe('catalogFieldNameFlaw', () => {
  it('keeps id for the item itself', () =>
    check(catalogFieldNameFlaw, { Id: 'fine', id: 'id', 'Owner.Name': 'characters' }));
});

describe('isReservedAttribute', () => {
  it('ignores case, because Email beside email helps nobody', () => {
    for (const name of ['email', 'Email', 'EXTERNAL_ID', 'alias_label', '_merge_objects', 'salesforce_deleted_at'])
      assert.ok(isReservedAttribute(name), name);
    for (const name of ['EmailDomain', 'Company', '__proto__', 'constructor'])
      assert.ok(!isReservedAttribute(name), name);
  });
});

describe('isProfileField', () => {
  it('knows the ten standard fields in lower case only', () => {
    assert.ok(isProfileField('dob') && isProfileField('time_zone'));
    assert.ok(!isProfileField('Email') && !isProfileField('company'));
  });
});

describe('isReservedProperty', () => {
  it('is time and event_name', () => {
    assert.deepEqual(['time', 'event_name', 'Time', 'stage'].filter(isReservedProperty), ['time', 'event_name']);
  });
});

describe('naming rules', () => {
  it('refuse every name with a control character', () => {
    const withControl = fc
      .tuple(fc.string(), fc.constantFrom('\u0000', '\u001b', '\n', '\u009b'), fc.string())
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(withControl, (name) => {
        for (const rule of [attributeNameFlaw, eventNameFlaw, propertyNameFlaw, catalogNameFlaw, catalogFieldNameFlaw])
          assert.notEqual(rule(name), undefined);
      }),
    );
  });
});
