import type { Clock, DestinationUsage, Progress } from '../ports.ts';
import type { BrazeResponse } from './client.ts';
import { type LimitFamily, nominalLimits } from './endpoints.ts';
import { type LimitNews, readLimitHeaders } from './limit-headers.ts';
import { answered, blocked, departed, type Gate, gateDelay, openGate, unanswered } from './rate-limits.ts';

export interface PacingLimits {
  /** Requests in any second, over all endpoints. */
  readonly requestsPerSecond: number;
  /** Requests in flight. */
  readonly concurrency: number;
  /** `/users/export/ids` calls a minute. */
  readonly exportPerMinute: number;
}

export interface PacingOptions extends PacingLimits {
  readonly clock: Clock;
  readonly progress: Progress;
}

/** Permission for one request; it is given back exactly once. */
export interface Permit {
  /** Gives what the answer said about the limit. */
  answered(response: BrazeResponse): LimitNews;
  unanswered(fate: 'not-sent' | 'no-answer'): void;
}

export interface Pacing {
  /** Resolves when a request of this family may go; rejects with the signal's reason when it aborts. */
  acquire(family: LimitFamily, signal: AbortSignal): Promise<Permit>;
  /** Holds a family back for a time. */
  hold(family: LimitFamily, ms: number): void;
  usage(): DestinationUsage;
}

// Shorter waits are the normal pace, nothing to tell anybody.
const worthTelling = 1000;

/** Keeps requests below the rate limits, the requests per second and the number in flight. */
export function createPacing(options: PacingOptions): Pacing {
  const { clock, progress, requestsPerSecond, concurrency } = options;
  const nominal = nominalLimits(options.exportPerMinute);
  const gates = new Map<LimitFamily, Gate>();
  const wakers = new Set<() => void>();
  // Many wait for the same limit, and each is woken by every answer: it is told once.
  const toldUntil = new Map<LimitFamily, number>();
  let inFlight = 0;
  let starts: readonly number[] = [];
  let usage: DestinationUsage = { requests: 0, peakPerSecond: 0, rateLimited: 0, waitedMs: 0 };

  const now = () => Date.parse(clock.now());
  const gateOf = (family: LimitFamily) => gates.get(family) ?? openGate(nominal[family]);
  const wake = () => {
    for (const waker of wakers) waker();
  };
  const delayOf = (family: LimitFamily, time: number) =>
    Math.max(
      inFlight >= concurrency ? Number.POSITIVE_INFINITY : 0,
      secondDelay(starts, requestsPerSecond, time),
      gateDelay(gateOf(family), time),
    );

  const wait = async (family: LimitFamily, ms: number, signal: AbortSignal) => {
    const before = now();
    const limited = gateDelay(gateOf(family), before);
    if (Number.isFinite(limited) && limited >= worthTelling && before + limited > (toldUntil.get(family) ?? 0)) {
      toldUntil.set(family, before + limited);
      progress({ kind: 'waiting', reason: `rate limit of Braze (${family})`, ms: limited });
    }
    await sleepOrWake(ms, { clock, signal, wakers });
    if (limited > 0) usage = { ...usage, waitedMs: usage.waitedMs + Math.max(0, now() - before) };
  };

  const depart = (family: LimitFamily, time: number): Permit => {
    inFlight += 1;
    gates.set(family, departed(gateOf(family), time));
    starts = [...starts.filter((start) => start > time - 1000), time];
    usage = {
      ...usage,
      requests: usage.requests + 1,
      peakPerSecond: Math.max(usage.peakPerSecond, starts.length),
    };
    const arrive = (gate: Gate) => {
      inFlight -= 1;
      gates.set(family, gate);
      wake();
    };
    return {
      answered({ status, headers }) {
        const refused = status === 429;
        if (refused) usage = { ...usage, rateLimited: usage.rateLimited + 1 };
        const news = readLimitHeaders(headers, { departed: time, arrived: now() });
        arrive(answered(gateOf(family), news, { now: now(), refused }));
        return news;
      },
      unanswered: (fate) => arrive(unanswered(gateOf(family), now(), fate === 'no-answer')),
    };
  };

  return {
    async acquire(family, signal) {
      for (;;) {
        signal.throwIfAborted();
        const time = now();
        const ms = delayOf(family, time);
        if (ms <= 0) return depart(family, time);
        // One wait after the other: each may have been cut short by an answer.
        await wait(family, ms, signal);
      }
    },
    hold: (family, ms) => void gates.set(family, blocked(gateOf(family), now() + ms)),
    usage: () => usage,
  };
}

/** Milliseconds until one more start leaves no second with more than `limit`. */
function secondDelay(starts: readonly number[], limit: number, now: number): number {
  const earlier = starts.at(-limit);
  return earlier === undefined ? 0 : Math.max(0, earlier + 1000 - now);
}

interface Waiting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly wakers: Set<() => void>;
}

/** Sleeps for the time, or until an answer comes; without a time until an answer comes. */
async function sleepOrWake(ms: number, { clock, signal, wakers }: Waiting): Promise<void> {
  const woken = new AbortController();
  const waker = () => woken.abort();
  wakers.add(waker);
  try {
    const either = AbortSignal.any([signal, woken.signal]);
    await (Number.isFinite(ms) ? clock.sleep(ms, either) : untilAborted(either));
  } catch (error) {
    if (!woken.signal.aborted) throw error;
  } finally {
    wakers.delete(waker);
    // A signal that lives as long as the run must not keep this one.
    woken.abort();
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    return signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
