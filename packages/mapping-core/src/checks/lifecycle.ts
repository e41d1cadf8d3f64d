import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { CheckContext } from './check.ts';
import { fileWith } from './written-values.ts';

/** What happens to profiles when records go: nothing by accident, and no policy that says nothing. */
export function* checkLifecycle(context: CheckContext): Iterable<Diagnostic> {
  yield* immediateDeletion(context);
  yield* policiesWithoutEffect(context);
}

function* immediateDeletion({ mapping, placeOf }: CheckContext): Iterable<Diagnostic> {
  const { people, afterMinutes, then, identified } = mapping.lifecycle.delete;
  const begins = people === 'suspend' || mapping.people.some(({ onExit }) => onExit === 'delete');
  const deletes = then === 'delete' || identified === 'delete';
  if (begins && deletes && afterMinutes === 0)
    yield diagnostic('mapping/immediate-deletion', placeOf(['lifecycle', 'delete', 'after']), {});
}

function* policiesWithoutEffect({ mapping, files, placeOf }: CheckContext): Iterable<Diagnostic> {
  const objects = new Set(mapping.people.map(({ from }) => from));
  const both = objects.has('Lead') && objects.has('Contact');
  const either = objects.has('Lead') || objects.has('Contact');
  const policies = [
    { path: ['lifecycle', 'convert'], works: both },
    { path: ['lifecycle', 'merge'], works: either },
    { path: ['identity', 'external_id', 'on_conflict'], works: both },
  ];
  for (const { path, works } of policies) {
    if (works || objects.size === 0 || fileWith(files, path) === undefined) continue;
    const object = [...objects].join(', ');
    yield diagnostic('mapping/policy-without-effect', placeOf(path), { key: path.join('.'), object });
  }
}
