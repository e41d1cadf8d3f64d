import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../expression/ir.ts';
import { type BuildContext, buildExpression, keySpan } from './build-context.ts';
import { buildDestinations } from './build-field.ts';
import { ownedTwice } from './join-mappings.ts';
import type { Destination, PeopleMapping } from './mapping.ts';
import type { PeopleObject } from './people-conditions.ts';
import type { RawMapping } from './schema/mapping.ts';
import type { RawBoth, RawPerson } from './schema/people.ts';
import type { Path } from './yaml-tree.ts';

const defaultObjects: Readonly<Record<string, string>> = { contact: 'Contact', lead: 'Lead' };

/**
 * The people objects of a mapping, in order of rank: contact, lead, then others as written.
 * A mapping that has only `both` means both.
 */
export function peopleObjects({ people }: RawMapping): readonly PeopleObject[] {
  const { both, ...keyed } = people;
  const written = Object.keys(keyed).filter((key) => keyed[key] !== undefined);
  const keys = written.length === 0 && both !== undefined ? ['contact', 'lead'] : written;
  const ranked = [
    ...['contact', 'lead'].filter((key) => keys.includes(key)),
    ...keys.filter((key) => key !== 'contact' && key !== 'lead'),
  ];
  return ranked.map((key) => ({ key, from: keyed[key]?.from ?? defaultObjects[key] ?? key }));
}

export function buildPeople(context: BuildContext): readonly PeopleMapping[] {
  return context.people.map((object) => buildPerson(context, object));
}

function buildPerson(context: BuildContext, { key, from }: PeopleObject): PeopleMapping {
  const { people, identity } = context.joined.raw;
  const person = personOf(people, key);
  const isHuman = key === 'lead' || key === 'contact';
  const shared =
    isHuman && people.both !== undefined ? destinations(context, ['people', 'both'], people.both, from) : [];
  const own = person === undefined ? [] : destinations(context, ['people', key], person, from);
  const externalId = identity.external_id[key];
  return {
    key,
    from,
    aliasLabel: identity.aliases[key] ?? `salesforce_${key}_id`,
    externalId: externalId === undefined ? undefined : buildExternalId(context, { key, from }, externalId),
    where:
      person?.where === undefined
        ? undefined
        : buildExpression(context, ['people', key, 'where'], person.where, { object: from, expects: 'condition' }),
    onExit: person?.on_exit ?? 'keep',
    destinations: withOneOwner(context, shared, own),
    span: keySpan(context, ['people', key]),
  };
}

/** Braze's ids are texts; a number would be another id in every notation. */
function buildExternalId(context: BuildContext, { key, from }: PeopleObject, text: string): Expression | undefined {
  const path = ['identity', 'external_id', key];
  const expression = buildExpression(context, path, text, { object: from, expects: 'value' });
  const form = expression?.node.type.kind ?? 'unknown';
  if (expression === undefined || form === 'string' || form === 'unknown') return expression;
  const params = { source: text, actual: form, place: `\`${path.join('.')}\``, expected: 'string' };
  context.diagnostics.push(
    diagnostic('mapping/type-mismatch', { file: expression.file, span: expression.span }, params),
  );
  return undefined;
}

function personOf(people: RawMapping['people'], key: string): RawPerson | undefined {
  const { both: _, ...keyed } = people;
  return keyed[key];
}

function destinations(
  context: BuildContext,
  path: Path,
  { profile, attributes }: RawBoth,
  object: string,
): readonly Destination[] {
  return [
    ...buildDestinations(context, [...path, 'profile'], profile, (name) => ({
      kind: 'profile',
      object,
      fixed: name === 'dob' ? 'date' : 'string',
    })),
    ...buildDestinations(context, [...path, 'attributes'], attributes, () => ({ kind: 'attribute', object })),
  ];
}

/** Within one file, a name under `both` and under a key is a mistake that the checks report; between files, of ownership. */
function withOneOwner(
  context: BuildContext,
  shared: readonly Destination[],
  own: readonly Destination[],
): readonly Destination[] {
  const kept = own.filter((destination) => {
    const first = shared.find(
      ({ kind, name, file }) => kind === destination.kind && name === destination.name && file !== destination.file,
    );
    if (first !== undefined) context.diagnostics.push(reportOwners(context, first, destination));
    return first === undefined;
  });
  return [...shared, ...kept];
}

function reportOwners(
  { joined }: BuildContext,
  first: Destination,
  second: Destination,
): ReturnType<typeof ownedTwice> {
  const originOf = ({ file, span }: Destination): Parameters<typeof ownedTwice>[1] => {
    const parsed = joined.files.find((candidate) => candidate.file === file) ?? joined.originOf([]).parsed;
    return { parsed, path: parsed.pathAt(span.start) };
  };
  return ownedTwice(second.name, originOf(first), originOf(second));
}
