import assert from 'node:assert/strict';
import { planText } from '../src/plan-text.ts';
import { planOf, streamOf } from './support/plan.ts';

function check(shown: ReturnType<typeof planOf>, expected: string): void {
  assert.equal(`\n${planText(shown)}\n`, expected);
}

describe('planText', () => {
  it('says that there is nothing to send', () =>
    check(
      planOf({ streams: [streamOf('catalog:accounts')] }),
      `
Mapping      mappings/b2b.braze.yaml   42 destinations
Workspace    Acme (rest.iad-03)
  = nothing to add
Data         since 2026-11-23 09:45
  accounts        read 0
  events          0
  cost            0 attributes · 0 events
Gates        ok       deletes 0/500
Problems     none
Plan 7f3a91c2   nothing to send
`,
    ));

  it('counts what would be sent, and says what to type', () =>
    check(
      planOf(
        {
          structure: {
            create: [{ name: 'salesforce_accounts', fields: [{ name: 'id', type: 'string' }] }],
            addFields: [{ catalog: 'salesforce_deals', fields: [{ name: 'Stage', type: 'string' }] }],
            unknown: [{ catalog: 'salesforce_deals', field: 'Old\u001B[2J' }],
          },
          streams: [
            streamOf('catalog:accounts', { read: 1204, created: 3, updated: 1200, unchanged: 1 }),
            streamOf('people:contact', { read: 9, deleted: 2, from: null }),
          ],
          events: { 'account_linked moved': 41, opportunity_won: 2, nothing: 0 },
          attributes: 1388,
          problems: { 'record/email-shared': 212, 'record/alias-taken': 1 },
        },
        { differences: true },
      ),
      `
Mapping      mappings/b2b.braze.yaml   42 destinations
Workspace    Acme (rest.iad-03)
  + catalog  salesforce_accounts   1 fields
  + field    salesforce_deals.Stage   string
  ? field    salesforce_deals.Old\\u{1b}[2J   not in the mapping, stays
Data         since 2026-11-23 09:45; in full: contact
  accounts        read 1,204    3 create · 1,200 update · 1 unchanged
  contact         read 9        2 delete
  events          41 account_linked (moved) · 2 opportunity_won
  cost            1,388 attributes · 43 events
Gates        ok       deletes 0/500
Problems     record/email-shared ×212   record/alias-taken ×1
Plan 7f3a91c2   no approval needed   sf braze sync -e production
`,
    ));

  it('explains a first run and how to approve it', () =>
    check(
      planOf(
        {
          firstRun: true,
          workspace: null,
          endpoint: 'http://127.0.0.1:4010',
          events: { 'account_linked backfill': 24 },
          gates: [{ name: 'events', count: 24, limit: 10, reached: true }],
        },
        {
          differences: true,
          approval: { code: 'sync/state-missing', message: 'This is a first run.' },
          next: 'sf braze sync --approve 7f3a91c2',
          notes: ['24 events will be logged.'],
        },
      ),
      `
Mapping      mappings/b2b.braze.yaml   42 destinations
Workspace    127.0.0.1:4010
  = nothing to add
Data         everything, for the first time
  events          24 account_linked (backfill)
  cost            0 attributes · 24 events
  24 events will be logged.
Gates        reached  events 24/10
Problems     none
Plan 7f3a91c2   needs approval (sync/state-missing): This is a first run.
  sf braze sync --approve 7f3a91c2
`,
    ));
});
