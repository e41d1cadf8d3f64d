import { limits } from './limits.ts';

const offset = String.raw`(Z|[+-]\d{2}:\d{2})?`;
const patterns: readonly RegExp[] = [
  // ISO 8601 with a colon in the offset; Salesforce's `+0000` is deliberately none of them.
  new RegExp(
    String.raw`^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?<zone>${offset}))?$`,
    'u',
  ),
  /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})T(?<time>\d{2}:\d{2}:\d{2}:\d{3})(?<zone>Z|[+-]\d{2}:?\d{2})$/u,
  /^(?<m>\d{2})\/(?<d>\d{2})\/(?<y>\d{4})$/u,
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?<m>\d{2}) (?<d>\d{2}) (?<time>\d{2}:\d{2}:\d{2})\.(?<zone>Z|[+-]\d{2}:\d{2}) (?<y>\d{4})$/u,
];

/**
 * The time that a text in one of Braze's formats means, without zone in UTC; `undefined` for every other text and
 * beyond year 3000.
 * https://www.braze.com/docs/user_guide/data/activation/custom_data/data_types
 */
export function parseTime(text: string): Date | undefined {
  if (text.length > 40) return undefined;
  for (const pattern of patterns) {
    const parts = pattern.exec(text)?.groups;
    if (parts !== undefined) return toDate(parts);
  }
  return undefined;
}

function toDate(parts: Readonly<Record<string, string | undefined>>): Date | undefined {
  const { y, m, d, time = '00:00' } = parts;
  const zone = (parts['zone'] ?? '') === '' ? 'Z' : (parts['zone'] ?? 'Z').replace(/([+-]\d{2})(\d{2})$/u, '$1:$2');
  const clock = time.length === 12 ? time.replace(/:(\d{3})$/u, '.$1') : time;
  const midnight = new Date(`${y}-${m}-${d}T00:00:00Z`);
  // The engine rolls February 30 over; a day that is none makes no time.
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== Number(d)) return undefined;
  const date = new Date(`${y}-${m}-${d}T${clock}${zone}`);
  return Number.isNaN(date.getTime()) || Number(y) > limits.yearMax ? undefined : date;
}
