import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { CheckContext } from './check.ts';

/** An object is read by one people key. */
export function* checkPeople({ mapping, placeOf }: CheckContext): Iterable<Diagnostic> {
  const keys = new Map<string, string>();
  for (const { key, from } of mapping.people) {
    const first = keys.get(from);
    if (first === undefined) keys.set(from, key);
    else
      yield diagnostic(
        'mapping/object-mapped-twice',
        placeOf(['people', key, 'from']),
        { object: from, first, second: key },
        { related: placeOf(['people', first, 'from']) },
      );
  }
}
