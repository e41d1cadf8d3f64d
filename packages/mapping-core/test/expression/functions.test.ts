import assert from 'node:assert/strict';
import * as fc from 'fast-check';

import { signatureOf } from '../../src/expression/functions/entry.ts';
import { functions } from '../../src/expression/functions.ts';
import { printText } from '../../src/expression/print.ts';
import type { RecordValue } from '../../src/salesforce/record.ts';
import { expression, type Given, outcome } from './expressions.ts';

/** Calls of one function: what each gives, and what it reports. */
function check(
  table: readonly (readonly [text: string, expected: RecordValue, ...reported: readonly string[]])[],
): void {
  for (const [text, value, ...reported] of table) {
    assert.deepEqual(outcome(expression(text).node, {}), { value, reported }, text);
  }
}

/** A function of the contact's email, which may hold any text. */
function checkText(
  call: string,
  table: readonly (readonly [email: string, expected: RecordValue, ...string[]])[],
): void {
  const { node } = expression(call);
  for (const [email, value, ...reported] of table) {
    assert.deepEqual(outcome(node, { Email: email }), { value, reported }, `${call} of ${JSON.stringify(email)}`);
  }
}

function checkOn(object: string, text: string, given: Given, expected: readonly unknown[]): void {
  const { value, reported } = outcome(expression(text, { object }).node, given);
  assert.deepEqual([value, ...reported], expected);
}

const arbitraryValue = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    ' ',
    '-',
    '.',
    '1,',
    '+1',
    '2027-13-01',
    '2027-02-29T25:00',
    'DE',
    '\uD800',
    '<p',
    '&#xD800;',
    'a@',
  ),
  fc.double(),
  fc.boolean(),
  fc.array(fc.string()),
  fc.constant(null),
);

describe('functions', () => {
  for (const entry of functions.values()) {
    it(`gives what the documentation of \`${signatureOf(entry)}\` shows`, () => {
      const { text, given = {}, result } = entry.example;
      assert.deepEqual(outcome(expression(text).node, given), { value: result, reported: [] });
    });
  }

  it('give null for null', () => {
    for (const { name, parameters } of functions.values()) {
      const args = parameters.map(({ types }) =>
        types.includes('list')
          ? 'Regions__c'
          : types.includes('date')
            ? 'Birthdate'
            : types.includes('picklist')
              ? 'StageName'
              : types.includes('currency')
                ? 'Amount'
                : types.includes('number')
                  ? 'Score__c'
                  : 'Email',
      );
      const text = `${name}(${args.join(', ')})`;
      assert.deepEqual(outcome(expression(text).node, {}), { value: null, reported: [] }, text);
    }
  });

  it('never throw, whatever the values are', () => {
    const names = fc.constantFrom(...functions.keys());
    fc.assert(
      fc.property(names, fc.array(arbitraryValue, { minLength: 3, maxLength: 3 }), (name, values) => {
        const args = ['Email', 'Phone', 'Title'].slice(0, functions.get(name)?.parameters.length);
        const { node } = expression(`${name}(${args.join(', ')})`, { snapshot: undefined });
        outcome(node, { Email: values[0] ?? null, Phone: values[1] ?? null, Title: values[2] ?? null });
      }),
    );
  });

  it('trim cuts all Unicode white space, in linear time', () => {
    checkText('trim(Email)', [
      ['\u00a0\u2003Ada\ufeff\u0085', 'Ada'],
      ['a  b', 'a  b'],
      ['   ', ''],
      [`${' '.repeat(200_000)}a${' '.repeat(200_000)}b`, `a${' '.repeat(200_000)}b`],
    ]);
  });

  it('title begins words after spaces and hyphens only', () =>
    checkText('title(Email)', [
      ["o'NEIL van-der  BERG", "O'neil Van-Der  Berg"],
      ['élodie', 'Élodie'],
      ['', ''],
    ]));

  it('text keeps what is written and drops how', () =>
    checkText('text(Email)', [
      ['plain', 'plain'],
      ['a < b', 'a < b'],
      ['<ul><li>one</li><li>two</li></ul>', 'one\ntwo'],
      ['<style>p{}</style><script>alert(1)</script>x', 'x'],
      ['&lt;b&gt; &eacute; &#128512;', '<b> é 😀'],
      ['<b>bold</b> <i>face</i>', 'bold face'],
      ['<p>open', 'open'],
    ]));

  it('lengths are counted in characters, and no pair is cut', () => {
    check([
      ["size('😀a')", 2],
      ["truncate('😀😀', 1)", '😀'],
      ["truncate('abc', 0)", ''],
      ["truncate('abc', 9)", 'abc'],
    ]);
    checkOn('Contact', 'size(Regions__c)', { Regions__c: ['a', 'b'] }, [2]);
    checkOn('Contact', "contains(Regions__c, 'a')", { Regions__c: ['a', 'b'] }, [true]);
  });

  it('split and join drop blanks', () => {
    check([
      ["split(' a ,, b ', ',')", ['a', 'b']],
      ["split(' ', ',')", []],
      ["join(split(' ', ','), ',')", null],
      ["first(split('', ','))", null],
    ]);
  });

  it('number reads what people write and refuses what is ambiguous', () => {
    check([
      ["number('12')", 12],
      ["number(' -1 234.5 ')", -1234.5],
      ["number('1,234,567.89')", 1234567.89],
      ['number("1\'234.50")', 1234.5],
      ["number('1.234.567', ',')", 1234567],
      ["number('1,5', ',')", 1.5],
      ["number('.5')", 0.5],
      ["number('5.')", 5],
      ["number('1,00,000')", 100000],
      ["number('1.5', ',')", null, 'record/number-not-readable'],
      ["number('1,2,3')", null, 'record/number-not-readable'],
      ["number('1.2.3')", null, 'record/number-not-readable'],
      ["number('12 EUR')", null, 'record/number-not-readable'],
      ["number('1e5')", null, 'record/number-not-readable'],
      ["number('')", null, 'record/number-not-readable'],
      ["number('.')", null, 'record/number-not-readable'],
      ["number('--1')", null, 'record/number-not-readable'],
    ]);
    checkText('number(Email)', [['9'.repeat(10_000), null, 'record/number-not-readable']]);
  });

  it('round goes half away from zero on the decimal form', () =>
    check([
      ['round(2.5)', 3],
      ['round(-2.5)', -3],
      ['round(1.005, 2)', 1.01],
      ['round(-1.005, 2)', -1.01],
      ['round(1.0049999, 2)', 1],
      ['round(0.0000001, 7)', 1e-7],
      ['round(1e308, 10)', 1e308],
      ['round(123456789.55, 1)', 123456789.6],
    ]));

  it('date takes the day in UTC, and only real days', () =>
    checkText('date(Email)', [
      ['2027-03-28', '2027-03-28'],
      ['2027-03-28T23:30:00-02:00', '2027-03-29'],
      ['2027-03-28T00:30+0200', '2027-03-27'],
      ['2027-03-28 10:00', '2027-03-28'],
      ['2028-02-29', '2028-02-29'],
      ['2027-02-29', null, 'record/date-not-readable'],
      ['2027-3-28', null, 'record/date-not-readable'],
      ['28.03.2027', null, 'record/date-not-readable'],
      ['20260-01-01', null, 'record/date-not-readable'],
      ['0000-01-01', null, 'record/date-not-readable'],
      ['0001-01-01T00:00:00+14:00', null, 'record/date-not-readable'],
      ['', null, 'record/date-not-readable'],
    ]));

  it('at moves skipped local times behind the gap and takes the earlier of doubled ones', () =>
    check([
      ["at('2027-03-28T01:59:59', 'Europe/Berlin')", '2027-03-28T00:59:59.000Z'],
      ["at('2027-03-28T02:00', 'Europe/Berlin')", '2027-03-28T01:00:00.000Z'],
      ["at('2027-03-28T02:30', 'Europe/Berlin')", '2027-03-28T01:00:00.000Z'],
      ["at('2027-03-28T03:00', 'Europe/Berlin')", '2027-03-28T01:00:00.000Z'],
      ["at('2027-10-31T02:30', 'Europe/Berlin')", '2027-10-31T00:30:00.000Z'],
      ["at('2027-10-31T03:00', 'Europe/Berlin')", '2027-10-31T02:00:00.000Z'],
      ["at('2027-11-07T01:30', 'America/New_York')", '2027-11-07T05:30:00.000Z'],
      ["at('2011-12-30T12:00', 'Pacific/Apia')", '2011-12-30T10:00:00.000Z'],
      ["at(date('2018-11-04'), 'America/Sao_Paulo')", '2018-11-04T03:00:00.000Z'],
      ["at('0001-01-01', 'UTC')", '0001-01-01T00:00:00.000Z'],
      ["at('0001-01-01', 'Asia/Tokyo')", null],
      ["at('9999-12-31T23:00', 'America/New_York')", null],
      ["at('2027-01-01T00:00:00.25', 'UTC')", '2027-01-01T00:00:00.250Z'],
    ]));

  it('at gives null for an unknown zone or an unreadable time', () => {
    checkText("at('2027-01-01', Email)", [
      ['Nowhere/City', null],
      ['', null],
      ['Asia/Kolkata', '2026-12-31T18:30:00.000Z'],
    ]);
    checkText("at(Email, 'UTC')", [
      ['2027-01-01T00:00:00Z', null, 'record/date-not-readable'],
      ['tomorrow', null, 'record/date-not-readable'],
    ]);
  });

  it('age counts full years on the day of the run', () => {
    for (const [born, at, expected] of [
      ['1990-06-15', '2026-06-14', 35],
      ['1990-06-15', '2026-06-15', 36],
      ['2004-02-29', '2026-02-28', 21],
      ['2004-02-29', '2026-03-01', 22],
      ['2026-01-02', '2026-01-01', null],
      ['2026-01-01', '2026-01-01', 0],
    ] as const) {
      const run = { at: `${at}T23:59:59.000Z` };
      assert.equal(outcome(expression('age(Birthdate)').node, { Birthdate: born }, run).value, expected, born);
    }
  });

  it('country knows codes, names in English and at home, and common others', () =>
    checkText('country(Email)', [
      ['de', 'DE'],
      ['DEU', 'DE'],
      [' Deutschland ', 'DE'],
      ['Allemagne', 'DE'],
      ['UK', 'GB'],
      ['U.K.', 'GB'],
      ['England', 'GB'],
      ['USA', 'US'],
      ['United States of America', 'US'],
      ['Holland', 'NL'],
      ['The Netherlands', 'NL'],
      ['Czechia', 'CZ'],
      ['Czech Republic', 'CZ'],
      ['NO', 'NO'],
      ['Cote d’Ivoire', 'CI'],
      ["Côte d'Ivoire", 'CI'],
      ['Turkiye', 'TR'],
      ['South Korea', 'KR'],
      ['México', 'MX'],
      ['Österreich', 'AT'],
      ['日本', 'JP'],
      ['Viet Nam', 'VN'],
      ['Namibia', 'NA'],
      ['Niger', 'NE'],
      ['Atlantis', null, 'record/country-unknown'],
      ['N/A', null, 'record/country-unknown'],
      ['', null, 'record/country-unknown'],
    ]));

  it('language knows codes, locales and names', () =>
    checkText('language(Email)', [
      ['en', 'en'],
      ['EN-GB', 'en'],
      ['zh_Hant_TW', 'zh'],
      ['pt_BR', 'pt'],
      ['iw', 'he'],
      ['deu', 'de'],
      ['German', 'de'],
      ['Français', 'fr'],
      ['xx_YY', null, 'record/language-unknown'],
      ['', null, 'record/language-unknown'],
    ]));

  it('phone gives E.164, or nothing', () => {
    checkText("phone(Email, 'US')", [
      ['(212) 555-0143', '+12125550143'],
      ['+49 30 901820', '+4930901820'],
      ['212-555-0143 ext. 7', '+12125550143'],
      ['12', null, 'record/phone-not-possible US'],
      ['call me', null, 'record/phone-not-possible US'],
      ['n/a', null, 'record/phone-not-possible US'],
    ]);
    checkText('phone(Email)', [
      ['+49 30 901820', '+4930901820'],
      ['030 901820', null, 'record/phone-not-possible the international form'],
    ]);
    check([["phone('030 901820', 'Germany')", '+4930901820']]);
    checkOn('Contact', 'phone(Phone, Title)', { Phone: '+49 30 901820', Title: null }, ['+4930901820']);
    checkOn('Contact', 'phone(Phone, Title)', { Phone: '030 901820', Title: 'Atlantis' }, [
      null,
      'record/phone-not-possible the international form',
    ]);
  });

  it('gender knows the five values of Braze', () =>
    checkText('gender(Email)', [
      ['Female', 'F'],
      ['m', 'M'],
      ['Other', 'O'],
      ['not applicable', 'N'],
      ['prefer not to say', 'P'],
      ['Non-Binary', 'O'],
      ['zzz', null, 'record/gender-unknown'],
    ]));

  it('domain is what stands behind the last @', () =>
    checkText('domain(Email)', [
      ['a@b@C.example', 'c.example'],
      ['nobody', null],
      ['nobody@', null],
    ]));

  it('id18 checks what it completes', () =>
    checkText('id18(Email)', [
      ['0035g00000KpQ1a', '0035g00000KpQ1aAAF'],
      ['0035g00000KpQ1aaaf', '0035g00000KpQ1aAAF'],
      ['0035g00000KpQ1aAAE', null, 'record/id-malformed Email'],
      ['ada@acme.example', null, 'record/id-malformed Email'],
    ]));

  it('label leaves unknown values alone', () => {
    checkOn('Contact', 'label(StageName)', { StageName: 'Old' }, ['Old']);
    checkOn('Contact', 'label(Regions__c)', { Regions__c: ['EMEA', 'Old'] }, [['EMEA', 'Old']]);
  });

  it('corporate converts by the rate of the day, where rates have days', () => {
    const amount = 'corporate(Amount)';
    checkOn('Contact', amount, { Amount: 10, CurrencyIsoCode: 'EUR' }, [10]);
    checkOn('Contact', amount, { Amount: 15, CurrencyIsoCode: 'USD' }, [10]);
    checkOn('Contact', amount, { Amount: 15, CurrencyIsoCode: 'JPY' }, [null, 'record/no-rate JPY']);
    checkOn('Contact', amount, { Amount: 15, CurrencyIsoCode: null }, [null, 'record/no-rate blank']);
    checkOn('Contact', amount, { Amount: null, CurrencyIsoCode: 'JPY' }, [null]);
    checkOn('Opportunity', amount, { Amount: 20, CurrencyIsoCode: 'USD', CloseDate: '2025-12-31' }, [10]);
    checkOn('Opportunity', amount, { Amount: 15, CurrencyIsoCode: 'USD', CloseDate: '2026-01-01' }, [10]);
  });

  it('sha256 hashes the UTF-8 bytes', () =>
    checkText('sha256(Email)', [
      ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
      ['é', '4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c'],
    ]));

  it('take any text as a literal and give it back', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        assert.equal(outcome(expression(printText(text)).node, {}).value, text);
      }),
    ));
});
