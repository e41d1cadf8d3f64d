import { notFound } from './errors.ts';

/** https://help.salesforce.com/s/articleView?id=release-notes.salesforce_release_notes.htm */
export const API_VERSIONS: readonly { readonly label: string; readonly url: string; readonly version: string }[] = [
  ["Spring '21", 51],
  ["Winter '23", 56],
  ["Summer '23", 58],
  ["Winter '25", 62],
  ["Spring '25", 63],
  ["Summer '25", 64],
  ["Winter '26", 65],
  ["Spring '26", 66],
  ["Summer '26", 67],
  ["Winter '27", 68],
].map(([label, number]) => ({
  label: String(label),
  url: `/services/data/v${String(number)}.0`,
  version: `${String(number)}.0`,
}));

const OLDEST = 31;
const NEWEST = 68;

/** `v67.0` → `67.0`; versions that the list leaves out answer too, as Salesforce's do. Throws NOT_FOUND. */
export function readVersion(segment: string): string {
  const number = Number(/^v(\d\d)\.0$/u.exec(segment)?.[1]);
  if (!(number >= OLDEST && number <= NEWEST)) throw notFound();
  return `${number}.0`;
}
