import assert from 'node:assert/strict';

import type { Span } from '../../src/diagnostics/diagnostic.ts';
import { checkExpression } from '../../src/expression/check.ts';
import { checkFindings, condition, expression } from './expressions.ts';
import { org } from './org.ts';

/** Findings and expression of a text that stands 100 characters into its file. */
function spans(text: string): readonly unknown[] {
  const scope = { object: 'Contact', snapshot: org, allowPrevious: false, expects: 'value', place: 'x' } as const;
  const { expression: read, diagnostics } = checkExpression({ text, file: 'a.yaml', toFile: shifted, scope });
  return [...diagnostics.map(({ span, file }) => [file, span]), read?.span];
}

function shifted(start: number, end: number): Span {
  return { start: start + 100, end: end + 100 };
}

function pathsOf(object: string, text: string): readonly string[] {
  return expression(text, { object }).paths.map(({ path }) => path);
}

describe('checkExpression', () => {
  it('finds all problems at once, in the order of the text', () =>
    checkFindings(
      `lowr(Emial) == uper(Fone)
^^^^ mapping/unknown-function (lower)
     ^^^^^ salesforce/field-not-found (Email)
               ^^^^ mapping/unknown-function (upper)
                    ^^^^ salesforce/field-not-found (Phone)`,
      condition,
    ));

  it('reports what cannot be read, and what it reads, where they stand in the file', () => {
    assert.deepEqual(spans('A = 1'), [['a.yaml', { start: 102, end: 103 }], undefined]);
    assert.deepEqual(spans('Emial'), [['a.yaml', { start: 100, end: 105 }], undefined]);
    assert.deepEqual(spans('Email'), [{ start: 100, end: 105 }]);
  });

  it('lists the fields it reads, each once, with their describes', () => {
    const { paths } = expression('join([Account.Name, LastName, Account.Name], Email)');
    assert.deepEqual(
      paths.map(({ path, object, field }) => `${path} ${object} ${field?.type}`),
      ['Account.Name Account string', 'LastName Contact string', 'Email Contact email'],
    );
  });

  it('lists the currency, and on opportunities the date, that a conversion reads', () => {
    assert.deepEqual(pathsOf('Contact', 'corporate(Amount)'), ['Amount', 'CurrencyIsoCode']);
    assert.deepEqual(pathsOf('Contact', 'corporate(Account.AnnualRevenue)'), [
      'Account.AnnualRevenue',
      'Account.CurrencyIsoCode',
    ]);
    assert.deepEqual(pathsOf('Opportunity', 'corporate(Amount)'), ['Amount', 'CurrencyIsoCode', 'CloseDate']);
  });

  it('knows what moves with the calendar', () => {
    assert.equal(expression('age(Birthdate)').calendar, true);
    assert.equal(expression('year(Birthdate)').calendar, false);
  });
});
