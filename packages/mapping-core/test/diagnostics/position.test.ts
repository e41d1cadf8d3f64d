import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { lineIndex } from '../../src/diagnostics/position.ts';

/** `|` in the text is the offset asked for. */
function check(textWithCursor: string, expected: string): void {
  const offset = textWithCursor.indexOf('|');
  const { line, column } = lineIndex(textWithCursor.replace('|', '')).positionAt(offset);
  assert.equal(`${line}:${column}`, expected);
}

describe('lineIndex', () => {
  it('counts lines and columns from 1', () => check('|version: 1', '1:1'));
  it('begins a line after LF, CRLF and CR', () => {
    check('a\nb|', '2:2');
    check('a\r\nb|', '2:2');
    check('a\rb|', '2:2');
  });
  it('counts columns as editors do, in UTF-16 units', () => check('😀|', '1:3'));
  it('knows the place behind the last line break', () => check('a\n|', '2:1'));
  it('moves offsets outside the text to its nearest end', () => {
    assert.deepEqual(lineIndex('ab\nc').positionAt(99), { line: 2, column: 2 });
    assert.deepEqual(lineIndex('ab\nc').positionAt(-1), { line: 1, column: 1 });
  });
  it('gives the text of a line without its end, and nothing for a line that is not there', () => {
    const lines = lineIndex('a\r\n\nb');
    assert.deepEqual(
      [1, 2, 3, 4, 0].map((line) => lines.lineText(line)),
      ['a', '', 'b', '', ''],
    );
  });
  it('finds every offset again from its line and column', () => {
    const text = fc.array(fc.constantFrom('a', '😀', '\n', '\r', '\r\n')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(40), (written, offset) => {
        const inside = Math.min(offset, written.length);
        const { line, column } = lineIndex(written).positionAt(inside);
        const starts = [0, ...[...written.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
        assert.equal((starts[line - 1] ?? Number.NaN) + column - 1, inside);
      }),
    );
  });
});
