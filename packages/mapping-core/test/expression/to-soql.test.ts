import assert from 'node:assert/strict';
import * as fc from 'fast-check';

import { printNode } from '../../src/expression/print.ts';
import { soqlText } from '../../src/expression/soql-literal.ts';
import { toSoqlCondition } from '../../src/expression/to-soql.ts';
import { conditions, contacts } from './arbitrary.ts';
import { expression, outcome } from './expressions.ts';
import { soqlKeeps, soqlLiteralText } from './soql.ts';

/** What of a condition is pushed, and what is left to the evaluator. */
function check(
  table: readonly (readonly [text: string, soql: string | undefined, ...unpushed: readonly string[]])[],
  multiCurrency = true,
): void {
  for (const [text, ...expected] of table) {
    const { soql, unpushed } = toSoqlCondition(expression(text, { expects: 'condition' }).node, { multiCurrency });
    assert.deepEqual([soql, ...unpushed.map(printNode)], expected, text);
  }
}

describe('toSoqlCondition', () => {
  it('pushes comparisons that SOQL decides no more strictly', () =>
    check([
      ["Title == 'CTO'", "Title = 'CTO'"],
      ["'CTO' == Title", "Title = 'CTO'"],
      ["Title in ['CTO', 'CEO']", "Title IN ('CTO', 'CEO')"],
      ['Title == null', 'Title = null'],
      ['Title != null', 'Title != null'],
      ['Score__c >= 5.5', 'Score__c >= 5.5'],
      ['5 > Score__c', 'Score__c < 5'],
      ['Score__c != 5', 'Score__c != 5'],
      ['Score__c == -5', 'Score__c = -5'],
      ["Birthdate < date('1990-06-15')", 'Birthdate < 1990-06-15'],
      ["Last_Seen__c > at('2027-01-01', 'Europe/Berlin')", 'Last_Seen__c > 2026-12-31T23:00:00.000Z'],
      ['Vip__c', 'Vip__c = true'],
      ['!Vip__c', 'Vip__c = false'],
      ['Vip__c == false', 'Vip__c = false'],
      ["startsWith(Title, 'Chief')", "Title LIKE 'Chief%'"],
      ["Title.endsWith('Officer')", "Title LIKE '%Officer'"],
      ["contains(Title, 'fi')", "Title LIKE '%fi%'"],
      ["'EMEA' in Regions__c", "Regions__c INCLUDES ('EMEA')"],
      ["contains(Regions__c, 'EMEA')", "Regions__c INCLUDES ('EMEA')"],
      ["AccountId == '0015g00000AcD1e'", "AccountId = '0015g00000AcD1eAAF'"],
      ["Account.Industry == 'Energy'", "Account.Industry = 'Energy'"],
    ]));

  it('leaves to the evaluator what SOQL could decide otherwise', () => {
    for (const text of [
      "Title != 'CTO'",
      "!(Title in ['CTO'])",
      "!startsWith(Title, 'C')",
      "lower(Title) == 'cto'",
      'Title == Email',
      'Score__c + 1 > 2',
      'Score__c == 1234567890123456',
      'Amount > 5',
      'Account.IsPartner == null',
      "Bio__c == 'x'",
      "Opens__c == '10:00:00.000Z'",
      'Seats__c > 1.5',
      "startsWith(AccountId, '001')",
      "env == 'production'",
      "Title == ' CTO'",
      "Birthdate > date('1600-01-01')",
      'age(Birthdate) > 18',
    ]) {
      check([[text, undefined, text]]);
    }
    check([['Amount > 5', 'Amount > 5']], false);
  });

  it('pushes parts of an “and”, and an “or” only with all its sides', () =>
    check([
      ["Vip__c && lower(Title) == 'cto' && Score__c > 1", 'Vip__c = true AND Score__c > 1', "lower(Title) == 'cto'"],
      ["Vip__c || lower(Title) == 'cto'", undefined, "Vip__c || lower(Title) == 'cto'"],
      ['Vip__c && (Score__c > 1 || Title == null)', 'Vip__c = true AND (Score__c > 1 OR Title = null)'],
      [
        "Score__c > 1 || (Vip__c && Seats__c > 1 && Title != 'a' && Title != null)",
        '(Score__c > 1 OR (Vip__c = true AND Seats__c > 1 AND Title != null))',
        "Title != 'a'",
      ],
      ['!(Vip__c || Score__c > 1)', 'Vip__c = false AND Score__c <= 1'],
      ["!(Vip__c && Title == 'a')", undefined, "!Vip__c || Title != 'a'"],
    ]));

  it('leaves out what always holds', () =>
    check([
      ['IsPersonAccount == false', undefined],
      ['IsPersonAccount == false && Vip__c', 'Vip__c = true'],
      ['IsPersonAccount || Vip__c', 'Vip__c = true'],
      ['!IsPersonAccount || Vip__c', undefined],
    ]));

  it('escapes literals and patterns', () =>
    check([
      ["Title == 'it\\'s'", "Title = 'it\\'s'"],
      ["Title == '\\' OR Id != null'", "Title = '\\' OR Id != null'"],
      [String.raw`Title == 'a\\b'`, String.raw`Title = 'a\\b'`],
      ["Title == 'a\\nb'", "Title = 'a\\nb'"],
      ["startsWith(Title, '50%_')", String.raw`Title LIKE '50\%\_%'`],
      [String.raw`startsWith(Title, 'a\\b')`, "Title LIKE 'a_b%'"],
      ["Title == '\\x00'", undefined, "Title == '\0'"],
    ]));

  it('keeps every record that the evaluator keeps', () =>
    fc.assert(
      fc.property(
        conditions,
        fc.boolean(),
        fc.array(contacts, { minLength: 1, maxLength: 20 }),
        (text, multiCurrency, rows) => {
          const { node } = expression(text, { expects: 'condition' });
          const { soql } = toSoqlCondition(node, { multiCurrency });
          if (soql === undefined) return;
          for (const row of rows) {
            // SOQL takes the checkbox of a missing parent for false.
            const stored = { ...row, 'Account.IsPartner': row['Account.IsPartner'] ?? false };
            if (outcome(node, row).value === true) assert.ok(soqlKeeps(soql, stored), `${text} became ${soql}`);
          }
        },
      ),
      { numRuns: 2000 },
    ));

  it('pushes the whole condition where nothing is left', () =>
    fc.assert(
      fc.property(conditions, contacts, (text, row) => {
        const { node } = expression(text, { expects: 'condition' });
        const { soql, unpushed } = toSoqlCondition(node, { multiCurrency: true });
        if (soql === undefined && unpushed.length === 0) assert.equal(outcome(node, row).value, true);
      }),
      { numRuns: 500 },
    ));
});

describe('soqlText', () => {
  it('gives back the same text, or says that it cannot be sent', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const literal = soqlText(text);
        if (literal === undefined) assert.match(text, /(?![\n\r\t])[\p{Cs}\p{Cc}]/u);
        else assert.equal(soqlLiteralText(literal), text);
      }),
    ));
});
