import { syncFailure } from '../failures.ts';
import type { OrgHttp } from './org-http.ts';

/** Salesforce's time as ISO text, exact to the second. The list of API versions is its cheapest answer. */
export async function readServerTime(http: OrgHttp, signal: AbortSignal): Promise<string> {
  const answer = await http.json({ method: 'GET', path: '/services/data' }, signal);
  return timeOf(answer.kind === 'answer' ? answer.headers.date : undefined);
}

/** The `Date` header of an answer as ISO text. */
export function timeOf(date: string | undefined): string {
  const time = Date.parse(date ?? '');
  if (Number.isNaN(time)) throw syncFailure('salesforce/unreachable', {});
  return new Date(time).toISOString();
}
