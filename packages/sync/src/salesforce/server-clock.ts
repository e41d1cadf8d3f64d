import { syncFailure } from '../failures.ts';
import type { OrgHttp } from './org-http.ts';

/**
 * Salesforce's time as ISO text, exact to the second: the `Date` header of its cheapest answer, the list of API
 * versions. Fails with `salesforce/unreachable` when there is none.
 */
export async function readServerTime(http: OrgHttp, signal: AbortSignal): Promise<string> {
  const answer = await http.json({ method: 'GET', path: '/services/data' }, signal);
  const time = Date.parse((answer.kind === 'answer' ? answer.headers.date : undefined) ?? '');
  if (Number.isNaN(time)) throw syncFailure('salesforce/unreachable', {});
  return new Date(time).toISOString();
}
