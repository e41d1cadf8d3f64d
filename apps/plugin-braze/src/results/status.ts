import * as z from 'zod';

const count = z.int().min(0);

const lastRun = z.strictObject({
  id: z.string(),
  startedAt: z.string(),
  finishedAt: z.string(),
  outcome: z.enum(['done', 'partial', 'stopped']),
  stoppedBy: z.string().nullable(),
});

/** How one environment stands. */
const environmentStatus = z.strictObject({
  name: z.string(),
  endpoint: z.string(),
  org: z.string().nullable().describe('Id of the org whose state it is; null before the first plan'),
  lastRun: lastRun.nullable(),
  lagSeconds: count.nullable().describe('Age of the oldest change that may not be in Braze yet'),
  nextFrom: z.string().nullable().describe('Start of the next window'),
  known: z.strictObject({ people: count, items: count }),
  backlog: z.strictObject({ eventsReady: count, eventsSending: count, aliases: count }),
  salesforce: z.strictObject({
    used: count.nullable().describe('Calls of the org in the 24 hours before the last run'),
    max: count.nullable(),
    allowedPercent: z.number(),
  }),
  braze: z.strictObject({ peakPerSecond: count.nullable(), allowedPerSecond: count }),
  errors: z.record(z.string(), count).describe('Records by code'),
  warnings: z.record(z.string(), count).describe('Records by code'),
  sweeps: z.record(z.string(), z.string()).describe('When each was done last'),
});

/** `sf braze status --json` */
export const statusResult = z.strictObject({ environments: z.array(environmentStatus).readonly() });

export type EnvironmentStatus = z.infer<typeof environmentStatus>;
export type StatusResult = z.infer<typeof statusResult>;
