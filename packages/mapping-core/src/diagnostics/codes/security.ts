import type { CodeTable } from '../code-table.ts';

/** Codes about secrets, hosts, personal data. Permanent: never renamed, never reused. */
export const securityCodes = {
  'security/sensitive-field': {
    severity: 'error',
    phase: 'check',
    meaning: '`{field}` looks sensitive.',
    help: 'Add `pii: sensitive` and a `doc` with the purpose, or do not map it.',
  },
  'security/personal-data-in-catalog': {
    severity: 'warning',
    phase: 'check',
    meaning: '`{name}` puts personal data into a catalog.',
    help: 'Erasing a person then also erases these items; map it only if messages need it.',
  },
  'security/secret-in-file': {
    severity: 'error',
    phase: 'check',
    meaning: 'A secret stands in the file.',
    help: 'Replace it with `env:`, `file:` or `keychain:`, and revoke the key.',
  },
  'security/endpoint-not-braze': {
    severity: 'error',
    phase: 'check',
    meaning: '`{endpoint}` is not a Braze REST host.',
    help: 'Use the REST endpoint shown beside the API key in Braze; keys are sent nowhere else.',
  },
  'security/key-shared': {
    severity: 'warning',
    phase: 'check',
    meaning: 'The environments `{first}` and `{second}` use one key.',
    help: 'Give each environment its own.',
  },
  'security/salesforce-access-too-wide': {
    severity: 'warning',
    phase: 'org',
    meaning: 'The integration user can see more than the mapping needs: {rights}.',
    help: 'Assign the permission set of `sf braze permissions` only.',
  },
  'security/key-too-powerful': {
    severity: 'warning',
    phase: 'workspace',
    meaning: 'The API key also holds {permissions}.',
    help: 'Make a key without them.',
  },
  'security/key-not-restricted': {
    severity: 'warning',
    phase: 'workspace',
    meaning: 'The API key has no IP allowlist, or is old.',
    help: 'Make a new key with an allowlist.',
  },
  'security/redirect-refused': {
    severity: 'error',
    phase: 'transport',
    meaning: '`{host}` answered with a redirect.',
    help: 'Check the endpoint; keys are never sent to another host.',
  },
  'security/environment-protected': {
    severity: 'error',
    phase: 'run',
    meaning: '`{environment}` is protected.',
    help: 'Add `--confirm {environment}`, or run in an approved CI environment.',
  },
  'security/guard-limit': {
    severity: 'error',
    phase: 'run',
    meaning: '{count} people match the guard, and it allows {limit}.',
    help: 'Narrow `guard.people_where`, or raise `guard.max_people`.',
  },
  'security/erase-key-missing': {
    severity: 'error',
    phase: 'run',
    meaning: '{count} people must be erased, and there is no `erase_api_key`.',
    help: 'Add one with `users.delete`; until then they are suspended and not written.',
  },
} as const satisfies CodeTable<'security'>;
