import * as z from 'zod';

const count = z.int().min(0);

/** What a run did: `sf braze sync --json`, and the run report on disk. Counts, codes and ids, never values. */
export const syncResult = z.strictObject({
  id: z.string(),
  plan: z.string(),
  environment: z.string(),
  org: z.string(),
  endpoint: z.string(),
  startedAt: z.string(),
  finishedAt: z.string(),
  outcome: z.enum(['done', 'partial', 'stopped']),
  stoppedBy: z.string().nullable().describe('Code of what stopped it'),
  streams: z
    .array(
      z.strictObject({
        name: z.string().describe('`catalog:<key>` or `people:<key>`'),
        object: z.string(),
        read: count,
        created: count,
        updated: count,
        deleted: count,
        unchanged: count,
      }),
    )
    .readonly(),
  events: z.record(z.string(), count).describe('By event name and reason'),
  problems: z.record(z.string(), count).describe('Records by code'),
  failed: count.describe('Records that did not go through'),
  waiting: z.strictObject({ eventsReady: count, eventsUnknown: count, aliases: count }),
  braze: z.strictObject({ requests: count, peakPerSecond: count, rateLimited: count, waitedMs: z.number() }),
  salesforce: z.strictObject({ calls: count, used: count.nullable(), max: count.nullable() }),
  watermark: z.string().nullable().describe('Where the next run goes on; null when this one did not complete'),
});

/** `sf braze sync --json` */
export const syncCommandResult = z.strictObject({
  run: syncResult,
  report: z.string().describe('File with this result; a `.md` for people lies beside it'),
});

export type SyncObject = z.infer<typeof syncResult>;
export type SyncCommandResult = z.infer<typeof syncCommandResult>;
