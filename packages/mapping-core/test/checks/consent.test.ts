import { checkMarked } from './marked-findings.ts';

const check = (mapping: string): unknown => checkMarked({ mapping });

describe('checkConsent', () => {
  it('finds consent among the attributes, by its name and by its field', () =>
    check(`people:
  lead:
    attributes:
      email_subscribe: { value: subscribed }
#     ^^^^^^^^^^^^^^^ mapping/consent-as-attribute
      OptedOut: HasOptedOutOfEmail
#     ^^^^^^^^ mapping/consent-as-attribute
      Given: Consent_Given__c
`));
  it('asks for a reason where people can be subscribed again', () =>
    check(`people:
  lead: { attributes: { Score: Score__c } }
consent:
  email:
    from: HasOptedOutOfEmail
    direction: both
#              ^^^^ mapping/opt-in-possible
  groups:
    - id: 6e8f1d2c-0000-4000-8000-000000000001
      from: DoNotCall
      direction: both
      doc: Double opt-in is kept in Salesforce
    - { id: 6e8f1d2c-0000-4000-8000-000000000002, from: DoNotCall }
`));
});
