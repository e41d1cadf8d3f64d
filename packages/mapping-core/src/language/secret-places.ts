import { pathPatterns } from './path-pattern.ts';

/** Whether a reference to a secret belongs at a path. What stands there instead may be the secret, and is never repeated. */
export const isSecretPlace = pathPatterns([
  'environments.*.braze.api_key',
  'environments.*.braze.erase_api_key',
  'state.store',
  'state.fingerprint_key',
  'alerts.*.to',
]);
