import assert from 'node:assert/strict';

import { checkFindings, condition, expression, firstMessage } from '../expressions.ts';

describe('checkExpression: names', () => {
  it('finds fields through at most five parents', () => {
    checkFindings('Account.Parent.Parent.Parent.Parent.Name');
    checkFindings(`Account.Parent.Parent.Parent.Parent.Parent.Name
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mapping/path-too-deep`);
  });

  it('marks the part of a path that does not exist and guesses what was meant', () => {
    checkFindings(`Emial
^^^^^ salesforce/field-not-found (Email)`);
    checkFindings(`EMAIL
^^^^^ salesforce/field-not-found (Email)`);
    checkFindings(`Account.Parnt.Name
        ^^^^^ salesforce/field-not-found (Parent)`);
    checkFindings(`AccountId.Name
^^^^^^^^^ mapping/unknown-name (Account)`);
    checkFindings(`Email.lower
^^^^^ mapping/unknown-name`);
    checkFindings(`Account
^^^^^^^ salesforce/field-not-found (AccountId)`);
    checkFindings(`Zzzzzzzz
^^^^^^^^ salesforce/field-not-found`);
  });

  it('prefers a name of the type that is needed', () => {
    checkFindings(`Vip2__c == true
^^^^^^^ salesforce/field-not-found (Vip__c)`);
  });

  it('knows a name that can be no field', () => {
    checkFindings(`email
^^^^^ mapping/unknown-name (Email)`);
    checkFindings(`trial
^^^^^ mapping/unknown-name`);
    checkFindings(`env2
^^^^ mapping/unknown-name (env)`);
    checkFindings('env');
    checkFindings('org.id');
    checkFindings(`org.name
^^^^^^^^ mapping/unknown-name`);
  });

  it('follows a lookup that leads to several objects', () => {
    checkFindings('Owner.Name');
    checkFindings('Owner.Email');
    checkFindings(`Owner.Emial
      ^^^^^ salesforce/field-not-found (Email)`);
    assert.equal(
      firstMessage('Owner.Emial'),
      '`Group|User.Emial` does not exist, or this user cannot see it. Did you mean `Email`?',
    );
  });

  it('does not guess about objects that the snapshot does not have', () => {
    checkFindings('Campaign__r.Anything.At__r.All__c');
    checkFindings('Anything', { object: 'Missing' });
    checkFindings('Anything', { object: undefined });
  });

  it('says nothing about fields without a snapshot', () => {
    checkFindings("Anything.Goes == 'x' && lower(Whatever) != 'a' + Other__c", { snapshot: undefined });
    checkFindings(
      `lowr(Anything)
^^^^ mapping/unknown-function (lower)`,
      { snapshot: undefined },
    );
  });

  it('refuses fields that have no value', () =>
    checkFindings(`MailingAddress
^^^^^^^^^^^^^^ salesforce/type-not-mappable`));

  it('takes nobody for a person account where those are off', () => {
    checkFindings('IsPersonAccount == false', condition);
    checkFindings('!Account.IsPersonAccount', condition);
    assert.deepEqual(
      expression('Account.IsPersonAccount ? null : Account.Name').paths.map(({ path }) => path),
      ['Account.Name'],
    );
  });
});
