import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { EventMapping } from '../language/mapping.ts';
import type { CheckContext } from './check.ts';

/** An event needs people: its own record, or those a link leads to. */
export function* checkEvents({ mapping, placeOf }: CheckContext): Iterable<Diagnostic> {
  const isPeople = (object: string): boolean => mapping.people.some(({ from }) => from === object);
  for (const { name, on, to } of mapping.events) {
    const links = linksFrom(on);
    const reaches = to.kind === 'self' ? isPeople(on) : links.includes(to.link);
    if (reaches) continue;
    yield diagnostic(
      'mapping/event-without-audience',
      placeOf(['events', name, 'to']),
      { event: name, to: audience(to), object: on },
      { allowed: [...(isPeople(on) ? ['self'] : []), ...links] },
    );
  }

  function linksFrom(object: string): readonly string[] {
    const catalogs = new Set(mapping.catalogs.filter(({ from }) => from === object).map(({ key }) => key));
    return mapping.links.filter(({ catalog }) => catalogs.has(catalog)).map(({ name }) => name);
  }
}

function audience(to: EventMapping['to']): string {
  return to.kind === 'self' ? 'self' : to.link;
}
