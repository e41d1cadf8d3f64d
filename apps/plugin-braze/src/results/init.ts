import * as z from 'zod';
import { diagnosticResult } from './diagnostic.ts';

/** `sf braze init --json` */
export const initResult = z.strictObject({
  name: z.string(),
  environment: z.string(),
  org: z.strictObject({
    id: z.string(),
    username: z.string(),
    sandbox: z.boolean(),
    switches: z.record(z.string(), z.boolean()).describe('What is on in the org and shapes the mapping'),
  }),
  files: z
    .array(z.strictObject({ file: z.string(), change: z.enum(['created', 'replaced', 'extended']) }))
    .readonly()
    .describe('What was written; `.gitignore` is left alone when it has the lines already'),
  diagnostics: z.array(diagnosticResult).readonly().describe('What `sf braze validate` says of the files'),
  destinations: z.int().describe('Named places in Braze that the mapping fills'),
  next: z.array(z.string()).readonly().describe('The commands to type next'),
});

export type InitResult = z.infer<typeof initResult>;
