import { accountId, check, contactId, type DataCase, ofField } from '../data-cases/data-case.ts';

const changedAt = '2026-11-23T09:58:00Z';
const missing = 'record/value-missing';

/** A field over a record whose attribute `X` has never been sent. */
const neverSent = (field: string, record: object, people: DataCase['people'] = []): DataCase => ({
  attributes: `X: ${field}`,
  known: [{ contact: contactId }],
  given: { Contact: [{ Id: contactId, ...record }] },
  people,
});

/** A field of an item that Braze has already. */
const ofItem = (field: string, record: object, outcome: Pick<DataCase, 'items' | 'codes'>): DataCase => ({
  fields: `X: ${field}`,
  known: [{ item: accountId, sent: { X: 'another value' } }],
  given: { Account: [{ Id: accountId, SystemModstamp: changedAt, ...record }] },
  ...outcome,
});

/** One value too long, with each way to go on: only `truncate` sends what fits. */
function overflowing(
  from: string,
  Title: string,
  { value, codes }: { readonly value: unknown; readonly codes: readonly string[] },
): readonly DataCase[] {
  const capabilities = { arrayMax: 2 };
  return ['truncate', 'skip', 'error'].map((choice) =>
    ofField(
      `{ from: ${from}, on_overflow: ${choice} }`,
      { Title },
      { codes, capabilities, value: choice === 'truncate' ? value : undefined },
    ),
  );
}

const promises: Readonly<Record<string, readonly DataCase[]>> = {
  'null is sent only where a value had been sent': [
    ofField('Title', { Title: null }, { value: null }),
    neverSent('Title', { Title: null }),
  ],
  '`when_null: skip` leaves the old value': [
    ofField('{ from: Title, when_null: skip }', { Title: null }, {}),
    ofItem('{ from: Name, when_null: skip }', { Name: null }, { items: [] }),
  ],
  '`when_null: error` keeps the person or the item back': [
    {
      ...ofField('{ from: Title, when_null: error }', { Title: null }, { codes: [missing] }),
      given: { Contact: [{ Id: contactId, Title: null, Email: 'new@acme.example' }] },
    },
    ofItem('{ from: Name, when_null: error }\nY: Type', { Name: null, Type: 'Customer' }, { codes: [missing] }),
  ],
  'a default comes before `when_null`, and also after a map': [
    ofField('{ from: Title, default: none, when_null: error }', { Title: null }, { value: 'none' }),
    ofField('{ from: Title, map: { CTO: null }, default: none }', { Title: 'CTO' }, { value: 'none' }),
    ofField(
      '{ from: Title, map: { CTO: chief }, otherwise: unset, default: none }',
      { Title: 'CEO' },
      { value: 'none' },
    ),
    ofField('{ from: Title, map: { none: never }, default: none }', { Title: null }, { value: 'none' }),
    ofField('{ from: Regions__c, default: none }', { Regions__c: null }, { value: ['none'] }),
    ofField('{ from: Last_Seen__c, as: string, default: never }', { Last_Seen__c: null }, { value: 'never' }),
    ofField(
      '{ from: Birthdate, as: time, default: 2000-01-01 }',
      { Birthdate: null },
      { value: '2000-01-01T00:00:00Z' },
    ),
  ],
  'a map looks at the text of the value, blank is not mapped': [
    ofField('{ from: Score__c, map: { 1.5: x }, otherwise: unset }', { Score__c: 1.5 }, { value: 'x' }),
    ofField("{ from: DoNotCall, map: { true: 'never', false: 'sure' } }", { DoNotCall: false }, { value: 'sure' }),
    ofField('{ from: Title, map: { CTO: x }, otherwise: { value: other } }', { Title: null }, { value: null }),
  ],
  'a map works on lists element by element': [
    ofField(
      '{ from: Regions__c, map: { EMEA: 1, AMER: 1 }, otherwise: keep }',
      { Regions__c: 'EMEA;AMER;APAC' },
      { value: ['1', 'APAC'] },
    ),
    ofField(
      '{ from: Regions__c, map: { EMEA: null, AMER: x, APAC: z } }',
      { Regions__c: 'EMEA;AMER' },
      { value: ['x'] },
    ),
    ofField('{ from: Regions__c, map: { EMEA: null, AMER: x, APAC: z } }', { Regions__c: 'EMEA' }, { value: null }),
    ofField(
      '{ from: Regions__c, map: { EMEA: x }, otherwise: error }',
      { Regions__c: 'EMEA;AMER' },
      { codes: ['record/value-not-in-map'] },
    ),
  ],
  'a value that a map keeps and that does not fit is counted': [
    ofField('{ from: Title, map: { CTO: 1 } }', { Title: 'CEO' }, { codes: ['record/value-not-in-map'] }),
    ofField('{ from: Title, map: { CTO: 1 } }', { Title: 'CTO' }, { value: 1 }),
  ],
  'integers are rounded half away from zero': [
    ...[
      [2.5, 3],
      [-2.5, -3],
      [0.49, 0],
      [-0.4, 0],
      [1e15 + 0.5, 1e15 + 1],
    ].map(([from, to]) => ofField('{ from: Score__c, as: integer }', { Score__c: from }, { value: to })),
    ofField('{ from: Score__c, as: integer }', { Score__c: 2 ** 53 }, { codes: ['record/number-not-exact'] }),
  ],
  'numbers become text in their shortest form': [
    [0.1, '0.1'],
    [1e21, '1e+21'],
    [100, '100'],
    [-0, '0'],
  ].map(([from, to]) => ofField('{ from: Score__c, as: string }', { Score__c: from }, { value: to })),
  'an array takes a list, or a text as one element': [
    ofField('{ from: Title, as: array }', { Title: 'a;b' }, { value: ['a;b'] }),
    ofField('{ value: vip, as: array }', {}, { value: ['vip'] }),
    neverSent('{ value: vip, as: array }', { Department: 'Sales' }),
    ofField('"split(Title, \',\')"', { Title: 'b,a' }, { value: ['b', 'a'] }),
  ],
  '`on_overflow` says what happens to texts and lists over the limit': [
    ...overflowing('Title', 'x'.repeat(256), { value: 'x'.repeat(255), codes: ['record/text-too-long'] }),
    ...overflowing('"split(Title, \',\')"', 'a,b,c', { value: ['a', 'b'], codes: ['record/list-too-long'] }),
    // Elements are texts too.
    ofField(
      '"split(Title, \',\')"',
      { Title: `a,${'x'.repeat(256)}` },
      { value: ['a', 'x'.repeat(255)], codes: ['record/text-too-long'] },
    ),
  ],
  'limits are counted in the units of the workspace': [
    {
      ...ofField('Title', { Title: 'é'.repeat(128) }, { value: 'é'.repeat(127), codes: ['record/text-too-long'] }),
      capabilities: { textUnits: 'utf8' },
    },
    ofField('Title', { Title: 'é'.repeat(255) }, { value: 'é'.repeat(255) }),
    {
      ...ofItem('Description', { Description: 'é'.repeat(5000) }, { items: [{ id: accountId, X: 'é'.repeat(5000) }] }),
      capabilities: { textUnits: 'utf8' },
    },
  ],
  '`write: once` is sent while nothing has been sent, and never changed or unset': [
    neverSent('{ from: Title, write: once }', { Title: 'CTO' }, [{ X: 'CTO' }]),
    neverSent('{ from: Title, write: once }', { Title: null }),
    ofField('{ from: Title, write: once }', { Title: 'CTO' }, {}),
    ofField('{ from: Title, write: once }', { Title: null }, {}),
    ofItem('{ from: Name, write: once }', { Name: 'Acme' }, {}),
  ],
};

describe('fields', () => {
  for (const [title, cases] of Object.entries(promises)) {
    it(title, () => {
      for (const one of cases) check(one);
    });
  }
});
