import type { SyncObject } from '../../src/results/sync.ts';

/** A run that did nothing, but for what is given. */
export function runOf(more: Partial<SyncObject> = {}): SyncObject {
  return {
    id: '2026-11-23T10-00-02Z-4c1e',
    plan: '7f3a91c2',
    environment: 'production',
    org: '00D5g000004BfXbEAK',
    endpoint: 'https://rest.iad-03.braze.com',
    startedAt: '2026-11-23T10:00:02Z',
    finishedAt: '2026-11-23T10:00:40Z',
    outcome: 'done',
    stoppedBy: null,
    streams: [],
    events: {},
    problems: {},
    failed: 0,
    waiting: { eventsReady: 0, eventsUnknown: 0, aliases: 0 },
    braze: { requests: 0, peakPerSecond: 0, rateLimited: 0, waitedMs: 0 },
    salesforce: { calls: 0, used: null, max: null },
    watermark: '2026-11-23T10:00:02.000Z',
    ...more,
  };
}
