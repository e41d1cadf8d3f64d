import * as z from 'zod';
import { diagnosticResult } from './diagnostic.ts';

/** `sf braze validate --json` */
export const validateResult = z.strictObject({
  diagnostics: z.array(diagnosticResult).readonly(),
  files: z.int().describe('Files that were read'),
  destinations: z.int().describe('Named places in Braze that the mapping fills'),
  snapshot: z.string().nullable().describe('When the fields that were checked against were read from the org'),
});

export type ValidateResult = z.infer<typeof validateResult>;
