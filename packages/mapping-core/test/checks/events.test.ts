import { checkMarked } from './marked-findings.ts';

const check = (mapping: string): unknown => checkMarked({ mapping });

describe('checkEvents', () => {
  it('finds events that nobody can receive', () =>
    check(`people:
  lead: { attributes: { Score: Score__c } }
  contact: { where: IsPersonAccount == false }
catalogs:
  opportunities: { from: Opportunity, name: deals, fields: { Stage: StageName } }
links:
  opportunities: {}
events:
  lead_created: { on: Lead, to: self }
  deal_won: { on: Opportunity, when: IsWon, to: opportunities }
  deal_lost:
    on: Opportunity
    when: IsClosed && !IsWon
    to: self
#       ^^^^ mapping/event-without-audience
  deal_moved:
    on: Opportunity
    when: StageName != previous.StageName
    to: deals
#       ^^^^^ mapping/event-without-audience
  campaign_started:
    on: Campaign
    to: opportunities
#       ^^^^^^^^^^^^^ mapping/event-without-audience
`));
});
