import { defaultCapabilities, type Environment } from '@sf-braze/mapping-core';

/** An environment named `production`. */
export function environment(isProtected: boolean): Environment {
  return {
    name: 'production',
    protected: isProtected,
    salesforce: { org: 'acme', apiVersion: undefined, expect: { sandbox: undefined, orgId: undefined } },
    braze: {
      endpoint: 'https://rest.iad-03.braze.com',
      workspace: undefined,
      apiKey: { kind: 'env', name: 'KEY' },
      eraseApiKey: undefined,
      capabilities: defaultCapabilities,
    },
    guard: { peopleWhere: undefined, maxPeople: undefined },
  };
}
