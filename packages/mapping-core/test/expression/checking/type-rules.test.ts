import assert from 'node:assert/strict';

import { checked, checkFindings, condition, expression, firstMessage } from '../expressions.ts';

/** The type of an expression, with `?` when it can be blank. */
function type(text: string): string {
  const { node } = expression(text);
  return node.type.kind + (node.nullable ? '?' : '');
}

describe('checkExpression: types', () => {
  it('come from the describe', () => {
    for (const [text, expected] of [
      ['LastName', 'string'],
      ['FirstName', 'string?'],
      ['Score__c', 'number?'],
      ['Vip__c', 'boolean'],
      ['Account.IsPartner', 'boolean?'],
      ['Regions__c', 'list?'],
      ['Birthdate', 'date?'],
      ['Last_Seen__c', 'datetime?'],
      ['Opens__c', 'string?'],
      ['OwnerId', 'string'],
      ['Owner.Name', 'string?'],
      ['CreatedBy.Email', 'string'],
      ['Campaign__r.Name', 'unknown?'],
    ] as const) {
      assert.equal(type(text), expected, text);
    }
  });

  it('go through operators and functions with their nulls', () => {
    for (const [text, expected] of [
      ['Email == null', 'boolean'],
      ['Score__c > 1', 'boolean?'],
      ['Seats__c / 2', 'number?'],
      ['1 / 2', 'number'],
      ['1 / Seats__c', 'number?'],
      ['coalesce(Email, Phone)', 'string?'],
      ["coalesce(Email, 'none')", 'string'],
      ["join([FirstName, LastName], ' ')", 'string'],
      ["join([FirstName, Title], ' ')", 'string?'],
      ['lower(LastName)', 'string'],
      ["number('1')", 'number?'],
      ['date(Last_Seen__c)', 'date?'],
      ['date(CreatedDate)', 'date'],
      ['label(StageName)', 'string?'],
      ['label(Regions__c)', 'list?'],
      ['Vip__c ? null : 1', 'number?'],
      ['Vip__c ? 1 : 2', 'number'],
    ] as const) {
      assert.equal(type(text), expected, text);
    }
  });

  it('must fit the operator', () => {
    checkFindings(`Score__c + Email
           ^^^^^ mapping/type-mismatch`);
    checkFindings(
      `Email > 'a'
^^^^^ mapping/type-mismatch`,
      condition,
    );
    checkFindings(
      `Score__c == '5'
            ^^^ mapping/type-mismatch`,
      condition,
    );
    checkFindings(
      `Birthdate == '2027-01-01'
             ^^^^^^^^^^^^ mapping/type-mismatch`,
      condition,
    );
    checkFindings(
      `Birthdate < Last_Seen__c
            ^^^^^^^^^^^^ mapping/type-mismatch`,
      condition,
    );
    checkFindings(
      `Regions__c == 'EMEA'
^^^^^^^^^^ mapping/type-mismatch`,
      condition,
    );
    checkFindings(
      `!Email && -Vip__c
 ^^^^^ mapping/type-mismatch
           ^^^^^^ mapping/type-mismatch`,
      condition,
    );
    checkFindings(`Email ? 1 : 2
^^^^^ mapping/type-mismatch`);
    checkFindings(`Vip__c ? 1 : 'a'
             ^^^ mapping/type-mismatch`);
    checkFindings(
      `Email in 'a'
         ^^^ mapping/type-mismatch`,
      condition,
    );
    checkFindings(
      `Score__c in ['a']
^^^^^^^^ mapping/type-mismatch`,
      condition,
    );
    checkFindings(`[1, 'a']
    ^^^ mapping/type-mismatch`);
  });

  it('must fit the destination, and the function that converts is named', () => {
    checkFindings(
      `Email
^^^^^ mapping/type-mismatch`,
      condition,
    );
    checkFindings(`[1, 2]
^^^^^^ mapping/type-mismatch`);
    const [found] = checked('Score__c > Email', condition).diagnostics;
    assert.equal(found?.message, '`Email` is a string, and `>` takes a number, date or datetime.');
    assert.deepEqual(found.allowed, ['number(Email)']);
    assert.equal(firstMessage('Email', condition), '`Email` is a string, and `where` takes a boolean.');
  });

  it('allows null only where it means something', () => {
    checkFindings('Email == null', condition);
    checkFindings('null != Email', condition);
    checkFindings('Vip__c ? null : Email');
    checkFindings(`null
^^^^ mapping/invalid-expression`);
    checkFindings(`Score__c + null
           ^^^^ mapping/invalid-expression`);
    checkFindings(`coalesce(Email, null)
                ^^^^ mapping/invalid-expression`);
    checkFindings(`[null]
 ^^^^ mapping/invalid-expression`);
  });
});
