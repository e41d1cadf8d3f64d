import * as z from 'zod';

/** The one line that `sf braze emulate --json` prints when both are ready. It stands alone, without the envelope of `sf`. */
export const emulateResult = z.strictObject({
  braze: z.strictObject({ url: z.url(), apiKey: z.string() }),
  salesforce: z.strictObject({
    url: z.url(),
    orgId: z.string(),
    username: z.string(),
    accessToken: z.string().describe('Good as `--target-org`, with `SF_ORG_INSTANCE_URL` set to the address'),
  }),
});

export type EmulateResult = z.infer<typeof emulateResult>;
