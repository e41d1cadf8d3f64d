import assert from 'node:assert/strict';
import { checkMarked } from './marked-findings.ts';

const check = (mapping: string): unknown => checkMarked({ mapping });

describe('checkSalesforceObjects', () => {
  it('finds objects that are not in the org, wherever they are named', () =>
    check(`people:
  contact: { where: IsPersonAccount == false }
  partner:
    from: Partner_User__c
#         ^^^^^^^^^^^^^^^ salesforce/object-not-found
catalogs:
  deals:
    from: Oportunity
#         ^^^^^^^^^^ salesforce/object-not-found
    name: deals
    fields: { Name: Name }
links:
  deals:
    through: Deal_Contact__c
#            ^^^^^^^^^^^^^^^ salesforce/object-not-found
    person: Contact__c
    to: Deal__c
    catalog: deals
    attribute: Deals
`));
  it('offers the nearest name', () => {
    const [finding] = checkMarked({
      mapping: `people:
  contacts:
    from: Contacts
#         ^^^^^^^^ salesforce/object-not-found
`,
    });
    assert.match(finding?.message ?? '', /Did you mean `Contact`\?$/);
  });
  it('says nothing about objects without a snapshot', () =>
    checkMarked({ mapping: 'people:\n  partner: { from: Nothing__c }\n', snapshot: undefined }));
});
