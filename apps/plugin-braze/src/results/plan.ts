import * as z from 'zod';

const count = z.int().min(0);
const catalogField = z.strictObject({ name: z.string(), type: z.string() });

/** What a run will do, as `plan` and a refused `sync` show it. */
const planSchema = z.strictObject({
  id: z.string().describe('What `sync --approve` takes'),
  createdAt: z.string(),
  environment: z.string(),
  workspace: z.string().nullable(),
  endpoint: z.string(),
  org: z.string(),
  firstRun: z.boolean(),
  structure: z.strictObject({
    create: z.array(z.strictObject({ name: z.string(), fields: z.array(catalogField).readonly() })).readonly(),
    addFields: z.array(z.strictObject({ catalog: z.string(), fields: z.array(catalogField).readonly() })).readonly(),
    unknown: z.array(z.strictObject({ catalog: z.string(), field: z.string() })).readonly(),
  }),
  streams: z
    .array(
      z.strictObject({
        name: z.string().describe('`catalog:<key>` or `people:<key>`'),
        object: z.string(),
        from: z.string().nullable().describe('Start of the window; null when everything is read'),
        read: count,
        created: count,
        updated: count,
        deleted: count,
        unchanged: count,
      }),
    )
    .readonly(),
  events: z.record(z.string(), count).describe('By event name and reason'),
  attributes: count,
  problems: z.record(z.string(), count).describe('Records by code'),
  gates: z.array(z.strictObject({ name: z.string(), count, limit: count, reached: z.boolean() })).readonly(),
});

/** `sf braze plan --json` */
export const planResult = z.strictObject({
  plan: planSchema,
  differences: z.boolean().describe('Whether a sync would send anything'),
  approval: z
    .strictObject({ code: z.string(), message: z.string() })
    .nullable()
    .describe('Why a sync would stop and ask; null when it would go on'),
  next: z.string().describe('The command to run next'),
  mapping: z.strictObject({ files: z.array(z.string()).readonly(), destinations: count }),
});

export type PlanObject = z.infer<typeof planSchema>;
export type PlanResult = z.infer<typeof planResult>;
