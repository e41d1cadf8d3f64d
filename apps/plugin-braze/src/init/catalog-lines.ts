import type { Snapshot } from '@sf-braze/mapping-core';
import { sees } from './fields-seen.ts';
import type { MappingLine } from './mapping-line.ts';

type Candidate = MappingLine & { readonly field: string };

const accountFields: readonly Candidate[] = [
  { name: 'AccountName', field: 'Name', source: { from: 'Name' }, doc: 'Name of the company' },
  { name: 'Type', field: 'Type', source: { from: 'Type' }, doc: 'What the company is to us, such as customer' },
  { name: 'Industry', field: 'Industry', source: { from: 'Industry' }, doc: 'Industry the company is in' },
];

const employees: Candidate = {
  name: 'Employees',
  field: 'NumberOfEmployees',
  source: { from: 'NumberOfEmployees' },
  doc: 'How many people work there',
};

const opportunityFields: readonly Candidate[] = [
  { name: 'OpportunityName', field: 'Name', source: { from: 'Name' }, doc: 'Name of the deal' },
  { name: 'Account_ID', field: 'AccountId', source: { from: 'AccountId' }, doc: 'Id of the company the deal is with' },
  { name: 'Stage', field: 'StageName', source: { from: 'StageName' }, doc: 'Stage of the deal' },
];

const opportunityEnd: readonly Candidate[] = [
  {
    name: 'CloseDate',
    field: 'CloseDate',
    source: { from: 'CloseDate' },
    as: 'time',
    doc: 'Day the deal closes or is expected to',
    comment: 'midnight UTC of that day',
  },
  { name: 'IsClosed', field: 'IsClosed', source: { from: 'IsClosed' }, doc: 'Whether the deal is won or lost' },
  { name: 'IsWon', field: 'IsWon', source: { from: 'IsWon' }, doc: 'Whether the deal is won' },
];

/** Columns of the catalog of accounts. */
export function accountLines(snapshot: Snapshot): readonly MappingLine[] {
  const segment = segmentField(snapshot);
  return [
    ...seen(snapshot, 'Account', accountFields),
    ...(segment === undefined
      ? []
      : [{ name: 'Classification', source: { from: segment }, doc: 'How sales classifies the company' }]),
    ...seen(snapshot, 'Account', [employees]),
    ...amountLines(snapshot, 'Account', { name: 'AnnualRevenue', field: 'AnnualRevenue', doc: 'Revenue in a year' }),
  ];
}

/** Columns of the catalog of opportunities. */
export function opportunityLines(snapshot: Snapshot): readonly MappingLine[] {
  const territory = snapshot.switches.territories && sees(snapshot, 'Opportunity', 'Territory2.Name');
  return [
    ...seen(snapshot, 'Opportunity', opportunityFields),
    ...(territory
      ? [{ name: 'Territory', source: { from: 'Territory2.Name' }, doc: 'Sales territory of the deal' }]
      : []),
    ...amountLines(snapshot, 'Opportunity', { name: 'Amount', field: 'Amount', doc: 'Worth of the deal' }),
    ...seen(snapshot, 'Opportunity', opportunityEnd),
  ];
}

function seen(snapshot: Snapshot, object: string, lines: readonly Candidate[]): readonly MappingLine[] {
  return lines.filter(({ field }) => sees(snapshot, object, field));
}

/** With several currencies an amount never travels without its code: where the code cannot be seen, neither goes. */
function amountLines(
  snapshot: Snapshot,
  object: string,
  { name, field, doc }: { readonly name: string; readonly field: string; readonly doc: string },
): readonly MappingLine[] {
  if (!sees(snapshot, object, field)) return [];
  const amount = { name, source: { from: field }, doc };
  if (!snapshot.switches.multiCurrency) return [amount];
  if (!sees(snapshot, object, 'CurrencyIsoCode')) return [];
  const comment = 'this org has several: an amount says nothing without it';
  return [amount, { name: 'Currency', source: { from: 'CurrencyIsoCode' }, doc: `Currency of ${name}`, comment }];
}

const SEGMENT = /^(?:Customer_?|Account_?)?(?:Segment|Classification|Tier)__c$/i;

/** A picklist of the org's own that sorts companies. */
function segmentField({ objects }: Snapshot): string | undefined {
  const fields = [...(objects.get('Account')?.fields.values() ?? [])];
  const usable = fields.filter((field) => field.type === 'picklist' && !field.calculated && !field.encrypted);
  return usable
    .filter(({ name }) => SEGMENT.test(name))
    .map(({ name }) => name)
    .toSorted()[0];
}
