import assert from 'node:assert/strict';

import { checkFindings, firstMessage } from '../expressions.ts';

describe('checkExpression: calls', () => {
  it('knows the functions and how many arguments they take', () => {
    checkFindings(`lowr(Email)
^^^^ mapping/unknown-function (lower)`);
    checkFindings(`Email.uper()
      ^^^^ mapping/unknown-function (upper)`);
    checkFindings(`lower()
^^^^^ mapping/wrong-argument`);
    checkFindings(`lower(Email, Phone)
             ^^^^^ mapping/wrong-argument`);
    checkFindings("coalesce(Email, Phone, MobilePhone, 'none')");
    assert.equal(firstMessage('lower()'), '`lower` cannot take nothing as argument 1.');
  });

  it('knows what each argument can be', () => {
    checkFindings(`lower(Score__c)
      ^^^^^^^^ mapping/wrong-argument`);
    checkFindings(`Email.label()
^^^^^ mapping/wrong-argument`);
    checkFindings(`corporate(Score__c)
          ^^^^^^^^ mapping/wrong-argument`);
    checkFindings(`join([1], ',')
     ^^^ mapping/wrong-argument`);
    checkFindings(`age(Last_Seen__c)
    ^^^^^^^^^^^^ mapping/wrong-argument`);
    checkFindings(`coalesce(Email, Score__c)
                ^^^^^^^^ mapping/wrong-argument`);
    assert.equal(firstMessage('label(Email)'), '`label` cannot take a field of type email as argument 1.');
  });

  it('tries literal arguments', () => {
    checkFindings(`at(Birthdate, 'Europe/Berln')
              ^^^^^^^^^^^^^^ mapping/wrong-argument (Europe/Berlin)`);
    checkFindings(`number(Email, ';')
              ^^^ mapping/wrong-argument`);
    checkFindings(`round(Score__c, 11)
                ^^ mapping/wrong-argument`);
    checkFindings(`truncate(Email, 1.5)
                ^^^ mapping/wrong-argument`);
    checkFindings(`phone(Phone, 'Atlantis')
             ^^^^^^^^^^ mapping/wrong-argument`);
    checkFindings(`date('2027-02-30')
     ^^^^^^^^^^^^ mapping/wrong-argument`);
    checkFindings(`at('2027-01-01T00:00:00Z', 'UTC')
   ^^^^^^^^^^^^^^^^^^^^^^ mapping/wrong-argument`);
    checkFindings(`id18('zz')
     ^^^^ mapping/wrong-argument`);
    checkFindings(`split(Email, '')
             ^^ mapping/wrong-argument`);
  });
});
