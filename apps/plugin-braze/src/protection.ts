import type { Environment } from '@sf-braze/mapping-core';
import { codedError } from './to-sf-error.ts';

/** A CI environment with reviewers sets it to the name of the environment that they let it write to. */
export const APPROVAL_VARIABLE = 'SF_BRAZE_APPROVED_ENVIRONMENT';

/** Fails with `security/environment-protected` unless this environment may be written to, by the person or the CI system at hand. */
export function checkProtection(
  environment: Environment,
  confirmed: string | undefined,
  variables: NodeJS.ProcessEnv,
): void {
  // A name that was typed and is another one is a mistake, wherever it leads.
  if (confirmed !== undefined && confirmed !== environment.name) throw refusal(environment);
  if (!environment.protected || confirmed === environment.name) return;
  const approvedInCi = variables['CI'] !== undefined && variables[APPROVAL_VARIABLE] === environment.name;
  if (!approvedInCi) throw refusal(environment);
}

function refusal({ name }: Environment): Error {
  return codedError('security/environment-protected', { environment: name });
}
