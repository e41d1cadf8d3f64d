import * as z from 'zod';

/** `sf braze secret set --json` */
export const secretSetResult = z.strictObject({
  name: z.string(),
  reference: z.string().describe('What to write into the project file'),
});

export type SecretSetResult = z.infer<typeof secretSetResult>;
