import { checkMarked } from './marked-findings.ts';

const check = (mapping: string, infos: readonly string[] = []): unknown => checkMarked({ mapping, infos });

describe('checkPersonalData', () => {
  it('asks for a purpose where a field looks sensitive', () =>
    check(`people:
  lead:
    attributes:
      Passport: Passport_Number__c
#               ^^^^^^^^^^^^^^^^^^ security/sensitive-field
      Known: { from: Passport_Number__c, pii: sensitive, doc: Needed for visa invitations }
      Undocumented: { from: Score__c, pii: sensitive }
#     ^^^^^^^^^^^^ security/sensitive-field
`));
  it('warns about personal data in a catalog, unless it is said to be none', () =>
    check(`people:
  contact: { where: IsPersonAccount == false }
catalogs:
  opportunities:
    from: Opportunity
    name: deals
    fields:
      OwnerEmail: Owner.Email
#     ^^^^^^^^^^ security/personal-data-in-catalog
      TeamEmail: { from: Owner.Email, pii: none }
      Stage: StageName
links:
  opportunities: {}
`));
  it('asks for one sentence on everything marketers see', () =>
    check(
      `people:
  lead:
    profile: { email: Email }
    attributes:
      Score: Score__c
#     ^^^^^ mapping/no-doc
      Title: { from: Title, doc: Job title on the business card }
events:
  lead_created: { on: Lead, to: self, properties: { status: Status } }
# ^^^^^^^^^^^^ mapping/no-doc
`,
      ['mapping/no-doc'],
    ));
});
