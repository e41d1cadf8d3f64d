import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { LinkMapping } from '../language/mapping.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { CheckContext } from './check.ts';

type Path = readonly (string | number)[];

/** Every object that is read exists in the snapshot. */
export function* checkSalesforceObjects({ mapping, snapshot, placeOf }: CheckContext): Iterable<Diagnostic> {
  if (snapshot === undefined) return;
  const named: readonly (readonly [object: string, path: Path])[] = [
    ...mapping.people.map(({ key, from }) => [from, ['people', key, 'from']] as const),
    ...mapping.catalogs.map(({ key, from }) => [from, ['catalogs', key, 'from']] as const),
    ...mapping.events.map(({ name, on }) => [on, ['events', name, 'on']] as const),
    ...mapping.links.flatMap(junctionObject),
  ];
  for (const [object, path] of named) {
    if (snapshot.objects.has(object)) continue;
    const nearest = nearestName(object, [...snapshot.objects.keys()]);
    yield diagnostic('salesforce/object-not-found', placeOf(path), { object }, { nearest });
  }
}

/** `AccountContactRelation` is not here: where it is missing, `salesforce/feature-off` says why. */
function junctionObject(link: LinkMapping): readonly (readonly [string, Path])[] {
  return link.kind === 'junction' ? [[link.set.object, ['links', link.name, 'through']]] : [];
}
