import { checkFindings, condition, event } from '../expressions.ts';

describe('checkExpression: denials of what can be blank', () => {
  it('warns where a denial leaves blank records out', () => {
    checkFindings(
      `Rating != 'Cold'
^^^^^^^^^^^^^^^^ mapping/nullable-comparison`,
      condition,
    );
    checkFindings(
      `!(Rating == 'Cold')
^^^^^^^^^^^^^^^^^^^ mapping/nullable-comparison`,
      condition,
    );
    checkFindings(
      `!(Rating in ['Cold'])
^^^^^^^^^^^^^^^^^^^^^ mapping/nullable-comparison`,
      condition,
    );
    checkFindings(
      `Vip__c && lower(Title) != 'cto'
          ^^^^^^^^^^^^^^^^^^^^^ mapping/nullable-comparison`,
      condition,
    );
    checkFindings(
      `!Account.IsPartner
^^^^^^^^^^^^^^^^^^ mapping/nullable-comparison`,
      condition,
    );
    checkFindings(
      `!(Vip__c || Rating == 'Hot')
            ^^^^^^^^^^^^^^^ mapping/nullable-comparison`,
      condition,
    );
  });

  it('is content when the condition says what happens to them', () => {
    for (const text of [
      "Rating == null || Rating != 'Cold'",
      "Rating != null && Rating != 'Cold'",
      "Rating != null && (Vip__c || Rating != 'Cold')",
      "!(Rating == null) && !(Rating == 'Cold')",
      "Title != null && lower(Title) != 'cto'",
      "coalesce(Title, '') != 'cto'",
      "LastName != 'Test'",
      "Rating == 'Cold'",
      'Score__c > 5',
      '!Vip__c',
    ]) {
      checkFindings(text, condition);
    }
  });

  it('asks of the past only what the field itself could be', () => {
    checkFindings("previous.StageName != 'Won'", { ...event, object: 'Opportunity' });
    checkFindings(
      `previous.Rating != 'Hot'
^^^^^^^^^^^^^^^^^^^^^^^^ mapping/nullable-comparison`,
      event,
    );
  });

  it('does not take the wrong guard', () =>
    checkFindings(
      `Rating != null || Rating != 'Cold'
                  ^^^^^^^^^^^^^^^^ mapping/nullable-comparison`,
      condition,
    ));

  it('has no opinion on values, and none without a snapshot', () => {
    checkFindings("Rating != 'Cold'");
    checkFindings("Rating != 'Cold'", { ...condition, snapshot: undefined });
  });
});
