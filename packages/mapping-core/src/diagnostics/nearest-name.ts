import { distance } from 'fastest-levenshtein';

/** Nobody mistypes a name of this length; comparing it with every known one takes time. */
const LONGEST = 200;

/**
 * The name that was probably meant: the same but for case, else the closest with at most a third of its characters wrong.
 * `preferred` names win over others that are as close.
 */
export function nearestName(
  name: string,
  names: Iterable<string>,
  preferred: (name: string) => boolean = () => false,
): string | undefined {
  if (name.length > LONGEST) return undefined;
  const lower = name.toLowerCase();
  const limit = Math.max(2, Math.floor(name.length / 3));
  let best: { name: string; score: number } | undefined;
  for (const candidate of names) {
    if (candidate === name) continue;
    const score = distance(lower, candidate.toLowerCase()) - (preferred(candidate) ? 0.5 : 0);
    if (score <= limit && score < (best?.score ?? Number.POSITIVE_INFINITY)) best = { name: candidate, score };
  }
  return best !== undefined && best.score < name.length ? best.name : undefined;
}
