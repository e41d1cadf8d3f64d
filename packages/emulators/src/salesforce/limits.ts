import { requestLimitExceeded } from './errors.ts';
import type { Org } from './org.ts';

const DAY = 86_400_000;

/** Counts one call; throws REQUEST_LIMIT_EXCEEDED when the day's are used up. */
export function countCall(org: Org): void {
  const now = org.clock.now();
  if (now - org.usageSince >= DAY) {
    org.usage = 0;
    org.usageSince = now;
  }
  if (org.usage >= org.settings.apiLimit) throw requestLimitExceeded();
  org.usage += 1;
}

/** `Sforce-Limit-Info`, which every counted answer carries. */
export function limitInfo(org: Org): string {
  return `api-usage=${org.usage}/${org.settings.apiLimit}`;
}

/** The answer of `limits`. */
export function listLimits(org: Org): Readonly<Record<string, { readonly Max: number; readonly Remaining: number }>> {
  const { apiLimit, limits } = org.settings;
  const jobs = queryJobsOfDay(org);
  return {
    DailyApiRequests: unused(apiLimit, org.usage),
    DailyAsyncApexExecutions: unused(250_000),
    DailyBulkApiBatches: unused(15_000),
    DailyBulkV2QueryFileStorageMB: unused(976_562),
    DailyBulkV2QueryJobs: unused(10_000, jobs),
    DailyStreamingApiEvents: unused(10_000),
    DataStorageMB: unused(1024),
    FileStorageMB: unused(1024),
    HourlyPublishedPlatformEvents: unused(50_000),
    SingleEmail: unused(5000),
    ...limits,
  };
}

function queryJobsOfDay(org: Org): number {
  const since = org.clock.now() - DAY;
  return [...org.jobs.values()].filter(({ createdAt }) => createdAt > since).length;
}

function unused(max: number, used = 0) {
  return { Max: max, Remaining: Math.max(0, max - used) };
}
