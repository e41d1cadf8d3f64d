import { checkMarked } from './marked-findings.ts';

const check = (project: string): unknown => checkMarked({ project });

describe('checkSecrets', () => {
  it('finds one key in two environments', () =>
    check(`environments:
  test:
    salesforce: { org: acme-test }
    braze: { endpoint: https://rest.iad-01.braze.com, api_key: env:BRAZE_KEY }
  production:
    salesforce: { org: acme }
    braze:
      endpoint: https://rest.iad-01.braze.com
      api_key: env:BRAZE_KEY
#              ^^^^^^^^^^^^^ security/key-shared
`));
  it('lets an environment use its own key twice', () =>
    check(`environments:
  production:
    salesforce: { org: acme }
    braze: { endpoint: https://rest.fra-01.braze.eu, api_key: env:BRAZE_KEY, erase_api_key: env:BRAZE_KEY }
`));
});
