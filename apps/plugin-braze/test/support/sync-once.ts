import assert from 'node:assert/strict';
import type { Workplace } from './workplace.ts';

/** Plan id of what a sync would do now. */
export async function planId({ run, org }: Workplace): Promise<string> {
  const { stdout } = await run(['plan', ...org, '--json']);
  const { result } = JSON.parse(stdout) as { readonly result: { readonly plan: { readonly id: string } } }; // see schemas/
  return result.plan.id;
}

/** The first run, approved. */
export async function firstSync(workplace: Workplace): Promise<void> {
  const { code, stdout, stderr } = await workplace.run([
    'sync',
    ...workplace.org,
    '--approve',
    await planId(workplace),
  ]);
  assert.equal(code, 0, stdout + stderr);
}
