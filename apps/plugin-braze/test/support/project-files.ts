/** A project with the one environment `local`. */
export function projectText(
  endpoint: string,
  more: { readonly environment?: string; readonly project?: string } = {},
): string {
  return `version: 1
kind: project
name: example
mappings: [mappings/*.braze.yaml]
environments:
  local:
    salesforce: { org: example }
    braze: { endpoint: '${endpoint}', api_key: 'env:BRAZE_API_KEY' }
${more.environment === undefined ? '' : `    ${more.environment}\n`}state: { fingerprint_key: 'env:BRAZE_STATE_KEY' }
${more.project ?? ''}
`;
}

/** People, accounts, and the link between them. */
export const b2bMapping = `version: 1
kind: mapping
name: b2b
people:
  both:
    profile: { email: Email, first_name: FirstName, last_name: LastName }
    attributes: { JobTitle: Title }
  contact:
    where: IsPersonAccount == false
  lead:
    attributes: { Company: Company }
catalogs:
  accounts:
    from: Account
    name: salesforce_accounts
    where: IsPersonAccount == false
    fields: { AccountName: Name, Industry: Industry, Classification: Segment__c }
links:
  account: { attribute: AccountId, others: { attribute: AccountIds } }
consent:
  email: { from: HasOptedOutOfEmail }
`;
