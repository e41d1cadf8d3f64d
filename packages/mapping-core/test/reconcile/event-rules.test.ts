import { C1, C2, changedAt, check, contactAlias, L1, leadAlias, O1, changedAt as time } from './lifecycle-fixture.ts';

const deals = '/catalogs/salesforce_opportunities/items';
const rules = (more: string) => [['events:\n', `events:\n${more}\n`]] as const;
const won = rules('  deal_won: { on: Opportunity, when: IsWon, where: Amount >= 10000, to: opportunities, doc: x y }');
const deal = (record: object) => [{ Id: O1, SystemModstamp: changedAt, ...record }];
const linked = { contact: C1, opportunities: [O1] };
const wonEvent = { ...contactAlias(C1), name: 'deal_won', time, properties: {} };

describe('ruleOutcome', () => {
  it('logs an event when the condition begins to hold', () => {
    check({
      mapping: won,
      known: [{ item: O1, sent: {} }, linked],
      given: { Opportunity: deal({ IsWon: true, Amount: 10_000 }) },
      calls: [
        [1, `PATCH ${deals}`, { items: [{ id: O1, Amount: 10_000 }] }],
        [2, 'POST /users/track', { events: [wonEvent] }],
      ],
    });
  });

  it('asks `where` at that moment only', () => {
    check({
      mapping: won,
      known: [{ item: O1, sent: { Amount: 5 } }, linked],
      given: { Opportunity: deal({ IsWon: true, Amount: 5 }) },
      calls: [],
    });
  });

  it('says nothing while the condition goes on to hold', () => {
    check({
      mapping: rules('  deal_closed: { on: Opportunity, when: IsClosed, to: opportunities, doc: x y }'),
      known: [{ item: O1, sent: { IsClosed: true } }, linked],
      given: { Opportunity: deal({ IsClosed: true }) },
      calls: [],
    });
  });

  it('compares a field with its past only for records that were seen before', () => {
    check({
      known: [linked],
      given: { Opportunity: deal({ StageName: 'Proposal' }) },
      calls: [[1, `PUT ${deals}`, { items: [{ id: O1, Stage: 'Proposal', IsClosed: false }] }]],
    });
  });

  it('leaves out an old value that is not known any more', () => {
    check({
      known: [{ item: O1, sent: { Stage: 'Retired stage' } }, linked],
      given: { Opportunity: deal({ StageName: 'Proposal' }) },
      calls: [
        [1, `PATCH ${deals}`, { items: [{ id: O1, Stage: 'Proposal' }] }],
        [
          2,
          'POST /users/track',
          {
            events: [
              {
                ...contactAlias(C1),
                name: 'opportunity_stage_changed',
                time,
                properties: { opportunity_id: O1, stage: 'Proposal' },
              },
            ],
          },
        ],
      ],
      codes: ['record/previous-unknown'],
    });
  });

  it('tells everybody linked before or after the change', () => {
    check({
      known: [{ item: O1, sent: { Stage: 'Proposal' } }, { ...linked, primary: O1 }, { contact: C2 }],
      given: {
        Opportunity: deal({ StageName: 'Closed Won', IsClosed: false }),
        Contact: [{ Id: C2, SystemModstamp: changedAt }],
        OpportunityContactRole: [{ ContactId: C2, OpportunityId: O1, IsPrimary: false }],
      },
      calls: [
        [1, `PATCH ${deals}`, { items: [{ id: O1, Stage: 'Closed Won', IsClosed: false }] }],
        [
          2,
          'POST /users/track',
          {
            attributes: [{ ...contactAlias(C2), _update_existing_only: true, Opportunities: [O1], OpportunityId: O1 }],
            events: [stageEvent(C1), stageEvent(C2)],
          },
        ],
      ],
    });
  });

  it('logs an event of a new person once the profile is seen', () => {
    check({
      mapping: rules('  lead_created: { on: Lead, to: self, properties: { company: Company }, doc: x y }'),
      given: {
        Lead: [{ Id: L1, Email: 'ada@acme.example', Status: 'Open', Company: 'Acme', SystemModstamp: changedAt }],
      },
      calls: [
        [
          1,
          'POST /users/track',
          {
            attributes: [
              {
                ...leadAlias(L1),
                _update_existing_only: false,
                email: 'ada@acme.example',
                CrmStage: 'lead',
                Company: 'Acme',
                LeadStatus: 'Open',
              },
            ],
          },
        ],
        [
          2,
          'POST /users/export/ids',
          { user_aliases: [leadAlias(L1).user_alias], fields_to_export: ['braze_id', 'external_id', 'user_aliases'] },
        ],
        [
          3,
          'POST /users/track',
          { events: [{ ...leadAlias(L1), name: 'lead_created', time, properties: { company: 'Acme' } }] },
        ],
      ],
    });
  });
});

function stageEvent(id: string) {
  return {
    ...contactAlias(id),
    name: 'opportunity_stage_changed',
    time,
    properties: { opportunity_id: O1, stage: 'Closed Won', previous_stage: 'Proposal' },
  };
}
