import type { Headers } from './client.ts';

/** What an answer says about its rate limit. Times are milliseconds of the local clock. */
export interface LimitNews {
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  /** The window ends in between: whole seconds and the way back blur its end. */
  readonly reset: { readonly from: number; readonly by: number } | undefined;
  /** How long to wait, when the answer asks for it. */
  readonly retryAfterMs: number | undefined;
}

// Limits are an hour at most; a longer time is a wrong clock.
const longestWindow = 3_600_000;

/**
 * Reads `X-RateLimit-Limit|Remaining|Reset`, `X-Ratelimit-Retry-After` and `Retry-After`. Reset is an epoch on most
 * endpoints and the seconds that remain on some contracts' `/users/track`: below 10⁷ it is seconds.
 * https://www.braze.com/docs/api/api_limits
 */
export function readLimitHeaders(headers: Headers, times: RequestTimes): LimitNews {
  const asked = wholeNumber(headers['x-ratelimit-retry-after']) ?? retryAfter(headers, times.arrived);
  return {
    limit: wholeNumber(headers['x-ratelimit-limit']),
    remaining: wholeNumber(headers['x-ratelimit-remaining']),
    reset: readReset(headers, times),
    retryAfterMs: asked === undefined ? undefined : clamp(asked * 1000),
  };
}

/** Milliseconds of the local clock. */
export interface RequestTimes {
  readonly departed: number;
  readonly arrived: number;
}

function readReset(headers: Headers, { departed, arrived }: RequestTimes): LimitNews['reset'] {
  const reset = wholeNumber(headers['x-ratelimit-reset']);
  if (reset === undefined) return undefined;
  const ms = reset * 1000;
  // Seconds that remain are rounded up.
  if (reset < 1e7) return { from: departed + clamp(ms) - 1000, by: arrived + clamp(ms) };
  const server = serverTime(headers, arrived);
  if (server === arrived) return { from: arrived + clamp(ms - arrived), by: arrived + clamp(ms - arrived) };
  return { from: departed + clamp(ms - server) - 1000, by: arrived + clamp(ms - server) };
}

/** The `Date` header has whole seconds: the local clock is finer, unless it is wrong. */
function serverTime(headers: Headers, now: number): number {
  const date = Date.parse(headers['date'] ?? '');
  return Number.isNaN(date) || (now - date > -250 && now - date < 1500) ? now : date;
}

/** Seconds, or the time of day that HTTP also allows. */
function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers['retry-after'];
  const date = Date.parse(text ?? '');
  return wholeNumber(text) ?? (Number.isNaN(date) ? undefined : (date - serverTime(headers, now)) / 1000);
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/u.test(text.trim()) ? Number(text) : undefined;
}

function clamp(ms: number): number {
  return Math.min(Math.max(0, ms), longestWindow);
}
