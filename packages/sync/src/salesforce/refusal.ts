import { syncFailure, type SyncFailure } from '../failures.ts';
import { isFields } from './json-fields.ts';

/** Salesforce said no to one call, and saying it again would not help. */
export interface Refusal {
  readonly kind: 'refused';
  readonly status: number;
  readonly errorCode: string;
  /** Salesforce's own words. They quote the query: only for matching, never for showing. */
  readonly message: string;
}

/** Reads the body of an error: `[{ message, errorCode }]`, one such object, or nothing that can be read. */
export function parseRefusal(status: number, body: string): Refusal {
  const first = firstError(body);
  const { errorCode, message } = isFields(first) ? first : {};
  return {
    kind: 'refused',
    status,
    errorCode: typeof errorCode === 'string' && ERROR_CODE.test(errorCode) ? errorCode : `HTTP_${status}`,
    message: typeof message === 'string' ? message : '',
  };
}

/** What a refused query means for the run. The reason names objects and fields, never a value. */
export function queryFailure(refusal: Refusal): SyncFailure {
  return syncFailure('salesforce/query-rejected', { reason: refusalReason(refusal) });
}

/** A short reason without record values: known sentences by their names, everything else by its error code. */
export function refusalReason(refusal: Refusal): string {
  for (const [pattern, reason] of reasons) {
    const match = pattern.exec(refusal.message);
    if (match !== null) return reason(match[1] ?? '', match[2] ?? '');
  }
  return `${refusal.errorCode}, HTTP ${refusal.status}`;
}

/** Daily API calls, Bulk jobs or Bulk storage are used up. */
export function isLimit(refusal: Refusal): boolean {
  return refusal.errorCode === 'REQUEST_LIMIT_EXCEEDED' || /^Max bulk v2 query .*per 24 hrs/u.test(refusal.message);
}

const ERROR_CODE = /^[A-Za-z][A-Za-z0-9_]{2,79}$/u;
const NAME = '([A-Za-z][A-Za-z0-9_.]{0,120})';

const reasons: readonly (readonly [RegExp, (first: string, second: string) => string])[] = [
  [
    new RegExp(`No such column '${NAME}' on (?:entity|sobject of type) '?${NAME}'?`, 'u'),
    (field, object) => `\`${object}.${field}\` does not exist, or this user cannot see it`,
  ],
  [new RegExp(`No such column '${NAME}'`, 'u'), (field) => `\`${field}\` does not exist, or this user cannot see it`],
  [
    new RegExp(`Didn't understand relationship '${NAME}'`, 'u'),
    (relationship) => `\`${relationship}\` is no relationship this user can follow`,
  ],
  [
    new RegExp(`sObject type '${NAME}' is not supported`, 'u'),
    (object) => `\`${object}\` does not exist, or this user cannot see it`,
  ],
  [new RegExp(`field '${NAME}' can not be filtered`, 'u'), (field) => `\`${field}\` cannot be used in a condition`],
  [/Selecting compound data not supported/u, () => 'a compound field was selected whole'],
  [/^QUERY_TIMEOUT|Your query request was running for too long/u, () => 'the query ran for too long'],
];

function firstError(body: string): unknown {
  try {
    const parsed: unknown = JSON.parse(body);
    return Array.isArray(parsed) ? (parsed as readonly unknown[])[0] : parsed;
  } catch {
    return undefined;
  }
}
