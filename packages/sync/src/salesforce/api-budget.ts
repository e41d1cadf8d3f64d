import { syncFailure } from '../failures.ts';
import type { ApiUsage } from '../ports.ts';
import { isFields } from './json-fields.ts';

/**
 * Keeps this integration within its share of the org's daily API calls.
 *
 * The rule: calls of this run, plus the calls of its runs of the last 24 hours as the state counted them, never pass
 * `sharePercent` of the org's daily maximum. What others use of the limit does not count against us, and ours is
 * counted by us, because Salesforce's own counter does not tell who called. Until an answer has told the maximum,
 * calls go out: a run begins with one call that asks for it.
 */
export interface ApiBudget {
  /** Counts one call, or fails with `salesforce/api-share-reached` when it would pass the share. */
  spend(): void;
  /** Reads the `Sforce-Limit-Info` header of any answer. */
  learn(limitInfo: string | readonly string[] | undefined): void;
  /** Reads the answer of `/limits`. */
  learnLimits(limits: unknown): void;
  /** Calls this run has made. */
  spent(): number;
  usage(): ApiUsage | undefined;
}

export interface ApiBudgetOptions {
  /** 0 to 100. */
  readonly sharePercent: number;
  /** Calls of this integration in the last 24 hours, before this run. */
  readonly spentBefore: number;
}

export function createApiBudget(options: ApiBudgetOptions): ApiBudget {
  let calls = 0;
  let usage: ApiUsage | undefined;
  return {
    spend() {
      const allowed = usage === undefined ? Infinity : Math.floor((usage.max * options.sharePercent) / 100);
      if (options.spentBefore + calls + 1 > allowed) {
        throw syncFailure('salesforce/api-share-reached', { share: `${options.sharePercent}%` });
      }
      calls += 1;
    },
    learn(limitInfo) {
      usage = parseLimitInfo(limitInfo) ?? usage;
    },
    learnLimits(limits) {
      usage = parseLimits(limits) ?? usage;
    },
    spent: () => calls,
    usage: () => usage,
  };
}

/** `api-usage=18/5000; per-app-api-usage=17/250(appName=x)`: the org's numbers only. */
function parseLimitInfo(header: string | readonly string[] | undefined): ApiUsage | undefined {
  const text = typeof header === 'string' ? header : header?.join(';');
  const [, used, max] = /(?:^|[\s,;])api-usage=(\d+)\/(\d+)/u.exec(text ?? '') ?? [];
  return used === undefined || max === undefined ? undefined : { used: Number(used), max: Number(max) };
}

function parseLimits(limits: unknown): ApiUsage | undefined {
  const daily = isFields(limits) ? limits['DailyApiRequests'] : undefined;
  if (!isFields(daily)) return undefined;
  const { Max: max, Remaining: remaining } = daily;
  return typeof max === 'number' && typeof remaining === 'number' ? { used: max - remaining, max } : undefined;
}
