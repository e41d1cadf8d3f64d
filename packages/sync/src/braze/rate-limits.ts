import type { NominalLimit } from './endpoints.ts';
import type { LimitNews } from './limit-headers.ts';

/** What is known about one rate limit: pure, so that it can be run against any server. Times are local milliseconds. */
export interface Gate {
  /** Requests a window, as last told. */
  readonly limit: number;
  readonly windowMs: number;
  readonly cap: number;
  readonly openedAt: number;
  /** The window ends at this time at the latest; `windowFrom` at the earliest. */
  readonly windowEnd: number;
  readonly windowFrom: number;
  /** Whether an answer has named this window's end; until then it is the documented one. */
  readonly told: boolean;
  /** Requests left in this window, not yet counting those in flight. */
  readonly remaining: number;
  readonly capLeft: number;
  readonly inFlight: number;
  readonly blockedUntil: number;
  /** One request at a time: nothing is known yet, or the last answer was a refusal. */
  readonly probing: boolean;
}

export function openGate(nominal: NominalLimit): Gate {
  const { limit, windowMs, cap = Number.POSITIVE_INFINITY } = nominal;
  const window = { openedAt: 0, windowEnd: 0, windowFrom: 0, told: false, remaining: limit, capLeft: cap };
  return { limit, windowMs, cap, ...window, inFlight: 0, blockedUntil: 0, probing: true };
}

/** Milliseconds until the next request may go; 0: now. An answer to a request in flight can shorten it. */
export function gateDelay(gate: Gate, now: number): number {
  const { inFlight, remaining, capLeft, blockedUntil, probing, windowEnd } = rolled(gate, now);
  if (now < blockedUntil) return blockedUntil - now;
  if (probing && inFlight > 0) return Number.POSITIVE_INFINITY;
  return remaining - inFlight > 0 && capLeft > 0 ? 0 : windowEnd - now;
}

/** A request goes out. Only while `gateDelay` is 0. */
export function departed(gate: Gate, now: number): Gate {
  const open = rolled(gate, now);
  return { ...open, inFlight: open.inFlight + 1, capLeft: open.capLeft - 1 };
}

/** A request came to its end without an answer: a sent one has used up its place, an unsent one gives it back. */
export function unanswered(gate: Gate, now: number, sent: boolean): Gate {
  const open = rolled(gate, now);
  const inFlight = open.inFlight - 1;
  if (!sent) return { ...open, inFlight, capLeft: open.capLeft + 1 };
  return { ...open, inFlight, remaining: Math.max(0, open.remaining - 1) };
}

// After a refusal that names no time. Whoever was refused may ask for more, but others must not slip in before.
const unaskedPause = 1000;

/** A request was answered. */
export function answered(
  gate: Gate,
  news: LimitNews,
  options: { readonly now: number; readonly refused: boolean },
): Gate {
  const { now, refused } = options;
  const open = rolled(gate, now);
  const learned = { ...learn(open, news), inFlight: open.inFlight - 1, probing: refused };
  if (!refused) return learned;
  const until = news.retryAfterMs === undefined ? (news.reset?.by ?? now + unaskedPause) : now + news.retryAfterMs;
  return { ...learned, blockedUntil: Math.max(open.blockedUntil, until) };
}

/** Nothing goes out for a time. */
export function blocked(gate: Gate, until: number): Gate {
  return { ...gate, blockedUntil: Math.max(gate.blockedUntil, until) };
}

/** Windows begin and end on the clock, not with the first request. */
function rolled(gate: Gate, now: number): Gate {
  if (now < gate.windowEnd) return gate;
  const windowEnd = (Math.floor(now / gate.windowMs) + 1) * gate.windowMs;
  return { ...gate, openedAt: now, windowEnd, windowFrom: now, told: false, remaining: gate.limit, capLeft: gate.cap };
}

function learn(gate: Gate, { limit = gate.limit, remaining, reset }: LimitNews): Gate {
  const counted = { ...gate, limit, remaining: Math.max(0, gate.remaining - 1) };
  if (remaining === undefined || reset === undefined) return { ...counted, remaining: remaining ?? counted.remaining };
  const { from, by } = reset;
  // Late news of a window before, for certain or perhaps.
  if (by <= gate.openedAt || (gate.told && by < gate.windowFrom)) return { ...gate, limit };
  if (from < gate.openedAt) return counted;
  if (!gate.told || (from >= gate.windowEnd && by > gate.windowEnd)) {
    return { ...gate, limit, remaining, windowEnd: by, windowFrom: from, told: true };
  }
  // Answers overtake each other: the lowest number is the newest.
  return {
    ...gate,
    limit,
    remaining: Math.min(gate.remaining, remaining),
    windowEnd: Math.min(gate.windowEnd, by),
    windowFrom: Math.max(gate.windowFrom, from),
  };
}
