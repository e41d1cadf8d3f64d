import * as z from 'zod';

/** `sf braze preview --json`. Values of records are replaced, so that a log may hold it. */
export const previewResult = z.strictObject({
  source: z.enum(['record', 'fixture']),
  object: z.string().nullable().describe('Null for a fixture'),
  id: z.string().nullable().describe('18 characters; null for a fixture'),
  found: z.boolean().describe('Whether the org has such a record and a mapping reads its object'),
  known: z.boolean().describe('Whether Braze was sent something for it before'),
  phases: z
    .array(
      z.strictObject({
        number: z.int().min(1),
        calls: z
          .array(z.strictObject({ method: z.string(), path: z.string(), body: z.unknown() }))
          .readonly()
          .describe('May go together; the next phase waits for them'),
      }),
    )
    .readonly(),
  problems: z
    .array(
      z.strictObject({
        code: z.string(),
        severity: z.enum(['error', 'warning', 'info']),
        message: z.string(),
        object: z.string(),
        id: z.string(),
      }),
    )
    .readonly(),
});

export type PreviewResult = z.infer<typeof previewResult>;
