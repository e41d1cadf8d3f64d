import { checkMarked } from './marked-findings.ts';

const infos = ['salesforce/parent-field'];
const check = (mapping: string): unknown => checkMarked({ mapping, infos });

describe('checkSalesforceFields', () => {
  it('tells which formulas and parents’ fields a save does not announce', () =>
    check(`people:
  contact:
    where: IsPersonAccount == false && Heat__c > 1
#                                      ^^^^^^^ salesforce/formula-field
    attributes:
      Heat: Heat__c
#           ^^^^^^^ salesforce/formula-field
      Health: Account.Health_Score__c
#             ^^^^^^^^^^^^^^^^^^^^^^^ salesforce/formula-field
      Owner: lower(Owner.Email)
#                  ^^^^^^^^^^^ salesforce/parent-field
      Score: Score__c
`));
  it('tells what stands under both once for each object that has it', () =>
    check(`people:
  both:
    attributes:
      Heat: Heat__c
#           ^^^^^^^ salesforce/formula-field, salesforce/formula-field
  contact: { where: IsPersonAccount == false }
  lead: {}
`));
  it('finds masked fields', () =>
    check(`people:
  contact:
    where: IsPersonAccount == false
    attributes:
      Secret: Secret__c
#             ^^^^^^^^^ salesforce/field-masked
`));
  it('finds rich text, unless it is made plain', () =>
    check(`people:
  lead:
    attributes:
      Life: Bio__c
#           ^^^^^^ mapping/rich-text
      Plain: text(Bio__c)
      Both: coalesce(Bio__c, text(Bio__c))
#                    ^^^^^^ mapping/rich-text
`));
  it('asks for the currency of an amount, from the same record', () =>
    check(`catalogs:
  deals:
    from: Opportunity
    name: deals
    fields:
      Amount: Amount
      Currency: CurrencyIsoCode
      Revenue: Account.AnnualRevenue
#              ^^^^^^^^^^^^^^^^^^^^^ salesforce/parent-field, salesforce/currency-without-code
  campaigns:
    from: Campaign
    name: campaigns
    fields:
      Cost: BudgetedCost
#           ^^^^^^^^^^^^ salesforce/currency-without-code
      Converted: corporate(BudgetedCost)
links:
  opportunities: { catalog: deals }
  campaigns: { through: CampaignMember, person: [ContactId, LeadId], to: CampaignId, catalog: campaigns, attribute: Campaigns }
people:
  contact: { where: IsPersonAccount == false }
`));
});
