import assert from 'node:assert/strict';
import type { SyncObject } from '../src/results/sync.ts';
import { syncText } from '../src/sync-text.ts';
import { runOf } from './support/run.ts';

function check(run: Partial<SyncObject>, expected: string): void {
  assert.equal(`\n${syncText(runOf(run), 'runs/x.md')}\n`, expected);
}

describe('syncText', () => {
  it('is short when there was nothing to do', () =>
    check(
      {},
      `
  events          0
  problems        none
Done      in 38 s   run 2026-11-23T10-00-02Z-4c1e   see: runs/x.md
`,
    ));

  it('counts by object, and shows what is left over', () =>
    check(
      {
        outcome: 'partial',
        failed: 1,
        streams: [
          {
            name: 'people:contact',
            object: 'Contact',
            read: 1980,
            created: 4,
            updated: 1237,
            deleted: 0,
            unchanged: 739,
          },
        ],
        events: { 'account_linked moved': 47 },
        problems: { 'record/alias-taken': 1, 'record/email-shared': 212, 'record/text-too-long': 3 },
        waiting: { eventsReady: 2, eventsUnknown: 1, aliases: 3 },
      },
      `
  contact         read 1,980    unchanged 739   created 4   updated 1,237
  events          47 account_linked (moved)
  waiting         2 events go with the next run · 1 events of unknown fate · 3 aliases to add
  problems        1 error (record/alias-taken ×1)   215 warnings (record/email-shared ×212, record/text-too-long ×3)
Partial   1 record did not go through   in 38 s   run 2026-11-23T10-00-02Z-4c1e   see: runs/x.md
`,
    ));
});
