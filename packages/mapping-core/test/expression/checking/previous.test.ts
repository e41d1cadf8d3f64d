import assert from 'node:assert/strict';

import { checkFindings, condition, event, expression } from '../expressions.ts';

describe('checkExpression: previous', () => {
  it('belongs to events', () => {
    checkFindings(
      `Rating != previous.Rating
          ^^^^^^^^^^^^^^^ mapping/previous-outside-events`,
      condition,
    );
    checkFindings('Rating != previous.Rating', event);
    checkFindings('previous.Email == Email', event);
  });

  it('keeps values of picklists and checkboxes only', () => {
    checkFindings("previous.Rating == 'Hot'", event);
    checkFindings('previous.Vip__c', event);
    checkFindings(
      `previous.Email
^^^^^^^^^^^^^^ mapping/previous-not-kept`,
      { allowPrevious: true },
    );
    checkFindings(
      `previous.Account.Name
^^^^^^^^^^^^^^^^^^^^^ mapping/previous-not-kept`,
      { allowPrevious: true },
    );
    checkFindings(
      `Email != previous.Phone
         ^^^^^^^^^^^^^^ mapping/previous-not-kept`,
      event,
    );
  });

  it('is checked as a field', () => {
    checkFindings(
      `Ratng != previous.Ratng
                  ^^^^^ salesforce/field-not-found (Rating)`,
      event,
    );
    checkFindings(
      `previous
^^^^^^^^ mapping/unknown-name`,
      event,
    );
  });

  it('is listed with the expression', () => {
    const { paths, previous } = expression("Rating != previous.Rating && previous.Vip__c && Email != 'a'", event);
    assert.deepEqual(
      previous.map(({ path }) => path),
      ['Rating', 'Vip__c'],
    );
    assert.deepEqual(
      paths.map(({ path }) => path),
      ['Rating', 'Vip__c', 'Email'],
    );
  });
});
