import assert from 'node:assert/strict';

import { checkFindings, condition, firstMessage } from '../expressions.ts';

describe('checkExpression: conditions that no record changes', () => {
  it('are found, with the smallest part that is constant', () => {
    checkFindings(
      `true
^^^^ mapping/constant-condition`,
      condition,
    );
    checkFindings(
      `1 == 2 || 'a' == 'b'
^^^^^^^^^^^^^^^^^^^^ mapping/constant-condition`,
      condition,
    );
    checkFindings(
      `Vip__c && LastName != null
          ^^^^^^^^^^^^^^^^ mapping/constant-condition`,
      condition,
    );
    checkFindings(
      `Rating == 'Hot' && Rating == 'Cold'
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mapping/constant-condition`,
      condition,
    );
    checkFindings(
      `Vip__c == Vip__c
^^^^^^^^^^^^^^^^ mapping/constant-condition`,
      condition,
    );
    checkFindings(
      `Email in []
^^^^^^^^^^^ mapping/constant-condition`,
      condition,
    );
    checkFindings(`true ? 1 : 2
^^^^ mapping/constant-condition`);
  });

  it('are not guessed', () => {
    for (const text of [
      'Vip__c',
      'Email == null',
      'Vip__c || !Vip__c',
      "env == 'production'",
      'age(Birthdate) >= 18',
    ]) {
      checkFindings(text, condition);
    }
  });

  it('say which way they go', () => {
    assert.equal(firstMessage('1 == 2', condition), 'The condition is false for every record.');
    assert.equal(firstMessage('LastName != null', condition), 'The condition is true for every record.');
  });
});
