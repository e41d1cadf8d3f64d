import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyze, type Diagnostic, fieldAt, type OrgSwitches, type Snapshot } from '@sf-braze/mapping-core';
import { mappingText } from '../../src/init/mapping-text.ts';
import { projectText } from '../../src/init/project-text.ts';
import { allOff, orgOf, type OrgSpec, picklist } from './org-builder.ts';

const everySwitch = Object.keys(allOff) as (keyof OrgSwitches)[]; // the object is written out
const combinations: readonly OrgSwitches[] = Array.from({ length: 2 ** everySwitch.length }, (_, bits) => ({
  ...allOff,
  ...Object.fromEntries(everySwitch.map((name, place) => [name, (bits & (1 << place)) !== 0])),
}));
const allOn = combinations.at(-1) ?? allOff;

const appUser = { 'Lead.App_User_Id__c': 'string', 'Contact.App_User_Id__c': 'string' } as const;
const richest: OrgSpec = {
  switches: allOn,
  sandbox: true,
  more: { ...appUser, 'Account.Segment__c': picklist('Enterprise', 'SMB') },
};
const poorest: OrgSpec = {
  hidden: [
    'Lead',
    'Opportunity',
    'OpportunityContactRole',
    'Individual',
    'User',
    'Account',
    ...['FirstName', 'Title', 'Email', 'Phone', 'HasOptedOutOfEmail', 'LeadSource'].map((name) => `Contact.${name}`),
    ...['MailingCountry', 'AccountId', 'Department', 'IndividualId'].map((name) => `Contact.${name}`),
  ],
};

/** Every field that a mapping could want, hidden one at a time; person accounts are on where `Account.IsPersonAccount` is seen. */
const hiddenFields = [...orgOf(richest).objects].flatMap(([object, { fields }]) =>
  [...fields.keys()]
    .map((field) => `${object}.${field}`)
    .filter((path) => !/\.Id$|\.SystemModstamp$|^Account\.IsPersonAccount$/.test(path)),
);

const orgs: readonly (readonly [string, OrgSpec])[] = [
  ...combinations.map((switches): [string, OrgSpec] => [`switches ${namesOf(switches)}`, { switches }]),
  ...combinations.map((switches): [string, OrgSpec] => [
    `external ids, ${namesOf(switches)}`,
    { ...richest, switches },
  ]),
  ...hiddenFields.map((path): [string, OrgSpec] => [`without ${path}`, { ...richest, hidden: [path] }]),
  ...hiddenFields.map((path): [string, OrgSpec] => [`plain, without ${path}`, { hidden: [path] }]),
  ...['Lead', 'Contact', 'Account', 'Opportunity', 'OpportunityContactRole', 'Individual', 'User', 'Territory2'].map(
    (object): [string, OrgSpec] => [`no ${object}`, { ...richest, hidden: [object] }],
  ),
  ['switch on, objects hidden', { switches: allOn, hidden: ['AccountContactRelation', 'Territory2'] }],
  ['the poorest', poorest],
];

describe('mappingText', () => {
  for (const [name, spec] of orgs) {
    it(`fits an org: ${name}`, () => {
      const snapshot = orgOf(spec);
      const { context, diagnostics } = findingsOf(snapshot);
      assert.ok(context);
      assert.deepEqual(diagnostics.filter(isMistake).map(textOf), []);
    });
  }

  it('says in its comments only what the org has', () => {
    for (const [name, spec] of orgs) {
      const snapshot = orgOf(spec);
      const text = mappingText(snapshot);
      for (const [word, there] of claims(snapshot)) {
        assert.equal(text.includes(word) && !there, false, `${name}: ${word}`);
      }
    }
  });

  it('leaves nothing out that the richest org has', () => {
    const wanted = [
      'IsPersonAccount == false',
      'CurrencyIsoCode',
      'Territory2.Name',
      'AccountIds',
      'MailingCountryCode',
      'App_User_Id__c',
      'Segment__c',
      'Individual.ShouldForget',
      'HasOptedOutOfEmail',
      "Status != 'Disqualified'",
      'Account.IsPersonAccount ? null : Account.Name',
      'opportunity_stage_changed',
      'primary: OpportunityId',
    ];
    const text = mappingText(orgOf(richest));
    assert.deepEqual(
      wanted.filter((words) => !text.includes(words)),
      [],
    );
  });

  it('takes the text of the country where there are no codes', () => {
    const text = mappingText(orgOf({}));
    assert.match(text, /country\(MailingCountry\)/);
    assert.match(text, /country\(Country\)/);
  });

  it('keeps the text of the richest and the poorest org', () => {
    assert.equal(mappingText(orgOf(richest)), golden('richest.txt'));
    assert.equal(mappingText(orgOf(poorest)), golden('poorest.txt'));
  });
});

/** Words that say something about the org, and whether it is true. */
function claims(snapshot: Snapshot): readonly (readonly [string, boolean])[] {
  const has = (object: string, path: string): boolean => fieldAt(snapshot, object, path) !== undefined;
  const { switches } = snapshot;
  return [
    ['IsPersonAccount', switches.personAccounts],
    ['CurrencyIsoCode', switches.multiCurrency],
    ['Territory2', switches.territories && has('Opportunity', 'Territory2.Name')],
    ['AccountIds', switches.contactsToMultipleAccounts && has('AccountContactRelation', 'IsActive')],
    ['CountryCode', switches.stateCountryPicklists],
    ['JobTitle', has('Lead', 'Title') || has('Contact', 'Title')],
    ['Department', has('Contact', 'Department')],
    ['ShouldForget', has('Lead', 'Individual.ShouldForget') || has('Contact', 'Individual.ShouldForget')],
    ['email: {', has('Lead', 'HasOptedOutOfEmail') || has('Contact', 'HasOptedOutOfEmail')],
    ['salesforce_accounts', has('Contact', 'AccountId')],
    ['opportunit', has('OpportunityContactRole', 'OpportunityId') && has('Opportunity', 'IsClosed')],
    ['convert:', snapshot.objects.has('Lead') && snapshot.objects.has('Contact')],
  ];
}

function findingsOf(snapshot: Snapshot): ReturnType<typeof analyze> {
  const answers = { name: 'acme', environment: 'sandbox', org: 'acme-uat', apiKey: 'env:BRAZE_API_KEY' };
  const project = projectText({ ...answers, endpoint: 'https://rest.iad-03.braze.com', guarded: true }, snapshot);
  return analyze({
    project: { file: 'braze.project.yaml', text: project },
    mappings: [{ file: 'mappings/b2b.braze.yaml', text: mappingText(snapshot) }],
    snapshot,
  });
}

/** Where contacts have several accounts but this user may not see them, only an administrator can help. */
function isMistake({ code, severity }: Diagnostic): boolean {
  return severity === 'error' || (severity === 'warning' && code !== 'salesforce/indirect-accounts-unmapped');
}

function textOf({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}

function namesOf(switches: OrgSwitches): string {
  return everySwitch.filter((name) => switches[name]).join(', ') || 'none';
}

function golden(name: string): string {
  return readFileSync(new URL(`golden/${name}`, import.meta.url), 'utf8');
}
