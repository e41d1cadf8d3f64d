/** How often something is tried, and how the time between tries grows. */
export interface RetryPolicy {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  /** Tries in all of something that a rate limit refuses: waiting is what the other side asks for, not a fault. */
  readonly limitedAttempts: number;
  /** Upper end of the first wait, milliseconds; it doubles with every try. */
  readonly baseMs: number;
  /** Upper end of every wait, milliseconds. A wait the other side asks for may be longer. */
  readonly capMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 8, limitedAttempts: 100, baseMs: 500, capMs: 30_000 };

export interface Failure {
  /** Tries that failed in the same way, this one included. */
  readonly tries: number;
  /** A rate limit refused it. */
  readonly limited: boolean;
  /** How long the other side asks to wait. */
  readonly askedMs: number | undefined;
}

/**
 * Milliseconds to wait after a failed try: what the other side asked for, else a random time below a limit that
 * doubles (full jitter, so that many clients do not come back together). `undefined`: that was the last try.
 */
export function retryDelay(
  { tries, limited, askedMs }: Failure,
  options: { readonly policy: RetryPolicy; readonly random: () => number },
): number | undefined {
  const { policy, random } = options;
  if (tries >= (limited ? policy.limitedAttempts : policy.attempts)) return undefined;
  if (askedMs !== undefined) return Math.max(0, askedMs);
  return Math.round(random() * Math.min(policy.capMs, policy.baseMs * 2 ** (tries - 1)));
}

/** Counts the failures of one undertaking by kind, and gives the wait after each. */
export function createRetry(options: {
  readonly policy: RetryPolicy;
  readonly random: () => number;
}): (failure: Omit<Failure, 'tries'>) => number | undefined {
  const tries = { limited: 0, failed: 0 };
  return ({ limited, askedMs }) => {
    const kind = limited ? 'limited' : 'failed';
    tries[kind] += 1;
    return retryDelay({ tries: tries[kind], limited, askedMs }, options);
  };
}
