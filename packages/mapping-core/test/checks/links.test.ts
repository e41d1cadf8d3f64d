import { checkMarked } from './marked-findings.ts';

const check = (mapping: string): unknown => checkMarked({ mapping });

const people = `people:
  lead: { attributes: { Score: Score__c } }
  contact: { where: IsPersonAccount == false }
`;
const accounts =
  '  accounts: { from: Account, name: accounts, where: IsPersonAccount == false, fields: { Type: Type } }\n';
const campaigns = '  campaigns: { from: Campaign, name: campaigns, fields: { Status: Status } }\n';

describe('checkLinks', () => {
  it('finds catalogs that are not there', () =>
    check(`${people}links:
  opportunities:
    catalog: deals
#            ^^^^^ mapping/unknown-catalog
`));
  it('finds a path to other records than the catalog’s', () =>
    check(`${people}catalogs:
${accounts}${campaigns}links:
  account: { others: { attribute: AccountIds } }
  partner:
    through: Partner__c
#            ^^^^^^^^^^ mapping/link-target-mismatch
    catalog: campaigns
    attribute: Partner
  region:
    through: Regions__c
#            ^^^^^^^^^^ mapping/link-target-mismatch
    catalog: campaigns
    attribute: Region
  campaigns:
    through: CampaignMember
    person: [ContactId, LeadId]
    to: ContactId
#       ^^^^^^^^^ mapping/link-target-mismatch
    catalog: campaigns
    attribute: Campaigns
`));
  it('finds a path that leads nowhere', () =>
    check(`${people}catalogs:
${campaigns}links:
  campaigns: { through: CampaignMember, person: LeadId, to: CampaignId, catalog: campaigns, attribute: Campaigns }
  region:
    through: Region_Lead__c
#            ^^^^^^^^^^^^^^ mapping/link-incomplete
    catalog: campaigns
    attribute: Region
`));
  it('finds built-in links without the people they are about', () =>
    check(`people:
  lead: { attributes: { Score: Score__c } }
catalogs:
${accounts}  opportunities: { from: Opportunity, name: deals, fields: { Stage: StageName } }
links:
  account: { others: { attribute: AccountIds } }
# ^^^^^^^ mapping/link-incomplete
  opportunities: { max: 25 }
# ^^^^^^^^^^^^^ mapping/link-incomplete
`));
  it('finds links that never say when somebody leaves', () =>
    check(`${people}catalogs:
${accounts}${campaigns}links:
  account:
    others: { attribute: AccountIds }
    unlinked: false
#             ^^^^^ mapping/no-unlink-event
  campaigns:
# ^^^^^^^^^ mapping/no-unlink-event
    through: CampaignMember
    person: LeadId
    to: CampaignId
    catalog: campaigns
    attribute: Campaigns
    linked: campaign_joined
`));
  it('finds catalogs whose ids nobody carries', () =>
    check(`${people}catalogs:
  campaigns:
# ^^^^^^^^^ mapping/unlinked-catalog
    from: Campaign
    name: campaigns
    fields: { Status: Status }
  partners: { from: Account, name: partners, where: IsPersonAccount == false, fields: { Type: Type } }
events:
  converted:
    on: Lead
    when: IsConverted
    to: self
    properties: { partner: ConvertedAccountId }
`));
});
