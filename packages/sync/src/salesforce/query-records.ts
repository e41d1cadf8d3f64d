import type { Fields } from './json-fields.ts';
import { isFields, listOfFields } from './json-fields.ts';
import type { OrgHttp } from './org-http.ts';
import { queryFailure, type Refusal } from './refusal.ts';

/** The records of a small query about the org itself: its first page, at most 2,000. */
export async function queryRecords(http: OrgHttp, soql: string, signal: AbortSignal): Promise<readonly Fields[]> {
  const records = await tryQueryRecords(http, soql, signal);
  if ('kind' in records) throw queryFailure(records);
  return records;
}

/** The same, for objects that not every org has. */
export async function tryQueryRecords(
  http: OrgHttp,
  soql: string,
  signal: AbortSignal,
): Promise<readonly Fields[] | Refusal> {
  const answer = await http.json({ method: 'GET', path: `/query?q=${encodeURIComponent(soql)}` }, signal);
  if (answer.kind === 'refused') return answer;
  return listOfFields(isFields(answer.json) ? answer.json['records'] : undefined);
}
