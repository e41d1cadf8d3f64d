import assert from 'node:assert/strict';

import type { EvaluationRun } from '../../src/expression/evaluation.ts';
import type { RecordValue } from '../../src/salesforce/record.ts';
import { expression, type Given, outcome } from './expressions.ts';

const contact: Given = {
  FirstName: 'Ada',
  LastName: 'Byron',
  Title: null,
  Email: 'ada@acme.example',
  Rating: null,
  Regions__c: ['APAC', 'EMEA'],
  Score__c: 5,
  Seats__c: null,
  Birthdate: '1990-06-15',
  Last_Seen__c: '2026-01-01T10:00:00.000Z',
  Vip__c: true,
  AccountId: '0015g00000AcD1eAAF',
  'Account.Name': 'Acme',
  'Account.IsPartner': null,
};

/** What each expression gives for the contact. */
function check(table: readonly (readonly [text: string, expected: RecordValue])[]): void {
  for (const [text, expected] of table) {
    assert.deepEqual(outcome(expression(text).node, contact), { value: expected, reported: [] }, text);
  }
}

type Truth = true | false | null;
const truths: readonly Truth[] = [true, false, null];

/** A condition over `a` and `b`, each of which is true, false or blank. */
function truth(text: string, a: Truth, b: Truth): RecordValue {
  const written = text.replaceAll(/\b[ab]\b/g, (name) =>
    name === 'a' ? 'Account.IsPartner' : 'Account.Parent.IsPartner',
  );
  return outcome(expression(written).node, { 'Account.IsPartner': a, 'Account.Parent.IsPartner': b }).value;
}

function checkTruth(text: string, expected: readonly (readonly [Truth, Truth, RecordValue])[]): void {
  for (const [a, b, value] of expected) assert.equal(truth(text, a, b), value, `${text} of ${a} and ${b}`);
}

function past(
  values: Readonly<Record<string, RecordValue | undefined>>,
  changed: boolean | undefined,
): EvaluationRun['previous'] {
  return { changed: () => changed, value: (path) => values[path] };
}

describe('compileExpression', () => {
  it('reads fields, variables and constants', () =>
    check([
      ['FirstName', 'Ada'],
      ['Account.Name', 'Acme'],
      ['Title', null],
      ['Regions__c', ['APAC', 'EMEA']],
      ['env', 'production'],
      ['org.id', '00D5g000004BfXbEAK'],
      ["'x'", 'x'],
    ]));

  it('takes what a row does not give for blank', () =>
    assert.equal(outcome(expression('Phone').node, contact).value, null));

  it('decides `&&` in three values', () =>
    checkTruth('a && b', [
      [true, true, true],
      [true, false, false],
      [true, null, null],
      [false, true, false],
      [false, false, false],
      [false, null, false],
      [null, true, null],
      [null, false, false],
      [null, null, null],
    ]));

  it('decides `||` in three values', () =>
    checkTruth('a || b', [
      [true, true, true],
      [true, false, true],
      [true, null, true],
      [false, true, true],
      [false, false, false],
      [false, null, null],
      [null, true, true],
      [null, false, null],
      [null, null, null],
    ]));

  it('decides `!` in three values, and takes the other branch unless the test is true', () => {
    checkTruth('!a', [
      [true, null, false],
      [false, null, true],
      [null, null, null],
    ]);
    checkTruth("a ? 'x' : 'y'", [
      [true, null, 'x'],
      [false, null, 'y'],
      [null, null, 'y'],
    ]);
  });

  it('lets null through every comparison, and tests for it with a plain answer', () => {
    for (const operator of ['==', '!=']) {
      for (const a of truths) {
        for (const b of truths) {
          const expected = a === null || b === null ? null : (a === b) === (operator === '==');
          assert.equal(truth(`a ${operator} b`, a, b), expected);
        }
      }
    }
    checkTruth('a == null', [
      [null, null, true],
      [false, null, false],
    ]);
    checkTruth('a != null', [
      [null, null, false],
      [false, null, true],
    ]);
    checkTruth('null == a', [[null, null, true]]);
  });

  it('compares', () =>
    check([
      ["FirstName == 'Ada'", true],
      ["FirstName == 'ada'", false],
      ["FirstName != 'ada'", true],
      ["Title != 'CTO'", null],
      ['Score__c > 4', true],
      ['Score__c >= 5', true],
      ['Score__c < 5', false],
      ['5 <= Score__c', true],
      ['Seats__c > 4', null],
      ["Birthdate < date('1990-06-16')", true],
      ["Last_Seen__c >= at('2026-01-01T11:00', 'Europe/Berlin')", true],
      ["AccountId == '0015g00000AcD1e'", true],
    ]));

  it('searches lists, which leave out their nulls', () =>
    check([
      ["FirstName in ['Ada', 'Bob']", true],
      ["FirstName in ['ada']", false],
      ["Title in ['CTO']", null],
      ['FirstName in [Title, LastName]', false],
      ['FirstName in [Title, FirstName]', true],
      ['Score__c in [1, 5]', true],
      ['Seats__c in [1]', null],
      ["'EMEA' in Regions__c", true],
      ['Title in Regions__c', null],
      ['[Title, FirstName]', ['Ada']],
      ["join([FirstName, Title, LastName], ' ')", 'Ada Byron'],
      ["join([Title], ' ')", null],
    ]));

  it('calculates, and gives null where there is no number', () =>
    check([
      ['Score__c + 1 - 2 * 3', 0],
      ['Score__c / 2', 2.5],
      ['Score__c / 0', null],
      ['Score__c % 0', null],
      ['-7 % 3', -1],
      ['7 % -3', 1],
      ['-Score__c', -5],
      ['Score__c * 0 * -1', 0],
      ['1e308 * 10', null],
      ['Seats__c + 1', null],
      ["FirstName + ' ' + LastName", 'Ada Byron'],
      ['FirstName + Title', null],
      ["FirstName.lower().startsWith('a')", true],
    ]));

  it('never gives −0', () => {
    for (const text of ['0 * -1', '-(0)', '0 / -5', '-5 % 5', 'round(-0.1)', "number('-0')"]) {
      assert.ok(Object.is(outcome(expression(text).node, {}).value, 0), text);
    }
  });

  it('reads only the branch it takes', () => {
    const { node } = expression("Vip__c ? 'x' : country(LastName)");
    assert.deepEqual(outcome(node, contact).reported, []);
  });

  describe('with a past', () => {
    const event = { allowPrevious: true } as const;
    const run = (
      text: string,
      previous: EvaluationRun['previous'],
    ): { value: RecordValue; reported: readonly string[] } =>
      outcome(expression(text, event).node, contact, { previous });

    it('asks whether a field changed, blank or not', () => {
      assert.equal(run('Rating != previous.Rating', past({}, true)).value, true);
      assert.equal(run('Rating != previous.Rating', past({}, false)).value, false);
      assert.equal(run('previous.Rating == Rating', past({}, true)).value, false);
      assert.equal(run('Rating == previous.Rating', past({}, false)).value, true);
    });

    it('gives null, silently, for a record that was never seen', () => {
      for (const previous of [undefined, past({}, undefined)]) {
        assert.deepEqual(run('Rating != previous.Rating', previous), { value: null, reported: [] });
        assert.deepEqual(run('previous.Rating', previous), { value: null, reported: [] });
      }
    });

    it('gives the old value, and counts where it is not known any more', () => {
      assert.deepEqual(run("previous.Rating == 'Hot'", past({ Rating: 'Hot' }, true)), { value: true, reported: [] });
      assert.deepEqual(run('previous.Rating', past({ Rating: null }, true)), { value: null, reported: [] });
      assert.deepEqual(run('previous.Rating', past({}, true)), {
        value: null,
        reported: ['record/previous-unknown Rating'],
      });
    });
  });
});
