import assert from 'node:assert/strict';
import { codesOf, contact, smallMapping, valuesOf } from './transform-record.ts';

const ID = '0035g00000KpQ1aAAF';
const LONG = 'x'.repeat(254);

/** One attribute `X`, or a profile field, over one record. */
function check(
  field: string,
  record: Readonly<Record<string, unknown>>,
  expected: { readonly value?: unknown; readonly codes?: readonly string[]; readonly rejected?: string },
  textUnits: 'utf16' | 'utf8' = 'utf16',
): void {
  const mapping = smallMapping({ attributes: `X: ${field}` });
  const wanted = contact(mapping, { Id: ID, ...record }, textUnits);
  assert.deepEqual(valuesOf(mapping, wanted)['X'], expected.value);
  assert.deepEqual(codesOf(wanted), expected.codes ?? []);
  assert.equal(wanted.rejected?.code, expected.rejected);
}

describe('fieldOutcome', () => {
  it('sends each type in its own form', () => {
    check('Title', { Title: '01234' }, { value: '01234' });
    check('Score__c', { Score__c: 1.5 }, { value: 1.5 });
    check('DoNotCall', { DoNotCall: true }, { value: true });
    check('Birthdate', { Birthdate: '1815-12-10' }, { value: '1815-12-10' });
    check('Last_Seen__c', { Last_Seen__c: '2026-11-23T09:58:00.000+0000' }, { value: '2026-11-23T09:58:00Z' });
    check('Regions__c', { Regions__c: 'EMEA;AMER;EMEA' }, { value: ['AMER', 'EMEA'] });
    check('AccountId', { AccountId: '0015g00000AcD1e' }, { value: '0015g00000AcD1eAAF' });
  });

  it('converts as the field says', () => {
    check('{ from: Score__c, as: string }', { Score__c: 0.1 }, { value: '0.1' });
    check('{ from: Score__c, as: integer }', { Score__c: -2.5 }, { value: -3 });
    check('{ from: DoNotCall, as: string }', { DoNotCall: false }, { value: 'false' });
    check('{ from: Birthdate, as: time }', { Birthdate: '2027-03-28' }, { value: '2027-03-28T00:00:00Z' });
    check('{ from: Last_Seen__c, as: date }', { Last_Seen__c: '2026-11-23T23:58:00.000Z' }, { value: '2026-11-23' });
    check(
      '{ from: Last_Seen__c, as: string }',
      { Last_Seen__c: '2026-11-23T23:58:00.000Z' },
      { value: '2026-11-23T23:58:00Z' },
    );
    check('{ from: Title, as: array }', { Title: 'CTO' }, { value: ['CTO'] });
  });

  it('maps by the text of the value, lists element by element', () => {
    check('{ from: Title, map: { CTO: chief } }', { Title: 'CTO' }, { value: 'chief' });
    check('{ from: Title, map: { CTO: chief } }', { Title: 'CEO' }, { value: 'CEO' });
    check('{ from: Title, map: { CTO: null } }', { Title: 'CTO' }, { value: null });
    check('{ from: Title, map: { CTO: chief }, otherwise: unset }', { Title: 'CEO' }, { value: null });
    check('{ from: Title, map: { CTO: chief }, otherwise: { value: other } }', { Title: 'CEO' }, { value: 'other' });
    check(
      '{ from: Regions__c, map: { EMEA: Europe }, otherwise: unset }',
      { Regions__c: 'AMER;EMEA' },
      { value: ['Europe'] },
    );
    const code = 'record/value-not-in-map';
    check(
      '{ from: Title, map: { CTO: chief }, otherwise: error }',
      { Title: 'CEO' },
      { codes: [code], rejected: code },
    );
  });

  it('fills blanks with the default, then asks when_null', () => {
    check('{ from: Title, default: none }', { Title: null }, { value: 'none' });
    check('{ from: Title, map: { CTO: null }, default: none }', { Title: 'CTO' }, { value: 'none' });
    check('Title', { Title: '' }, { value: null });
    check('{ from: Title, when_null: skip }', { Title: null }, {});
    const code = 'record/value-missing';
    check('{ from: Title, when_null: error }', { Title: null }, { codes: [code], rejected: code });
  });

  it('repairs text that cannot be sent', () => {
    check('Title', { Title: 'a\0b\ud83dc🚀' }, { value: 'a\uFFFDb\uFFFDc🚀', codes: ['record/text-repaired'] });
  });

  it('skips numbers that are not exact, unless they travel as text', () => {
    check('Score__c', { Score__c: 2 ** 53 }, { codes: ['record/number-not-exact'] });
    check('Score__c', { Score__c: 'soon' }, { codes: ['record/number-not-exact'] });
    check('{ from: Score__c, as: string }', { Score__c: 2 ** 53 }, { value: '9007199254740992' });
  });

  it('cuts text on a character boundary, in the units in which Braze counts', () => {
    const codes = ['record/text-too-long'];
    check('Title', { Title: `${LONG}🚀` }, { value: LONG, codes });
    check('Title', { Title: `${LONG}a` }, { value: `${LONG}a` });
    check('Title', { Title: `${LONG}ä` }, { value: LONG, codes }, 'utf8');
    check('{ from: Title, on_overflow: skip }', { Title: `${LONG}🚀` }, { codes });
    check('{ from: Title, on_overflow: error }', { Title: `${LONG}🚀` }, { codes, rejected: codes[0] ?? '' });
  });

  it('cuts lists at the limit of the workspace', () => {
    const codes = ['record/list-too-long'];
    check("split(Title, ',')", { Title: 'd,a,c,b' }, { value: ['d', 'a', 'c'], codes });
    check('{ from: "split(Title, \',\')", on_overflow: skip }', { Title: 'd,a,c,b' }, { codes });
  });

  it('unsets dates that Braze would store as text', () => {
    check('Birthdate', { Birthdate: '3001-01-01' }, { value: null, codes: ['record/date-out-of-range'] });
    check(
      '{ from: Birthdate, as: time }',
      { Birthdate: '20026-01-01' },
      { value: null, codes: ['record/date-out-of-range'] },
    );
  });

  it('leaves a place alone when nothing was given for it', () => {
    check('Title', {}, {});
  });

  it('writes addresses in lower case', () => {
    const mapping = smallMapping({});
    assert.deepEqual(valuesOf(mapping, contact(mapping, { Id: ID, Email: 'Ada@Acme.Example' })), {
      email: 'ada@acme.example',
    });
  });
});
