import { checkMarked } from './marked-findings.ts';

const check = (mapping: string): unknown => checkMarked({ mapping });

describe('checkBrazeNames', () => {
  it('finds attributes that Braze or the suspension marker has taken', () =>
    check(`people:
  lead:
    attributes:
      Email: Email
#     ^^^^^ braze/reserved-attribute
      external_id: App_User_Id__c
#     ^^^^^^^^^^^ braze/reserved-attribute
      salesforce_deleted_at: Title
#     ^^^^^^^^^^^^^^^^^^^^^ braze/reserved-attribute
      WorkEmail: Email
`));
  it('finds profile fields that Braze does not have', () =>
    check(`people:
  lead:
    profile:
      first_nam: FirstName
#     ^^^^^^^^^ braze/unknown-profile-field
      email_subscribe: { value: subscribed }
#     ^^^^^^^^^^^^^^^ mapping/consent-as-attribute
`));
  it('finds names that Braze cannot store', () =>
    check(`people:
  lead:
    attributes:
      $cost: Score__c
#     ^^^^^ braze/invalid-name
      Account.Name: Company
#     ^^^^^^^^^^^^ braze/invalid-name
      "Title ": Title
#     ^^^^^^^^ braze/invalid-name
events:
  $won: { on: Lead, to: self, properties: { $stage: Status } }
# ^^^^ braze/invalid-name
#                                           ^^^^^^ braze/invalid-name
`));
  it('checks the names that links give', () =>
    check(`people:
  contact: { where: IsPersonAccount == false }
catalogs:
  accounts: { from: Account, name: accounts, where: IsPersonAccount == false, fields: { Type: Type } }
links:
  account:
    attribute: phone
#              ^^^^^ braze/reserved-attribute
    linked: $linked
#           ^^^^^^^ braze/invalid-name
    property: time
#             ^^^^ braze/reserved-property
    others:
      attribute: account.ids
#                ^^^^^^^^^^^ braze/invalid-name
`));
  it('finds properties that make Braze refuse an event', () =>
    check(`people:
  lead: {}
events:
  lead_created:
    on: Lead
    to: self
    properties:
      time: CreatedDate
#     ^^^^ braze/reserved-property
      event_name: Status
#     ^^^^^^^^^^ braze/reserved-property
`));
  it('finds names that no catalog can have', () =>
    check(`people:
  contact: { where: IsPersonAccount == false }
catalogs:
  opportunities:
    from: Opportunity
    name: all deals
#         ^^^^^^^^^ braze/invalid-catalog-name
    fields:
      id: Id
#     ^^ braze/invalid-catalog-name
      Owner.Name: Name
#     ^^^^^^^^^^ braze/invalid-catalog-name
links:
  opportunities: {}
`));
  it('finds two spellings of one name, also across objects', () =>
    check(`people:
  lead: { attributes: { JobTitle: Title } }
#                       ^^^^^^^^ braze/name-differs-by-case
  contact:
    where: IsPersonAccount == false
    attributes:
      Jobtitle: Title
catalogs:
  opportunities:
    from: Opportunity
    name: deals
    fields:
      Stage: StageName
      stage: StageName
#     ^^^^^ braze/name-differs-by-case
links:
  opportunities: { linked: deal_linked, unlinked: deal_unlinked }
#                          ^^^^^^^^^^^ braze/name-differs-by-case
events:
  Deal_Linked: { on: Lead, to: self }
`));
});
