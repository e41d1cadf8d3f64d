import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { readYaml } from '../../src/language/read-yaml.ts';
import { spansOf } from '../../src/language/spans.ts';
import { valueAt } from '../../src/language/schema-issues.ts';

/** Finds `word` inside the text at `key` and compares with where it is marked in the file by «». */
function check(marked: string, word: string): void {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace('«', '').replace('»', '');
  const { value, tree } = readYaml('f', text);
  const decoded = valueAt(value, ['key']);
  assert.ok(typeof decoded === 'string');
  const at = decoded.indexOf(word);
  assert.ok(at >= 0, `${JSON.stringify(decoded)} lacks ${JSON.stringify(word)}`);
  assert.deepEqual(spansOf(text, tree).toFile(['key'])(at, at + word.length), { start, end });
}

describe('placesInScalar', () => {
  it('finds a word in a plain scalar', () => check('key: one «two» three', 'two'));
  it('finds a word on a later line of a plain scalar', () => check('key: one\n  two\n\n  «three» four', 'three'));
  it('finds a word that spans a folded line', () => check('key: one «two\n   three» four', 'two three'));
  it('finds a word behind a doubled quote', () => check("key: 'it''s «two»'", 'two'));
  it('finds a doubled quote', () => check("key: 'it«''»s'", "'"));
  it('finds a word behind escapes', () => check('key: "a\\tb\\u00e9\\x41 \\"«two»\\" c"', 'two'));
  it('finds an escaped character', () => check('key: "a«\\u00e9»b"', 'é'));
  it('finds an escaped pair of surrogates', () => check('key: "a«\\U0001F600»b"', '😀'));
  it('finds a word behind an escaped line break', () => check('key: "one\\\n   «two»"', 'two'));
  it('finds a word in a literal block', () => check('key: |\n  one\n    «two»\n  three\n', 'two'));
  it('finds a word in a literal block with a given indentation', () => check('key: |1-\n  one\n  «two»\n', 'two'));
  it('finds a word in a folded block', () =>
    check('key: >-\n  one\n  two\n\n    more\n    «three»\n  four\n', 'three'));
  it('finds a word behind blank lines of a folded block', () => check('key: >-\n\n\n  one «two»\n', 'two'));
  it('finds a word behind Windows line breaks', () => check('key: >\r\n  one\r\n  «two»\r\n', 'two'));

  it('finds every character of any text, however it is written', () => {
    const styles = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;
    const texts = fc.array(fc.constantFrom('a', 'bc', ' ', '  ', '\n', "'", '"', '\\', '😀', 'é', '#', ':', '\t'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(texts, fc.constantFrom(...styles), fc.constantFrom(20, 80), (parts, style, lineWidth) => {
        const wanted = parts.join('');
        const text = stringify({ key: wanted }, { defaultStringType: style, lineWidth, blockQuote: true });
        const document = parseDocument(text);
        fc.pre(document.errors.length === 0 && document.get('key') === wanted);
        const { tree } = readYaml('f', text);
        const toFile = spansOf(text, tree).toFile(['key']);
        let before = 0;
        for (let index = 0; index < wanted.length; index++) {
          const { start, end } = toFile(index, index + 1);
          assert.ok(start >= before && end > start, `${JSON.stringify(text)} at ${index}: ${start}-${end}`);
          const found = text.slice(start, end);
          const character = wanted.charAt(index);
          if (/[a-zé:#]/.test(character)) assert.equal(found, character);
          before = start;
        }
      }),
      { numRuns: 500 },
    );
  });
});
