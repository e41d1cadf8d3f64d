import { checkMarked } from './marked-findings.ts';

const check = (mapping: string): unknown => checkMarked({ mapping });

describe('checkDestinationOwners', () => {
  it('lets lead and contact fill one attribute, each for its own people', () =>
    check(`people:
  lead: { attributes: { Stage: { value: lead } } }
  contact: { where: IsPersonAccount == false, attributes: { Stage: { value: contact } } }
`));
  it('finds a name under both and under a key', () =>
    check(`people:
  both: { attributes: { Title: Title } }
  contact:
    where: IsPersonAccount == false
    attributes:
      Title: Department
#     ^^^^^ mapping/duplicate-destination
`));
  it('finds an attribute that a link fills too', () =>
    check(`people:
  contact:
    where: IsPersonAccount == false
    attributes:
      AccountId: AccountId
catalogs:
  accounts: { from: Account, name: accounts, where: IsPersonAccount == false, fields: { Type: Type } }
links:
  account:
    attribute: AccountId
#              ^^^^^^^^^ mapping/duplicate-destination
    others:
      attribute: AccountId
#                ^^^^^^^^^ mapping/duplicate-destination
`));
  it('finds two catalogs of one name in Braze', () =>
    check(`catalogs:
  opportunities: { from: Opportunity, name: salesforce, fields: { Stage: StageName } }
  campaigns:
    from: Campaign
    name: salesforce
#         ^^^^^^^^^^ mapping/duplicate-destination
    fields: { Status: Status }
people:
  contact: { where: IsPersonAccount == false }
links:
  opportunities: {}
  campaigns: { through: CampaignMember, person: ContactId, to: CampaignId, catalog: campaigns, attribute: Campaigns }
`));
});
