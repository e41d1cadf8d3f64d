import { distance } from 'fastest-levenshtein';

/** The known name that is most like a mistyped one, when one is close: a third of its letters may differ, case never counts. */
export function nearestName(typed: string, known: readonly string[]): string | undefined {
  if (typed.length > 100) return undefined;
  const wanted = typed.toLowerCase();
  let nearest: { readonly name: string; readonly edits: number } | undefined;
  for (const name of known) {
    const edits = distance(wanted, name.toLowerCase());
    if (edits <= Math.max(1, Math.floor(name.length / 3)) && edits < (nearest?.edits ?? Infinity))
      nearest = { name, edits };
  }
  return nearest?.name;
}
