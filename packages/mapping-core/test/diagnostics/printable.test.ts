import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { printable } from '../../src/diagnostics/printable.ts';

function check(text: string, expected: string): void {
  assert.equal(printable(text), expected);
}

describe('printable', () => {
  it('leaves plain text of any language alone', () => check('Zoë 😀 日本 `x`', 'Zoë 😀 日本 `x`'));
  it('shows what would move the cursor', () => check('a\u001b[2Jb\n\u009bc', String.raw`a\u{1b}[2Jb\n\u{9b}c`));
  it('shows what would turn the reading direction', () => check('a\u202eb', String.raw`a\u{202e}b`));
  it('shows lone surrogates', () => check('\ud800', String.raw`\u{d800}`));
  it('lets no control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(printable(text), /\p{Cc}/u);
      }),
    );
  });
});
