import { givenRecords } from '../../src/testing/given-records.ts';
import type { FixtureRecord } from '../../src/testing/fixture.ts';
import type { CompiledCatalog, CompiledPeople } from '../../src/transform/compiled.ts';
import { transformItem, transformPerson } from '../../src/transform/transform.ts';
import type { WantedItem, WantedPerson, WantedValue } from '../../src/transform/wanted.ts';
import { b2bCapabilities, checkedMapping, compiled } from '../fixtures/b2b-compiled.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';

const clock = '2026-11-23T10:00:00Z';

/** A mapping with one people object, one catalog, and these lines under them. */
export function smallMapping(parts: {
  readonly profile?: string;
  readonly attributes?: string;
  readonly fields?: string;
  readonly more?: string;
}): string {
  return [
    'version: 1\nkind: mapping\nname: small\n',
    `people:\n  contact:\n    where: Department != 'Out'\n`,
    block('profile', parts.profile ?? 'email: Email', '    '),
    block('attributes', parts.attributes, '    '),
    `catalogs:\n  accounts:\n    from: Account\n    name: accounts\n    where: IsPersonAccount == false\n`,
    block('fields', parts.fields ?? 'AccountName: Name', '    '),
    parts.more ?? '',
  ].join('');
}

function block(name: string, text: string | undefined, indent: string): string {
  return text === undefined ? '' : `${indent}${name}:\n${text.trim().replaceAll(/^\s*/gm, `${indent}  `)}\n`;
}

export function contact(mapping: string, record: FixtureRecord, textUnits: 'utf16' | 'utf8' = 'utf16'): WantedPerson {
  const people = compileSmall(mapping, textUnits).people.get('contact');
  if (people === undefined) throw new Error('no contact in the mapping');
  return transformPerson(people, rowOf(people, record), { at: clock });
}

export function account(mapping: string, record: FixtureRecord): WantedItem {
  const catalog = compileSmall(mapping, 'utf16').catalogs.get('accounts');
  if (catalog === undefined) throw new Error('no accounts in the mapping');
  return transformItem(catalog, rowOf(catalog, record), { at: clock });
}

/** Values by destination, without those that are left alone. */
export function valuesOf(mapping: string, wanted: WantedPerson | WantedItem): Readonly<Record<string, WantedValue>> {
  const small = compileSmall(mapping, 'utf16');
  const destinations = wanted.kind === 'person' ? small.people.get(wanted.people) : small.catalogs.get(wanted.catalog);
  const entries = destinations?.destinations.map(({ destination }, index): [string, WantedValue] => [
    destination.name,
    wanted.values[index],
  ]);
  return Object.fromEntries((entries ?? []).filter(([, value]) => value !== undefined));
}

export function codesOf({ findings }: WantedPerson | WantedItem): readonly string[] {
  return findings.map(({ code }) => code);
}

function compileSmall(mapping: string, textUnits: 'utf16' | 'utf8') {
  return compiled(checkedMapping(mapping), b2bSnapshot, { ...b2bCapabilities, arrayMax: 3, textUnits });
}

function rowOf({ object, columns }: CompiledPeople | CompiledCatalog, record: FixtureRecord) {
  return givenRecords({ known: [], given: { [object]: [record] } }, b2bSnapshot).row(object, record, columns);
}
