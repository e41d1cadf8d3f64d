import * as z from 'zod';
import { fieldTypes } from './field-types.ts';
import type { CurrencyRate, OrgSwitches, PicklistValue, Snapshot, SnapshotField, SnapshotObject } from './snapshot.ts';

/** Version of `.braze/snapshot.json`. */
const VERSION = 1;

const picklistValue = z.strictObject({
  value: z.string(),
  label: z.string().optional(),
  active: z.boolean().default(true),
});

const fieldInFile = z.strictObject({
  label: z.string(),
  type: z.enum(fieldTypes),
  length: z.int().min(0).default(0),
  nillable: z.boolean().default(true),
  custom: z.boolean().default(false),
  calculated: z.boolean().default(false),
  encrypted: z.boolean().default(false),
  filterable: z.boolean().default(true),
  html: z.boolean().default(false),
  referenceTo: z.array(z.string()).default([]),
  relationshipName: z.string().optional(),
  picklist: z.array(picklistValue).default([]),
  restrictedPicklist: z.boolean().default(false),
});

const objectInFile = z.strictObject({
  label: z.string(),
  keyPrefix: z.string().optional(),
  fields: z.record(z.string(), fieldInFile),
});

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const snapshotFile = z.strictObject({
  version: z.literal(VERSION),
  takenAt: z.iso.datetime(),
  org: z.strictObject({ id: z.string(), sandbox: z.boolean() }),
  switches: z.strictObject({
    personAccounts: z.boolean(),
    multiCurrency: z.boolean(),
    territories: z.boolean(),
    contactsToMultipleAccounts: z.boolean(),
    stateCountryPicklists: z.boolean(),
  }),
  corporateCurrency: z.string().optional(),
  rates: z
    .array(
      z.strictObject({
        isoCode: z.string(),
        rate: z.number().positive(),
        start: date.optional(),
        end: date.optional(),
      }),
    )
    .default([]),
  objects: z.record(z.string(), objectInFile),
});

type ObjectInFile = z.output<typeof objectInFile>;
type FieldInFile = z.output<typeof fieldInFile>;

/** The snapshot in a file, or the problem with it in one sentence. Never throws, whatever the text. */
export function parseSnapshot(text: string): {
  readonly snapshot: Snapshot | undefined;
  readonly problem: string | undefined;
} {
  const json = parseJson(text);
  if (json === undefined) return { snapshot: undefined, problem: 'The snapshot is not valid JSON.' };
  const result = snapshotFile.safeParse(json.value);
  if (result.success) return { snapshot: fromFile(result.data), problem: undefined };
  const [issue] = result.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'the top' : `\`${issue.path.map(String).join('.')}\``;
  return { snapshot: undefined, problem: `The snapshot is not what \`sf braze snapshot\` writes: see ${place}.` };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function fromFile({
  takenAt,
  org,
  switches,
  corporateCurrency,
  rates,
  objects,
}: z.output<typeof snapshotFile>): Snapshot {
  return {
    takenAt,
    org,
    switches,
    corporateCurrency,
    rates: rates.map(({ isoCode, rate, start, end }) => ({ isoCode, rate, start, end })),
    objects: new Map(Object.entries(objects).map(([name, object]) => [name, objectFromFile(name, object)])),
  };
}

function objectFromFile(name: string, { label, keyPrefix, fields }: ObjectInFile): SnapshotObject {
  const known = Object.entries(fields).map(([key, value]): [string, SnapshotField] => [key, fieldFromFile(key, value)]);
  return { name, label, keyPrefix, fields: new Map(known) };
}

function fieldFromFile(name: string, { relationshipName, picklist, ...rest }: FieldInFile): SnapshotField {
  return {
    name,
    ...rest,
    relationshipName,
    picklist: picklist.map(({ value, label = value, active }) => ({ value, label, active })),
  };
}

/**
 * The text of `.braze/snapshot.json`: objects and fields sorted by name, one line per field, what is ordinary left out,
 * so that a change in the org is a small diff. The order of picklist values is kept: it is the org's.
 */
export function serializeSnapshot(snapshot: Snapshot): string {
  const { takenAt, org, switches, corporateCurrency, rates, objects } = snapshot;
  const rateTexts = sortedRates(rates).map((rate) => JSON.stringify(rate));
  const objectTexts = [...objects.values()].toSorted(byName).map(objectText);
  const sections = [
    ...entries({
      version: VERSION,
      takenAt,
      org: { id: org.id, sandbox: org.sandbox },
      switches: switchesToFile(switches),
      corporateCurrency,
    }),
    `"rates": [${lines(rateTexts, '    ', '  ')}]`,
    `"objects": {${lines(objectTexts, '    ', '  ')}}`,
  ];
  return `{${lines(sections, '  ', '')}}\n`;
}

function switchesToFile(switches: OrgSwitches): OrgSwitches {
  const { personAccounts, multiCurrency, territories, contactsToMultipleAccounts, stateCountryPicklists } = switches;
  return { personAccounts, multiCurrency, territories, contactsToMultipleAccounts, stateCountryPicklists };
}

function objectText({ name, label, keyPrefix, fields }: SnapshotObject): string {
  const texts = [...fields.values()]
    .toSorted(byName)
    .map((each) => `${JSON.stringify(each.name)}: ${JSON.stringify(fieldToFile(each))}`);
  const sections = [...entries({ label, keyPrefix }), `"fields": {${lines(texts, '        ', '      ')}}`];
  return `${JSON.stringify(name)}: {${lines(sections, '      ', '    ')}}`;
}

/** Keys in the order of the schema, without what every ordinary field has. */
function fieldToFile(given: SnapshotField): object {
  const values: Readonly<Record<string, unknown>> = { ...given, picklist: given.picklist.map(picklistToFile) };
  const ordinary: Readonly<Record<string, unknown>> = fieldInFile.parse({ label: '', type: 'string' });
  const isOrdinary = (key: string): boolean => JSON.stringify(values[key]) === JSON.stringify(ordinary[key]);
  const kept = Object.keys(fieldInFile.shape).filter((key) => key === 'label' || key === 'type' || !isOrdinary(key));
  return Object.fromEntries(kept.map((key) => [key, values[key]]));
}

function picklistToFile({ value, label, active }: PicklistValue): object {
  return { value, ...(label === value ? {} : { label }), ...(active ? {} : { active }) };
}

function sortedRates(rates: Snapshot['rates']): object[] {
  return rates
    .toSorted((a, b) => compare(rateKey(a), rateKey(b)))
    .map(({ isoCode, rate, start, end }) => ({ isoCode, rate, start, end }));
}

function rateKey({ isoCode, start = '' }: CurrencyRate): string {
  return `${isoCode} ${start}`;
}

function entries(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [`${JSON.stringify(key)}: ${JSON.stringify(value)}`],
  );
}

function lines(texts: readonly string[], indent: string, outer: string): string {
  return texts.length === 0 ? '' : `\n${texts.map((text) => indent + text).join(',\n')}\n${outer}`;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return compare(a.name, b.name);
}

/** By code unit: the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
