import type * as z from 'zod';
import { emulateResult } from './emulate.ts';
import { initResult } from './init.ts';
import { planResult } from './plan.ts';
import { previewResult } from './preview.ts';
import { secretSetResult } from './secret-set.ts';
import { snapshotResult } from './snapshot.ts';
import { statusResult } from './status.ts';
import { syncCommandResult } from './sync.ts';
import { validateResult } from './validate.ts';

/** What `result` of each command's `--json` holds, by command id. */
export const resultSchemas: Readonly<Record<string, z.ZodType>> = {
  'braze:emulate': emulateResult,
  'braze:init': initResult,
  'braze:plan': planResult,
  'braze:preview': previewResult,
  'braze:secret:set': secretSetResult,
  'braze:snapshot': snapshotResult,
  'braze:status': statusResult,
  'braze:sync': syncCommandResult,
  'braze:validate': validateResult,
};
