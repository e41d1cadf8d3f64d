import { checkMarked } from './marked-findings.ts';

const check = (mapping: string, project?: string): unknown =>
  checkMarked({ mapping, ...(project !== undefined && { project }), infos: ['braze/text-may-overflow'] });

const people = 'people:\n  contact: { where: IsPersonAccount == false }\n';
const deals = 'catalogs:\n  opportunities: { from: Opportunity, name: deals, fields: { Stage: StageName } }\n';

const fields = (count: number): string =>
  Array.from({ length: count }, (_, index) => `      f${index}: Name\n`).join('');

const environment = (name: string, arrayMax: number): string => `  ${name}:
    salesforce: { org: a }
    braze:
      endpoint: https://rest.iad-01.braze.com
      api_key: env:${name.toUpperCase()}
      capabilities: { array_max: ${arrayMax} }
`;

describe('checkBrazeLimits', () => {
  it('takes 499 catalog fields beside id, and no more', () => {
    check(`${people}links:
  opportunities: {}
catalogs:
  opportunities:
    from: Opportunity
    name: deals
    fields:
${fields(499)}`);
    check(`${people}links:
  opportunities: {}
catalogs:
  opportunities:
    from: Opportunity
    name: deals
    fields:
#   ^^^^^^ braze/too-many-catalog-fields
      first: Name
${fields(499)}`);
  });
  it('compares link sets with the tightest workspace', () => {
    const links = 'links:\n  opportunities: { max: 100 }\n';
    check(people + deals + links, `environments:\n${environment('one', 500)}${environment('two', 100)}`);
    check(
      `${people}${deals}links:
  opportunities:
    max: 100
#        ^^^ braze/list-may-overflow
`,
      `environments:\n${environment('one', 500)}${environment('two', 99)}`,
    );
  });
  it('tells which texts may be cut, and which are cut on purpose', () =>
    check(`people:
  lead:
    attributes:
      Street: Street
#             ^^^^^^ braze/text-may-overflow
      Upper: upper(Street)
#                  ^^^^^^ braze/text-may-overflow
      Short: truncate(Street, 200)
      City: City
`));
  it('finds profile fields that the SDK fills too', () =>
    check(`people:
  lead:
    profile:
      country: country(CountryCode)
#     ^^^^^^^ braze/sdk-also-writes
      language: { from: language(Language__c), write: once }
`));
});
