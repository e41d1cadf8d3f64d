import assert from 'node:assert/strict';
import * as fc from 'fast-check';

import { negationNormalForm } from '../../src/expression/normal-form.ts';
import { printNode } from '../../src/expression/print.ts';
import { walk } from '../../src/expression/walk.ts';
import { conditions, contacts, expressionTexts } from './arbitrary.ts';
import { checked, expression, outcome } from './expressions.ts';

/** Whatever the text is: an expression or at least one error, and no place outside the text. */
function check(text: string): void {
  for (const expects of ['value', 'condition'] as const) {
    for (const given of [{ allowPrevious: true }, { snapshot: undefined }]) {
      const { expression: read, diagnostics } = checked(text, { ...given, expects });
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      assert.ok(read !== undefined || errors.length > 0);
      for (const { span } of diagnostics)
        assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
      if (read !== undefined) outcome(read.node, {});
    }
  }
}

describe('any text', () => {
  it('is checked without throwing, if it has the shape of an expression', () =>
    fc.assert(fc.property(expressionTexts, check), { numRuns: 1000 }));

  it('is checked without throwing, if it is anything at all', () =>
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), check)));

  it('is checked without throwing, if it is broken, deep or long', () => {
    for (const text of [
      '\uD800',
      "'\uDC00'",
      'a'.repeat(100_000),
      '('.repeat(100_000),
      "'".repeat(4000),
      '('.repeat(4000),
      '!'.repeat(4000),
      '-'.repeat(3999) + '1',
      '['.repeat(2000) + ']'.repeat(2000),
      `A${'.b'.repeat(1900)}`,
      `A${'.lower()'.repeat(60)}`,
      `Vip__c${' || Vip__c'.repeat(360)}`,
      `!(${'A&&'.repeat(900)}A)`,
      `${'A?B:'.repeat(900)}C`,
      '\\'.repeat(4000),
      "'''".repeat(1333),
    ]) {
      check(text);
    }
  });
});

describe('any condition', () => {
  it('prints as a text that means the same', () =>
    fc.assert(
      fc.property(conditions, contacts, (text, row) => {
        const { node } = expression(text, { expects: 'condition' });
        const printed = printNode(node);
        const again = expression(printed, { expects: 'condition' }).node;
        assert.equal(printNode(again), printed);
        assert.deepEqual(outcome(again, row).value, outcome(node, row).value);
      }),
      { numRuns: 500 },
    ));

  it('has one value in negation normal form, blanks included', () =>
    fc.assert(
      fc.property(conditions, contacts, (text, row) => {
        const { node } = expression(text, { expects: 'condition' });
        const normal = negationNormalForm(node);
        assert.deepEqual(outcome(normal, row).value, outcome(node, row).value);
      }),
      { numRuns: 500 },
    ));

  it('is never blank when the checker says so', () =>
    fc.assert(
      fc.property(conditions, contacts, (text, row) => {
        for (const node of walk(expression(text, { expects: 'condition' }).node)) {
          if (!node.nullable) assert.notEqual(outcome(node, row).value, null, printNode(node));
        }
      }),
      { numRuns: 500 },
    ));
});
