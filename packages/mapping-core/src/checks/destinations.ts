import type { Place, Span } from '../diagnostics/diagnostic.ts';
import type { Destination, PeopleMapping } from '../language/mapping.ts';
import type { CheckContext, CheckedFile } from './check.ts';
import { type Path, valueAt } from './written-values.ts';

/** A destination, and in whose name it is filled. */
export interface OwnedDestination {
  /** `people.contact`, `catalogs.accounts`, `events.deal_won`, `links.account`. */
  readonly owner: string;
  /** The object its expressions start from; undefined for relationship attributes, which have several. */
  readonly object: string | undefined;
  readonly destination: Destination;
  /** What the file says about it: a scalar, or an object of keys. */
  readonly written: unknown;
  /** Where a key of it stands; its name where the key is missing. */
  readonly placeOfKey: (keys: Path) => Place;
}

/** Every destination of the mapping; one under `both` comes once for each people object. */
export function destinationsOf(context: CheckContext): readonly OwnedDestination[] {
  return [...peopleDestinations(context), ...otherDestinations(context)];
}

function peopleDestinations(context: CheckContext): readonly OwnedDestination[] {
  return context.mapping.people.flatMap((people) =>
    people.destinations.map((destination) => ({
      owner: `people.${people.key}`,
      object: people.from,
      destination,
      ...writtenAt(context.files, destination, peoplePaths(people, destination)),
    })),
  );
}

function peoplePaths({ key }: PeopleMapping, { kind, name }: Destination): readonly Path[] {
  const group = kind === 'profile' ? 'profile' : 'attributes';
  return [
    ['people', key, group, name],
    ['people', 'both', group, name],
  ];
}

function otherDestinations({ mapping, files }: CheckContext): readonly OwnedDestination[] {
  const owned = (
    owner: Path,
    object: string | undefined,
    group: Path,
    list: readonly Destination[],
  ): OwnedDestination[] =>
    list.map((destination) => ({
      owner: owner.join('.'),
      object,
      destination,
      ...writtenAt(files, destination, [[...owner, ...group, destination.name]]),
    }));
  return [
    ...mapping.catalogs.flatMap(({ key, from, fields }) => owned(['catalogs', key], from, ['fields'], fields)),
    ...mapping.events.flatMap(({ name, on, properties }) => owned(['events', name], on, ['properties'], properties)),
    ...mapping.links.flatMap(({ name, relationship }) =>
      owned(['links', name], undefined, ['relationship', 'attributes'], relationship?.attributes ?? []),
    ),
  ];
}

/** Where a destination's name stands. */
export function placeOfName({ file, span }: Destination): Place {
  return { file, span };
}

/** Own keys of what a file says about a field; a bare scalar has none. */
export function writtenKeys({ written }: OwnedDestination): ReadonlySet<string> {
  return new Set(typeof written === 'object' && written !== null ? Object.keys(written) : []);
}

function writtenAt(
  files: readonly CheckedFile[],
  destination: Destination,
  paths: readonly Path[],
): Pick<OwnedDestination, 'written' | 'placeOfKey'> {
  const { file, span } = destination;
  const candidates = files
    .filter((checked) => checked.file === file)
    .flatMap((checked) => paths.map((path) => ({ checked, path, written: valueAt(checked.value, path) })));
  const found = candidates.find(
    ({ checked, path, written }) => written !== undefined && checked.spanOfKey(path).start === span.start,
  );
  const spanOfKey = (keys: Path): Span => found?.checked.spanOfKey([...found.path, ...keys]) ?? span;
  return { written: found?.written, placeOfKey: (keys) => ({ file, span: spanOfKey(keys) }) };
}
