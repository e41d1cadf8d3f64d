import assert from 'node:assert/strict';
import { analyze } from '../../src/analyze.ts';
import type { Mapping } from '../../src/language/mapping.ts';
import type { Snapshot } from '../../src/salesforce/snapshot.ts';
import { checkMarked } from '../checks/marked-findings.ts';
import { b2bMappingFile, b2bProjectFile } from '../fixtures/b2b-mapping.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';

const check = (mapping: string): unknown => checkMarked({ mapping });

/** The mapping that a text without errors means. */
function mappingOf(text: string, snapshot: Snapshot | undefined = b2bSnapshot): Mapping {
  const file = { file: 'm.yaml', text: `version: 1\nkind: mapping\nname: test\n${text}` };
  const { mapping, diagnostics } = analyze({ project: undefined, mappings: [file], snapshot });
  assert.ok(mapping, JSON.stringify(diagnostics.filter(({ severity }) => severity === 'error')));
  return mapping;
}

const contact = 'people:\n  contact:\n    where: IsPersonAccount == false\n    attributes:\n';
const accounts =
  'catalogs:\n  accounts: { from: Account, name: a, where: IsPersonAccount == false, fields: { Type: Type } }\n';

const linkOf = (text: string, snapshot?: Snapshot): unknown =>
  mappingOf(`people:\n  lead: {}\n  contact: { where: IsPersonAccount == false }\n${accounts}links:\n${text}`, snapshot)
    .links[0];

it('leads from contacts to accounts', () => {
  const link = linkOf('  account: { where: DoNotCall == false }\n') as {
    paths: Map<string, string>;
    where: Map<string, unknown>;
  };
  assert.deepEqual([...link.paths], [['contact', 'AccountId']]);
  assert.deepEqual([...link.where.keys()], ['contact']);
});

describe('buildMapping', () => {
  it('finds no error in the example', () => {
    const { mapping, project, diagnostics } = analyze({
      project: b2bProjectFile,
      mappings: [b2bMappingFile],
      snapshot: b2bSnapshot,
    });
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.ok(mapping && project);
    assert.deepEqual(
      mapping.people.map(({ key }) => key),
      ['contact', 'lead'],
    );
    assert.deepEqual(
      mapping.catalogs.map(({ key }) => key),
      ['accounts', 'opportunities', 'campaigns'],
    );
    assert.deepEqual(
      mapping.links.map(({ name, kind, property }) => [name, kind, property]),
      [
        ['account', 'lookup', 'account_id'],
        ['opportunities', 'junction', 'opportunity_id'],
        ['campaigns', 'junction', 'campaign_id'],
      ],
    );
    assert.equal(mapping.lifecycle.delete.afterMinutes, 15 * 1440);
    assert.deepEqual([...mapping.lifecycle.erase.keys()], ['contact', 'lead']);
    assert.equal(mapping.tests.length, 2);
  });

  it('says once that there is no snapshot, and nothing about fields', () => {
    const { mapping, diagnostics } = analyze({
      project: b2bProjectFile,
      mappings: [b2bMappingFile],
      snapshot: undefined,
    });
    assert.ok(mapping);
    assert.equal(diagnostics.filter(({ code }) => code === 'config/snapshot-missing').length, 1);
    assert.ok(diagnostics.every(({ code }) => !code.startsWith('salesforce/')));
  });

  it('fills in every default', () => {
    const mapping = mappingOf('people: { lead: {} }\n');
    const { span: _, ...lead } = mapping.people[0] ?? assert.fail();
    assert.deepEqual(lead, {
      key: 'lead',
      from: 'Lead',
      aliasLabel: 'salesforce_lead_id',
      externalId: undefined,
      where: undefined,
      onExit: 'keep',
      destinations: [],
    });
    assert.deepEqual(mapping.identity, {
      onConflict: 'report',
      reachableBy: ['email', 'phone', 'external_id'],
      duplicateEmail: 'report',
      sharedInboxes: ['info', 'sales', 'support', 'office', 'admin', 'contact', 'hello', 'billing', 'accounts', 'hr'],
    });
    assert.deepEqual(mapping.consent, { email: undefined, groups: [] });
    // oxlint-disable-next-line unicorn/no-thenable -- the language’s own word
    const deletion = { people: 'suspend', afterMinutes: 21_600, then: 'keep', identified: 'detach', items: 'delete' };
    assert.deepEqual(mapping.lifecycle, {
      convert: 'merge',
      merge: 'follow',
      delete: deletion,
      erase: new Map(),
    });
  });

  it('joins both into lead and contact', () => {
    const { people } = mappingOf(`people:
  both: { profile: { email: Email }, attributes: { Title: Title } }
  lead: { attributes: { Company: Company } }
  contact: { where: IsPersonAccount == false }
`);
    const destinations = people.map(({ key, destinations: all }) => [key, all.map(({ name }) => name)]);
    assert.deepEqual(destinations, [
      ['contact', ['email', 'Title']],
      ['lead', ['email', 'Title', 'Company']],
    ]);
  });
  it('takes both alone for lead and contact', () => {
    const { people } = mappingOf('people: { both: { profile: { email: Email } } }\n');
    assert.deepEqual(
      people.map(({ from }) => from),
      ['Contact', 'Lead'],
    );
  });
  it('evaluates both for each of them', () =>
    check(`people:
  both:
    attributes:
      Company: Company
#              ^^^^^^^ salesforce/field-not-found
  lead: {}
  contact: { where: IsPersonAccount == false }
`));

  describe('of fields', () => {
    const forms: Readonly<Record<string, string>> = {
      Title: 'string',
      Id: 'string',
      LeadSource: 'string',
      Score__c: 'number',
      DoNotCall: 'boolean',
      Birthdate: 'date',
      CreatedDate: 'time',
      Regions__c: 'array',
      '{ value: true }': 'boolean',
      '{ value: 3 }': 'number',
      '{ value: lead }': 'string',
      '{ from: LeadSource, map: { Web: 1, Event: 2 } }': 'number',
      '{ from: LeadSource, map: { Web: 1, Event: x } }': 'string',
      '{ from: Regions__c, map: { EMEA: 1 } }': 'array',
      '{ from: Birthdate, as: time }': 'time',
      '{ from: CreatedDate, as: date }': 'date',
      '{ from: Score__c, as: integer }': 'integer',
      '{ from: Title, as: array }': 'array',
      '{ from: Score__c, as: string }': 'string',
    };
    for (const [source, as] of Object.entries(forms)) {
      it(`sends ${source} as ${as}`, () => {
        const { people } = mappingOf(`${contact}      A: ${source}\n`);
        assert.equal(people[0]?.destinations[0]?.field.as, as);
      });
    }
    it('fixes the form of profile fields', () => {
      const { people } = mappingOf(
        'people: { contact: { where: IsPersonAccount == false, profile: { dob: Birthdate, home_city: MailingCity } } }\n',
      );
      assert.deepEqual(
        people[0]?.destinations.map(({ field }) => field.as),
        ['string', 'date'],
      );
    });
    it('finds sources that do not fit, and shows what converts', () => {
      const found = checkMarked({
        mapping: `${contact}      A: { from: Title, as: number }
#                ^^^^^ mapping/type-mismatch
      B: { from: Regions__c, as: string }
#                ^^^^^^^^^^ mapping/type-mismatch
      C: { from: "lower(Title)", as: date }
#                 ^^^^^^^^^^^^ mapping/type-mismatch
      D: { value: x, as: boolean }
#                 ^ mapping/type-mismatch
      E: { value: 1.5, as: integer }
#                 ^^^ mapping/type-mismatch
      F: { from: Score__c, as: array }
#                ^^^^^^^^ mapping/type-mismatch
      G: { value: '2026-11-23', as: time }
      H: { from: DoNotCall, as: string }
`,
      });
      assert.equal(found[0]?.message, '`Title` is a string, and `as: number` takes a number.');
      assert.deepEqual(
        found.map(({ allowed }) => allowed?.[0]),
        ['number(Title)', "join(Regions__c, ', ')", 'date(lower(Title))', undefined, undefined, undefined],
      );
    });
    it('finds constants that do not fit', () =>
      check(`${contact}      A: { from: Score__c, default: none }
#                                   ^^^^ mapping/type-mismatch
      B: { from: LeadSource, as: number, map: { Web: 1, Event: two, Partner: null, Other: 4 } }
#                                                              ^^^ mapping/type-mismatch
      C: { from: Birthdate, default: 2000-01-01 }
      D: { from: Birthdate, default: long ago }
#                                    ^^^^^^^^ mapping/type-mismatch
      E: { from: LeadSource, as: boolean, map: { Web: true, Event: false, Partner: true }, otherwise: { value: 1 } }
#                                                                                                              ^ mapping/type-mismatch
`));
    it('finds forms that a profile field does not have', () =>
      check(`people:
  contact:
    where: IsPersonAccount == false
    profile:
      email: { from: Email, as: array }
#                               ^^^^^ mapping/type-mismatch
      dob: LastName
#          ^^^^^^^^ mapping/type-mismatch
      last_name: Regions__c
#                ^^^^^^^^^^ mapping/type-mismatch
`));
    it('wants exactly one source', () =>
      check(`${contact}      A: { from: Title, value: x }
#                       ^^^^^ mapping/from-or-value
      B: { write: once }
#     ^ mapping/from-or-value
      C: {}
#     ^ mapping/from-or-value
`));
    it('says nothing more about a source that YAML cut short', () =>
      check(`${contact}      A: { from: phone(Phone, MailingCountryCode), write: once }
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ syntax/unquoted-expression
`));
    it('points into quoted, escaped and folded expressions', () =>
      check(`${contact}      A: "lower(Nme__c)"
#               ^^^^^^ salesforce/field-not-found
      B: 'join([''x'', Nme__c], '' '')'
#                      ^^^^^^ salesforce/field-not-found
      C: "join([\\"x\\", Nme__c], ' ')"
#                      ^^^^^^ salesforce/field-not-found
      D: >-
        join([FirstName,
        Nme__c], ' ')
#       ^^^^^^ salesforce/field-not-found
      E: join([FirstName,
          Nme__c], ' ')
#         ^^^^^^ salesforce/field-not-found
`));
    it('reads formulas, parents and the calendar again', () => {
      const { people } = mappingOf(`${contact}      A: Title
      B: Heat__c
      C: Account.Name
      D: { from: Title, refresh: 2h }
      E: { from: age(Birthdate), refresh: 7d }
`);
      assert.deepEqual(
        people[0]?.destinations.map(({ field }) => field.refreshMinutes),
        [undefined, 1440, 1440, 120, 10_080],
      );
    });
    it('guesses what is personal', () => {
      const { people } = mappingOf(`${contact}      A: Email
      B: Title
      C: Owner.Name
      D: Account.Name
      E: domain(Email)
      F: { from: Email, pii: none }
      G: MailingCity
      H: Birthdate
`);
      assert.deepEqual(
        people[0]?.destinations.map(({ field }) => field.pii),
        ['personal', 'none', 'personal', 'none', 'personal', 'none', 'personal', 'personal'],
      );
    });
  });

  describe('of links', () => {
    it('leaves out other accounts where the org has none', () => {
      const switches = { ...b2bSnapshot.switches, contactsToMultipleAccounts: false };
      const link = linkOf('  account: { others: { attribute: AccountIds } }\n', { ...b2bSnapshot, switches }) as {
        others: unknown;
      };
      assert.equal(link.others, undefined);
    });
    it('follows a lookup that several objects have', () => {
      const link = linkOf(
        '  partners: { through: Partner__c, catalog: accounts, attribute: Partner, linked: partnered, unlinked: false }\n',
      );
      assert.deepEqual(
        { ...(link as object), span: 0 },
        {
          kind: 'lookup',
          name: 'partners',
          catalog: 'accounts',
          attribute: 'Partner',
          linked: 'partnered',
          unlinked: undefined,
          property: 'partner_id',
          backfill: 'emit',
          relationship: undefined,
          paths: new Map([
            ['contact', 'Partner__c'],
            ['lead', 'Partner__c'],
          ]),
          where: new Map(),
          others: undefined,
          span: 0,
        },
      );
    });
    for (const [name, property] of Object.entries({
      campaigns: 'campaign_id',
      companies: 'company_id',
      address: 'address_id',
      team: 'team_id',
    })) {
      it(`carries the id of ${name} as ${property}`, () => {
        const link = linkOf(`  ${name}: { through: Partner__c, catalog: accounts, attribute: Partner }\n`) as {
          property: string;
        };
        assert.equal(link.property, property);
      });
    }
    it('finds links that lead nowhere', () =>
      check(`people: { lead: {}, contact: { where: IsPersonAccount == false } }
${accounts}links:
  account: { others: { attribute: AccountIds } }
  a: { through: Nope__c, catalog: accounts, attribute: A }
#               ^^^^^^^ mapping/link-incomplete
  b: { through: CampaignMember, person: ContactId, catalog: accounts, attribute: B }
#                                       ^^^^^^^^^ mapping/link-incomplete
  c: { through: CampaignMember, to: CampaignId, catalog: accounts, attribute: C }
#                                   ^^^^^^^^^^ mapping/link-incomplete
  d: { through: CampaignMember, catalog: accounts, attribute: D }
#               ^^^^^^^^^^^^^^ mapping/link-incomplete
`));
    it('checks the paths and conditions of a junction', () =>
      check(`people: { contact: { where: IsPersonAccount == false } }
catalogs: { campaigns: { from: Campaign, name: c, fields: { Type: Type } } }
links:
  campaigns:
    through: CampaignMember
    person: [ContactId, LeedId]
#                       ^^^^^^ salesforce/field-not-found
    to: CampaignId
    catalog: campaigns
    attribute: Campaigns
    where: Campaign.IsOpen == true
#                   ^^^^^^ salesforce/field-not-found
`));
  });

  describe('of events and policies', () => {
    it('keeps previous to events', () =>
      check(`people:
  contact:
    where: IsPersonAccount == false
    attributes: { A: previous.Title }
#                    ^^^^^^^^^^^^^^ mapping/previous-outside-events
events:
  changed: { on: Contact, when: Title != previous.Title, to: self }
`));
    it('applies consent and erasure where an object has the fields', () => {
      const mapping =
        mappingOf(`people: { lead: {}, contact: { where: IsPersonAccount == false }, user: { from: User } }
consent:
  email: { from: HasOptedOutOfEmail }
  groups: [{ id: 01234567-89ab-cdef-0123-456789abcdef, from: Company == null }]
lifecycle: { erase: Individual.ShouldForget }
`);
      assert.deepEqual([...(mapping.consent.email?.from.keys() ?? [])], ['contact', 'lead']);
      assert.deepEqual([...(mapping.consent.groups[0]?.from.keys() ?? [])], ['lead']);
      assert.deepEqual([...mapping.lifecycle.erase.keys()], ['contact', 'lead']);
    });
    it('finds a condition whose fields nobody has', () =>
      check(`people: { lead: {} }
consent:
  email: { from: HasOptedOut }
#                ^^^^^^^^^^^ salesforce/field-not-found
lifecycle:
  erase: Individual.ForgetMe
#                   ^^^^^^^^ salesforce/field-not-found
`));
    it('finds identity of people who are not mapped', () =>
      check(`people: { lead: {} }
identity:
  external_id: { contact: App_User_Id__c }
#                ^^^^^^^ syntax/unknown-key
  aliases: { leads: lead_id }
#            ^^^^^ syntax/unknown-key
`));
    it('wants texts as external ids', () =>
      check(`people: { lead: {} }
identity:
  external_id: { lead: Score__c }
#                      ^^^^^^^^ mapping/type-mismatch
`));
    it('wants conditions to be conditions', () =>
      check(`people:
  lead:
    where: Company
#          ^^^^^^^ mapping/type-mismatch
`));
  });

  it('does not blame what refers to a part that could not be read', () =>
    check(`people:
  lead: 3
#       ^ syntax/wrong-type
identity:
  external_id: { lead: App_User_Id__c }
catalogs:
  accounts: { from: Account }
# ^^^^^^^^ syntax/missing-key, syntax/missing-key
links:
  partner: { through: Partner__c, catalog: accounts, attribute: Partner }
`));
});
