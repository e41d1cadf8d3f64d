import { checkMarked } from './marked-findings.ts';

const check = (mapping: string): unknown => checkMarked({ mapping });

describe('checkIdentity', () => {
  it('lets each people object have its own alias label', () =>
    check(`identity:
  aliases: { lead: crm_lead, contact: crm_contact }
people:
  lead: { attributes: { Score: Score__c } }
  contact: { where: IsPersonAccount == false, attributes: { Score: Score__c } }
`));
  it('finds one label for two objects', () =>
    check(`identity:
  aliases:
    contact: crm_id
    lead: crm_id
#         ^^^^^^ mapping/duplicate-alias-label
people:
  lead: { attributes: { Score: Score__c } }
  contact: { where: IsPersonAccount == false, attributes: { Score: Score__c } }
`));
});

describe('checkPeople', () => {
  it('finds an object that two keys read', () =>
    check(`people:
  lead: { attributes: { Score: Score__c } }
  prospect:
    from: Lead
#         ^^^^ mapping/object-mapped-twice
    attributes: { Stars: Score__c }
`));
});
