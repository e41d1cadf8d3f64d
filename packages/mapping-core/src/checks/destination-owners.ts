import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import { linkAttributes } from './braze-names.ts';
import type { CheckContext } from './check.ts';
import { placeOfName } from './destinations.ts';

/** Every place in Braze has one writer. */
export function* checkDestinationOwners(context: CheckContext): Iterable<Diagnostic> {
  const { mapping, placeOf } = context;
  const linked = mapping.links.flatMap((link) => linkAttributes(context, link));
  for (const { key, destinations } of mapping.people) {
    const own = destinations.map((destination) => ({ name: destination.name, place: placeOfName(destination) }));
    yield* writtenTwice([...own, ...linked], key);
  }
  const names = mapping.catalogs.map(({ key, name }) => ({ name, place: placeOf(['catalogs', key, 'name']) }));
  yield* writtenTwice(names, 'the catalogs');
}

function* writtenTwice(
  names: readonly { readonly name: string; readonly place: Place }[],
  people: string,
): Iterable<Diagnostic> {
  const writers = new Map<string, Place>();
  for (const { name, place } of names) {
    const related = writers.get(name);
    if (related === undefined) writers.set(name, place);
    else yield diagnostic('mapping/duplicate-destination', place, { name, people }, { related });
  }
}
