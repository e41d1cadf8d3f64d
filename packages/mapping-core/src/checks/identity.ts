import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { CheckContext } from './check.ts';

/** Records of two objects must not meet in one alias. */
export function* checkIdentity({ mapping, placeOf }: CheckContext): Iterable<Diagnostic> {
  const labels = new Map<string, string>();
  for (const { key, aliasLabel } of mapping.people) {
    const first = labels.get(aliasLabel);
    if (first === undefined) labels.set(aliasLabel, key);
    else
      yield diagnostic(
        'mapping/duplicate-alias-label',
        placeOf(['identity', 'aliases', key]),
        { label: aliasLabel },
        {
          related: placeOf(['identity', 'aliases', first]),
        },
      );
  }
}
