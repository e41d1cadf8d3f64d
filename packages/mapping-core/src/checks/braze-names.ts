import {
  attributeNameFlaw,
  catalogFieldNameFlaw,
  catalogNameFlaw,
  consentFields,
  eventNameFlaw,
  isProfileField,
  isReservedAttribute,
  isReservedProperty,
  type NameFlaw,
  profileFields,
  propertyNameFlaw,
} from '../braze/names.ts';
import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import type { Destination, LinkMapping } from '../language/mapping.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { CheckContext } from './check.ts';
import { keysAt, placeOfKey } from './written-values.ts';

/** A name that goes to Braze, and where it stands. */
interface Named {
  readonly name: string;
  readonly place: Place;
}

/** Names of attributes, events, properties, catalogs and catalog fields: legal, free, one spelling. */
export function* checkBrazeNames(context: CheckContext): Iterable<Diagnostic> {
  const { mapping } = context;
  const attributes = [
    ...mapping.people.flatMap(({ destinations }) => named(destinations, 'attribute')),
    ...mapping.links.flatMap((link) => linkAttributes(context, link)),
  ];
  const events = [
    ...mapping.events.map(({ name }) => ({ name, place: placeOfKey(context, ['events', name]) })),
    ...mapping.links.flatMap((link) => linkEvents(context, link)),
  ];
  yield* profileNames(context);
  yield* attributeNames(attributes);
  yield* refused(events, eventNameFlaw);
  yield* propertyNames(context);
  yield* catalogNames(context);
  yield* differingByCase(attributes);
  yield* differingByCase(events);
}

/** Keys of `profile` as they are written: the mapping itself only has those that exist. */
function* profileNames({ files }: CheckContext): Iterable<Diagnostic> {
  for (const { file, value, spanOfKey } of files)
    for (const key of keysAt(value, ['people']))
      for (const name of keysAt(value, ['people', key, 'profile'])) {
        const place = { file, span: spanOfKey(['people', key, 'profile', name]) };
        if (consentFields.includes(name)) yield diagnostic('mapping/consent-as-attribute', place, { name });
        else if (!isProfileField(name))
          yield diagnostic(
            'braze/unknown-profile-field',
            place,
            { name },
            { nearest: nearestName(name, profileFields) },
          );
      }
}

function* attributeNames(attributes: readonly Named[]): Iterable<Diagnostic> {
  for (const { name, place } of attributes)
    if (isReservedAttribute(name) && !consentFields.includes(name.toLowerCase()))
      yield diagnostic('braze/reserved-attribute', place, { name });
  yield* refused(attributes, attributeNameFlaw);
}

function* refused(names: readonly Named[], flawOf: (name: string) => NameFlaw | undefined): Iterable<Diagnostic> {
  for (const { name, place } of names)
    if (flawOf(name) !== undefined) yield diagnostic('braze/invalid-name', place, { name });
}

function* propertyNames({ mapping, placeOf }: CheckContext): Iterable<Diagnostic> {
  const names = [
    ...mapping.events.flatMap(({ properties }) => named(properties, 'property')),
    ...mapping.links.map(({ name, property }) => ({ name: property, place: placeOf(['links', name, 'property']) })),
  ];
  for (const { name, place } of names)
    if (isReservedProperty(name)) yield diagnostic('braze/reserved-property', place, { name });
  yield* refused(names, propertyNameFlaw);
}

function* catalogNames({ mapping, placeOf }: CheckContext): Iterable<Diagnostic> {
  for (const { key, name, fields } of mapping.catalogs) {
    const names = named(fields, 'catalog-field');
    const bad = [
      ...(catalogNameFlaw(name) === undefined ? [] : [{ name, place: placeOf(['catalogs', key, 'name']) }]),
      ...names.filter((field) => catalogFieldNameFlaw(field.name) !== undefined),
    ];
    for (const flawed of bad) yield diagnostic('braze/invalid-catalog-name', flawed.place, { name: flawed.name });
    yield* differingByCase(names);
  }
}

function* differingByCase(names: readonly Named[]): Iterable<Diagnostic> {
  const spellings = new Map<string, Named>();
  for (const { name, place } of names) {
    const first = spellings.get(name.toLowerCase());
    if (first === undefined) spellings.set(name.toLowerCase(), { name, place });
    else if (first.name !== name)
      yield diagnostic(
        'braze/name-differs-by-case',
        place,
        { first: first.name, second: name },
        { related: first.place },
      );
  }
}

function named(destinations: readonly Destination[], kind: Destination['kind']): readonly Named[] {
  return destinations
    .filter((destination) => destination.kind === kind)
    .map(({ name, file, span }) => ({ name, place: { file, span } }));
}

/** Attributes a link fills by itself. */
export function linkAttributes({ placeOf }: CheckContext, link: LinkMapping): readonly Named[] {
  const at = (name: string | undefined, ...keys: readonly string[]): readonly Named[] =>
    name === undefined ? [] : [{ name, place: placeOf(['links', link.name, ...keys]) }];
  return link.kind === 'lookup'
    ? [...at(link.attribute, 'attribute'), ...at(link.others?.attribute, 'others', 'attribute')]
    : [...at(link.set.attribute, 'attribute'), ...at(link.primary, 'primary')];
}

function linkEvents({ placeOf }: CheckContext, { name: link, linked, unlinked }: LinkMapping): readonly Named[] {
  return Object.entries({ linked, unlinked }).flatMap(([key, name]) =>
    name === undefined ? [] : [{ name, place: placeOf(['links', link, key]) }],
  );
}
