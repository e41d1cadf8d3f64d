import type { SyncReport } from '@sf-braze/sync';
import type { SyncObject } from './results/sync.ts';

/** A report as `--json` shows it: every key always there. */
export function syncObject(report: SyncReport): SyncObject {
  const { salesforce, braze, waiting } = report;
  return {
    id: report.id,
    plan: report.plan,
    environment: report.environment,
    org: report.org,
    endpoint: report.endpoint,
    startedAt: report.startedAt,
    finishedAt: report.finishedAt,
    outcome: report.outcome,
    stoppedBy: report.stoppedBy ?? null,
    streams: report.streams.map(({ name, object, read, created, updated, deleted, unchanged }) => {
      return { name, object, read, created, updated, deleted, unchanged };
    }),
    events: { ...report.events },
    problems: { ...report.problems },
    failed: report.failed,
    waiting: { eventsReady: waiting.eventsReady, eventsUnknown: waiting.eventsUnknown, aliases: waiting.aliases },
    braze: {
      requests: braze.requests,
      peakPerSecond: braze.peakPerSecond,
      rateLimited: braze.rateLimited,
      waitedMs: braze.waitedMs,
    },
    salesforce: { calls: salesforce.calls, used: salesforce.used ?? null, max: salesforce.max ?? null },
    watermark: report.watermark ?? null,
  };
}
