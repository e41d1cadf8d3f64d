import * as z from 'zod';

const position = z.strictObject({ line: z.int().min(1), column: z.int().min(1) });

/** A finding, the same in every output: see `docs/diagnostics.md` for the codes. */
export const diagnosticResult = z.strictObject({
  code: z.string().describe('Permanent: `area/kebab-name`'),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  help: z.string().describe('What to do next'),
  file: z.string().describe('Empty when the finding is about no file'),
  range: z.strictObject({ start: position, end: position }).nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  docs: z.url(),
});
