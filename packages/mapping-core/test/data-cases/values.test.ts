import type { SnapshotField } from '../../src/salesforce/snapshot.ts';
import { L1 } from '../reconcile/lifecycle-fixture.ts';
import { accountId, check, contactId, type DataCase, ofField, withField } from './data-case.ts';

const queue = '00G5g000004BfXbEAK';
const changedAt = '2026-11-23T09:58:00Z';
const blank = { value: null };
const catalogFields = (fields: string, record: object, item: object, more: Partial<DataCase> = {}): DataCase => ({
  fields,
  given: { Account: [{ Id: accountId, SystemModstamp: changedAt, ...record }] },
  items: [{ id: accountId, ...item }],
  ...more,
});
const found = (attributes: string, ...codes: readonly string[]): DataCase => ({ attributes, found: codes });
const plans: SnapshotField['picklist'] = ['trial', 'team', 'enterprise'].map((value) => ({
  value,
  label: value.toUpperCase(),
  active: value !== 'enterprise',
}));
const sameAsBefore = (at: string): DataCase => ({
  attributes: 'X: Title\nSeen: Last_Seen__c\nRegions: Regions__c',
  known: [
    {
      contact: contactId,
      sent: {
        email: 'ada@acme.example',
        X: 'CTO',
        Seen: '2026-11-22T10:00:00Z',
        Regions: ['AMER', 'EMEA'],
      },
    },
  ],
  given: {
    Contact: [
      {
        Id: contactId,
        Email: 'Ada@acme.example',
        Title: 'CTO',
        Last_Seen__c: at,
        Regions__c: 'EMEA;AMER',
        SystemModstamp: changedAt,
      },
    ],
  },
});

const narrowed = (mapping: string, condition: string): string =>
  mapping.replace(/IsPersonAccount == false(?=\n {4}fields)/, `IsPersonAccount == false && ${condition}`);

const cases: Readonly<Record<string, readonly DataCase[]>> = {
  'Multi-currency': [
    { fields: 'Revenue: AnnualRevenue', found: ['salesforce/currency-without-code'] },
    catalogFields(
      'Revenue: AnnualRevenue\nCurrency: CurrencyIsoCode',
      { AnnualRevenue: 1000000, CurrencyIsoCode: 'USD' },
      { Revenue: 1000000, Currency: 'USD' },
    ),
    catalogFields(
      'Revenue: corporate(AnnualRevenue)',
      { AnnualRevenue: 125, CurrencyIsoCode: 'USD' },
      { Revenue: 100 },
    ),
    catalogFields(
      'Revenue: corporate(AnnualRevenue)',
      { AnnualRevenue: 125, CurrencyIsoCode: 'JPY' },
      {},
      {
        codes: ['record/no-rate'],
      },
    ),
  ],
  'Picklist value and label': [
    ofField('Plan__c', { Plan__c: 'team' }, { value: 'team' }),
    ofField('label(Plan__c)', { Plan__c: 'team' }, { value: 'TEAM' }),
    found('X: { from: Plan__c, map: { trial: t, team: m } }', 'mapping/incomplete-map'),
    found('X: { from: Plan__c, map: { Team: m }, otherwise: keep }', 'mapping/value-not-in-picklist'),
    found(`X: "Plan__c == 'Team' ? 1 : 2"`, 'mapping/value-not-in-picklist'),
    {
      attributes: 'X: label(Plan__c)',
      later: {
        snapshot: withField('Contact', 'Plan__c', { picklist: plans.map((one) => ({ ...one, label: one.value })) }),
        found: ['salesforce/picklist-changed'],
      },
    },
  ],
  'Inactive picklist values on old records': [
    ofField('label(Plan__c)', { Plan__c: 'legacy' }, { value: 'legacy' }),
    ofField(
      '{ from: Plan__c, map: { trial: t, team: m }, otherwise: keep }',
      { Plan__c: 'legacy' },
      { value: 'legacy' },
    ),
    {
      attributes: 'X: { from: Plan__c, map: { trial: t, team: m } }',
      snapshot: withField('Contact', 'Plan__c', { picklist: plans }),
      found: ['mapping/incomplete-map'],
    },
  ],
  'Multi-select picklists': [
    ofField('Regions__c', { Regions__c: 'EMEA;AMER;EMEA' }, { value: ['AMER', 'EMEA'] }),
    ofField('Regions__c', { Regions__c: ['EMEA', 'AMER'] }, { value: ['AMER', 'EMEA'] }),
    catalogFields(
      'Regions: Regions__c',
      { Regions__c: Array.from({ length: 101 }, (_, index) => `R${String(index).padStart(3, '0')}`) },
      { Regions: Array.from({ length: 100 }, (_, index) => `R${String(index).padStart(3, '0')}`) },
      { codes: ['record/list-too-long'] },
    ),
  ],
  'Date-only fields (CloseDate, Birthdate)': [
    ofField('Birthdate', { Birthdate: '2027-03-28' }, { value: '2027-03-28' }),
    ofField('{ from: Birthdate, as: time }', { Birthdate: '2027-03-28' }, { value: '2027-03-28T00:00:00Z' }),
    ofField(`at(Birthdate, 'Europe/Berlin')`, { Birthdate: '2027-03-28' }, { value: '2027-03-27T23:00:00Z' }),
    found('X: { from: Title, as: date }', 'mapping/type-mismatch'),
    {
      edit: (mapping) => mapping.replace('email: Email', 'dob: Birthdate'),
      known: [{ contact: contactId }],
      given: { Contact: [{ Id: contactId, Birthdate: '1815-12-10' }] },
      people: [{ dob: '1815-12-10' }],
    },
  ],
  Datetimes: [
    ofField('Last_Seen__c', { Last_Seen__c: '2026-11-22T10:00:00.000+0000' }, { value: '2026-11-22T10:00:00Z' }),
    ofField('Last_Seen__c', { Last_Seen__c: '2026-11-22T10:00:00.000Z' }, { value: '2026-11-22T10:00:00Z' }),
    ofField('Last_Seen__c', { Last_Seen__c: '2026-11-22T12:00:00+02:00' }, { value: '2026-11-22T10:00:00Z' }),
    sameAsBefore('2026-11-22T10:00:00.000+0000'),
    sameAsBefore('2026-11-22T10:00:00.000Z'),
  ],
  'Time fields (`10:00:00.000Z`)': [
    catalogFields('Opens: Opens_At__c', { Opens_At__c: '10:00:00.000Z' }, { Opens: '10:00:00.000Z' }),
    { fields: 'Opens: { from: Opens_At__c, as: time }', found: ['mapping/type-mismatch'] },
  ],
  'Formulas, cross-object formulas, roll-ups': [
    found('X: Heat__c', 'salesforce/formula-field'),
    found('X: Account.Health_Score__c', 'salesforce/formula-field'),
  ],
  'Parent fields (`Account.Name` on a contact)': [
    found('X: Account.Name', 'salesforce/parent-field'),
    {
      attributes: 'X: Account.Name',
      known: [
        { contact: contactId, account: accountId, accounts: [accountId], sent: { X: 'Acme' } },
        { item: accountId, sent: { AccountName: 'Acme' } },
      ],
      given: { Account: [{ Id: accountId, Name: 'Acme Ltd', SystemModstamp: changedAt }] },
      people: [{ X: 'Acme Ltd' }],
      items: [{ id: accountId, AccountName: 'Acme Ltd' }],
    },
  ],
  '`SystemModstamp` moves without a change (an edited picklist touches every record)': [
    sameAsBefore('2026-11-22T10:00:00Z'),
  ],
  'Encrypted, masked, hidden by field security': [
    found('X: Secret__c', 'salesforce/field-masked'),
    ...['************', 'XXXXXXXX1234', '***-**-1234', '********1234'].map((masked) =>
      ofField('Secret__c', { Secret__c: masked }, { found: ['salesforce/field-masked'] }),
    ),
    // Nor does a mask decide who is in scope.
    {
      edit: (mapping) => mapping.replace('IsPersonAccount == false', "IsPersonAccount == false && Secret__c != ''"),
      found: ['mapping/nullable-comparison'],
      given: { Contact: [{ Id: contactId, Email: 'ada@acme.example', Secret__c: '************' }] },
    },
    ofField('Secret__c', { Secret__c: 'Xavier' }, { value: 'Xavier', found: ['salesforce/field-masked'] }),
    ofField('Title', { Title: '****' }, { value: '****' }),
    {
      attributes: 'X: Department',
      snapshot: withField('Contact', 'Department', undefined),
      found: ['salesforce/field-not-found'],
    },
  ],
  'Field renamed, removed, retyped': [
    { attributes: 'X: Departmnt', found: ['salesforce/field-not-found'] },
    {
      attributes: 'X: Score__c',
      later: {
        snapshot: withField('Contact', 'Score__c', { type: 'string' }),
        found: ['salesforce/field-type-changed'],
      },
    },
  ],
  'Text over the limit': [
    ofField('Title', { Title: `${'x'.repeat(254)}🚀` }, { value: 'x'.repeat(254), codes: ['record/text-too-long'] }),
    ofField('Title', { Title: `${'x'.repeat(253)}🚀` }, { value: `${'x'.repeat(253)}🚀` }),
    catalogFields(
      'Text: Description',
      { Description: 'y'.repeat(5001) },
      { Text: 'y'.repeat(5000) },
      {
        codes: ['record/text-too-long'],
      },
    ),
  ],
  'Emoji, lone surrogates, NUL': [
    ofField('Title', { Title: '👩‍🚀' }, { value: '👩‍🚀' }),
    ofField('Title', { Title: 'a\0b\ud83dc' }, { value: 'a\uFFFDb\uFFFDc', codes: ['record/text-repaired'] }),
  ],
  'Rich text, HTML': [
    found('X: Bio__c', 'mapping/rich-text'),
    ofField('text(Bio__c)', { Bio__c: '<p>R&amp;D<br>team</p><script>x()</script>' }, { value: 'R&D\nteam' }),
  ],
  'Text that looks empty or null (`NA`, `None`)': [
    ...['NA', 'None', 'null', 'N/A', 'undefined', '0', ' '].map((Title) =>
      ofField('Title', { Title }, { value: Title }),
    ),
    ofField('Title', { Title: '' }, blank),
  ],
  'Digits as text (`01234`)': [ofField('Title', { Title: '01234' }, { value: '01234' })],
  'Decimals in text (`1.234,56`)': [
    ofField(`"number(Title, ',')"`, { Title: '1.234,56' }, { value: 1234.56 }),
    ofField('number(Title)', { Title: '1.234,56' }, { ...blank, codes: ['record/number-not-readable'] }),
    found('X: { from: Title, as: number }', 'mapping/type-mismatch'),
  ],
  'Big or infinite numbers': [
    ofField('Score__c', { Score__c: 2 ** 53 }, { codes: ['record/number-not-exact'] }),
    ofField('Score__c', { Score__c: Infinity }, { codes: ['record/number-not-exact'] }),
    ofField('{ from: Score__c, as: string }', { Score__c: 2 ** 53 }, { value: '9007199254740992' }),
    ofField('Score__c', { Score__c: 2 ** 53 - 1 }, { value: 9007199254740991 }),
  ],
  Booleans: [
    ofField('DoNotCall', { DoNotCall: 'false' }, { value: false }),
    ofField('{ from: DoNotCall, as: string }', { DoNotCall: 'false' }, { value: 'false' }),
    found('X: { from: Title, as: boolean }', 'mapping/type-mismatch'),
    found('X: { from: DoNotCall, as: number }', 'mapping/type-mismatch'),
  ],
  'Nothing against zero': [
    ofField('Score__c', { Score__c: 0 }, { value: 0 }),
    ofField('Score__c', { Score__c: null }, blank),
  ],
  Country: [
    ofField('country(MailingCountry)', { MailingCountry: 'UK' }, { value: 'GB' }),
    ofField('country(MailingCountry)', { MailingCountry: 'Deutschland' }, { value: 'DE' }),
    ofField('country(MailingCountry)', { MailingCountry: 'NO' }, { value: 'NO' }),
    ofField('country(MailingCountry)', { MailingCountry: 'Atlantis' }, { ...blank, codes: ['record/country-unknown'] }),
    found('X: { value: NO }', 'syntax/ambiguous-scalar'),
  ],
  Language: [
    ofField('language(Language__c)', { Language__c: 'en_US' }, { value: 'en' }),
    ofField('language(Language__c)', { Language__c: 'Klingon' }, { ...blank, codes: ['record/language-unknown'] }),
  ],
  Phone: [
    ofField(
      `"phone(Phone, MailingCountryCode)"`,
      { Phone: '(212) 555-0143', MailingCountryCode: 'US' },
      { value: '+12125550143' },
    ),
    ofField(
      `"phone(Phone, MailingCountryCode)"`,
      { Phone: '12', MailingCountryCode: 'US' },
      { ...blank, codes: ['record/phone-not-possible'] },
    ),
  ],
  'Gender, date of birth': [
    ofField('gender(Title)', { Title: 'Female' }, { value: 'F' }),
    ofField('gender(Title)', { Title: 'xx' }, { ...blank, codes: ['record/gender-unknown'] }),
    ofField('Birthdate', { Birthdate: '1900-01-01' }, { value: '1900-01-01' }),
    ofField('Birthdate', { Birthdate: '20026-01-01' }, { ...blank, codes: ['record/date-out-of-range'] }),
  ],
  'Blank against a condition': [
    {
      edit: (mapping) => narrowed(mapping, `Rating != 'Cold'`),
      found: ['mapping/nullable-comparison'],
      given: {
        Account: [
          { Id: accountId, Name: 'Acme', Rating: null, SystemModstamp: changedAt },
          { Id: '0015g00000AcZ2fAAF', Name: 'Bolt', Rating: 'Hot', SystemModstamp: changedAt },
        ],
      },
      items: [{ id: '0015g00000AcZ2fAAF', AccountName: 'Bolt' }],
    },
  ],
  'Case in conditions': [
    {
      edit: (mapping) => narrowed(mapping, `Name == 'Acme'`),
      given: {
        Account: [
          { Id: accountId, Name: 'ACME', SystemModstamp: changedAt },
          { Id: '0015g00000AcZ2fAAF', Name: 'Acme', SystemModstamp: changedAt },
        ],
      },
      items: [{ id: '0015g00000AcZ2fAAF', AccountName: 'Acme' }],
    },
    {
      edit: (mapping) => narrowed(mapping, `Name != 'x'`),
      found: ['mapping/where-not-pushed'],
    },
  ],
  'Records owned by queues': [
    {
      edit: (mapping) => mapping.replace('  contact:\n    where: IsPersonAccount == false', '  lead:'),
      more: '\nlinks: {}\n',
      found: ['mapping/unlinked-catalog'],
      attributes: 'X: Owner.Email\nY: Owner.Name\nZ: Owner.FirstName',
      given: {
        Lead: [{ Id: L1, Email: 'ada@acme.example', OwnerId: queue, Owner: { Name: 'Inbound', Email: null } }],
      },
      people: [{ email: 'ada@acme.example', Y: 'Inbound' }],
    },
  ],
  'Compound fields (address, location)': [found('X: MailingAddress', 'salesforce/type-not-mappable')],
  'Reserved names': [
    found('Email: Title', 'braze/reserved-attribute'),
    found('external_id: Title', 'braze/reserved-attribute'),
    found('$X: Title', 'braze/invalid-name'),
    found('"a.b": Title', 'braze/invalid-name'),
    { edit: (mapping) => mapping.replace('email: Email', 'mail: Email'), found: ['braze/unknown-profile-field'] },
    { fields: '"Account Name": Name', found: ['braze/invalid-catalog-name'] },
    ...['time', 'event_name'].map((name): DataCase => ({
      more: `events:\n  seen: { on: Contact, to: self, properties: { ${name}: Title } }\n`,
      found: ['braze/reserved-property'],
    })),
  ],
};

describe('data cases of values', () => {
  for (const [title, ways] of Object.entries(cases)) {
    it(title, () => {
      for (const one of ways) check(one);
    });
  }
});
