import assert from 'node:assert/strict';
import type { EnvironmentStatus } from '../src/results/status.ts';
import { statusText } from '../src/status-text.ts';

const fresh: EnvironmentStatus = {
  name: 'production',
  endpoint: 'https://rest.iad-03.braze.com',
  org: null,
  lastRun: null,
  lagSeconds: null,
  nextFrom: null,
  known: { people: 0, items: 0 },
  backlog: { eventsReady: 0, eventsSending: 0, aliases: 0 },
  salesforce: { used: null, max: null, allowedPercent: 20 },
  braze: { peakPerSecond: null, allowedPerSecond: 50 },
  errors: {},
  warnings: {},
  sweeps: {},
};

function check(status: Partial<EnvironmentStatus>, expected: string): void {
  assert.equal(`\n${statusText({ environments: [{ ...fresh, ...status }] })}\n`, expected);
}

describe('statusText', () => {
  it('says what comes first where nothing was synced', () =>
    check({}, '\nproduction   nothing was synced yet   next: sf braze plan -e production\n'));

  it('shows lag, backlog, limits and problems', () =>
    check(
      {
        lastRun: {
          id: 'x',
          startedAt: '2026-11-23T10:00:02Z',
          finishedAt: '2026-11-23T10:00:40Z',
          outcome: 'stopped',
          stoppedBy: 'sync/interrupted',
        },
        lagSeconds: 130,
        nextFrom: '2026-11-23T09:45:00.000Z',
        known: { people: 1204, items: 3 },
        backlog: { eventsReady: 2, eventsSending: 1, aliases: 0 },
        salesforce: { used: 465, max: 15_000, allowedPercent: 20 },
        braze: { peakPerSecond: 41, allowedPerSecond: 50 },
        errors: { 'record/alias-taken': 1 },
        sweeps: { links: '2026-11-23T02:10:00Z', 'refresh:people:lead': '2026-11-23T02:31:00Z' },
      },
      `
production   last run 2026-11-23 10:00, stopped by sync/interrupted, 38 s   lag 2 min   next window from 2026-11-23 09:45
  known       people 1,204 · items 3
  backlog     events 2 ready · 1 of unknown fate · aliases 0
  Salesforce  3.1 % of the org's calls used, 20 % allowed to us
  Braze       41 requests/s at peak, 50 allowed
  errors      record/alias-taken 1
  warnings    none
  sweeps      links 2026-11-23 02:10 · lead 2026-11-23 02:31
`,
    ));
});
