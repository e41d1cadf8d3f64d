import type { Snapshot } from '@sf-braze/mapping-core';
import { sees } from './fields-seen.ts';
import { LANGUAGE_PAGE, peopleObjects } from './mapping-text.ts';
import { yamlScalar } from './yaml-scalar.ts';

export interface ProjectAnswers {
  readonly name: string;
  readonly environment: string;
  /** Alias or username; never an access token. */
  readonly org: string;
  readonly endpoint: string;
  /** `env:NAME`, `file:/path` or `keychain:name`. */
  readonly apiKey: string;
  /** Whether writes need `--confirm`. */
  readonly guarded: boolean;
}

/** `braze.project.yaml` with one environment. */
export function projectText(answers: ProjectAnswers, snapshot: Snapshot): string {
  const { name, environment, org, endpoint, apiKey, guarded } = answers;
  return [
    '# WHERE: which org and which workspace belong together. Yours to change.',
    `# The language: ${LANGUAGE_PAGE}`,
    'version: 1',
    'kind: project',
    `name: ${name}`,
    'mappings: [mappings/*.braze.yaml]',
    '',
    'environments: # an org and a workspace each; with more than one, -e says which',
    `  ${environment}:`,
    ...(guarded ? [`    protected: true # writes need --confirm ${environment}`] : []),
    '    salesforce:',
    `      org: ${yamlScalar(org)} # an alias or username of sf; never a credential`,
    '      # Any other org stops the run before its first call. A refreshed sandbox has a new id.',
    `      expect: { sandbox: ${String(snapshot.org.sandbox)}, org_id: ${snapshot.org.id} }`,
    '    braze:',
    `      endpoint: ${yamlScalar(endpoint)} # keys are sent nowhere else`,
    `      api_key: ${yamlScalar(apiKey)} # where the key is kept, never the key`,
    '      # What your contract allows can stand here as `capabilities`; without it the safest limits apply.',
    ...guard(snapshot),
    '',
  ].join('\n');
}

/** A sandbox often holds copies of real people. */
function guard(snapshot: Snapshot): readonly string[] {
  if (!snapshot.org.sandbox || !peopleObjects(snapshot).some((object) => sees(snapshot, object, 'Email'))) return [];
  return [
    '    # Sandboxes often hold copies of real people. Uncomment this, so that only test addresses may leave:',
    '    # guard:',
    "    #   people_where: endsWith(Email, '@example.com')",
    '    #   max_people: 500',
  ];
}
