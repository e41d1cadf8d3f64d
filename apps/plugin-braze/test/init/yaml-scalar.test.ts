import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { yamlScalar } from '../../src/init/yaml-scalar.ts';

const texts = [
  'acme',
  'acme-uat',
  'ada@acme.example',
  'env:BRAZE_API_KEY',
  'https://rest.iad-03.braze.com',
  'a b',
  "it's",

  'phone(Phone, CountryCode)',
  "Status != 'Lost'",
  "Status != 'a: b'",
  'A ? null : B.C',
  '!x',
  '"',
  'a #b',
  'a:',
  ': ',

  'true',
  'No',
  'null',
  '',
  ' ',
  'a ',
  ' a',
  '0',
  '00',
  '0x1f',
  '0o7',
  '0e5',
  '0.5',
  '12',
  '1e3',
  '-',
  '- a',
  '{a}',
  '[a]',

  'a, b',
  '*a',
  '&a',
  '%a',
  '@a',
  '`a',
  '|',
  '>',
  '?',
  '? a',
  '---',
  '...',
  'a\nb',
  'a\tb',
  '\u001B[2J',
  '\u2028',
  'ä',
  '😀',

  'keychain:a: b',
  'a::b',
  'a:b c',
  '\\',
  "\\'",
  "'",
  "''",
];

describe('yamlScalar', () => {
  for (const text of texts) {
    it(`reads as it was written: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parse(`a: ${yamlScalar(text)} # b\n`), { a: text });
      assert.deepEqual(parse(`a: { b: ${yamlScalar(text)}, c: d }\n`), { a: { b: text, c: 'd' } });
    });
  }
});
