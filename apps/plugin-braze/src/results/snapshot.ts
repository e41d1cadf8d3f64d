import * as z from 'zod';

/** `sf braze snapshot --json` */
export const snapshotResult = z.strictObject({
  file: z.string(),
  written: z.boolean().describe('False with `--check`'),
  takenAt: z.string(),
  org: z.strictObject({ id: z.string(), sandbox: z.boolean() }),
  objects: z.int(),
  fields: z.int(),
  differences: z
    .array(
      z.strictObject({
        kind: z.enum(['added', 'removed', 'retyped', 'picklist', 'switch', 'org', 'currency']),
        name: z.string().describe('An object, `Object.Field`, or a switch'),
        detail: z.string(),
      }),
    )
    .readonly()
    .describe('Between the snapshot on disk and the org'),
});

export type SnapshotResult = z.infer<typeof snapshotResult>;
export type SnapshotDifference = SnapshotResult['differences'][number];
