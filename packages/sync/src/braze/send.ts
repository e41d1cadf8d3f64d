import { createRetry, type RetryPolicy } from '../retry.ts';
import type { Outcome, Sent } from '../ports.ts';
import { syncFailure } from '../failures.ts';
import type { Exchange } from './client.ts';
import type { WriteRequest } from './endpoints.ts';
import type { Pause } from './exchanges.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { readAnswer } from './outcomes.ts';
import { halvesOf, type Part, pickPart, sizeOf, wholeOf, withoutEvents } from './request-parts.ts';

/** What sending needs of the world. */
export interface Sending {
  readonly origin: string;
  readonly policy: RetryPolicy;
  readonly random: () => number;
  /** One request below all limits, and how long its answer asks to wait. */
  exchange(request: WriteRequest): Promise<{ readonly exchange: Exchange; readonly askedMs: number | undefined }>;
  /** Waits before the same is tried again. */
  pause(request: WriteRequest, pause: Pause): Promise<void>;
}

/**
 * Sends a request until each object has its outcome: splits what is refused as a whole, takes out what is named, tries
 * again what failed. A request whose fate is unknown goes again without its events, which end as `unknown`.
 * Rejects with `braze/unreachable` or `braze/rate-limited` only when nothing of it can have been taken; with any other
 * reason some of it may have been.
 */
export async function sendRequest(
  request: WriteRequest,
  sending: Sending,
  signal: AbortSignal,
): Promise<{ readonly sent: Sent; readonly reached: boolean }> {
  const ledger = openLedger(request);
  const parts = sizeOf(wholeOf(request)) === 0 ? [] : [wholeOf(request)];
  let reached = true;
  try {
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      // Parts of a request follow each other: they may be about one person.
      const result = await settlePart(request, part, { ledger, sending });
      reached &&= result.reached;
      parts.unshift(...result.open);
    }
  } catch (error) {
    // Stopped in the middle: what is decided counts, the rest stays unknown.
    if (!signal.aborted || !ledger.touched()) throw error;
  }
  return { sent: ledger.sent(), reached };
}

interface Course {
  readonly ledger: Ledger;
  readonly sending: Sending;
}

interface Settled {
  /** Parts that have to be sent instead. */
  readonly open: readonly Part[];
  /** Whether Braze answered in the end. */
  readonly reached: boolean;
}

async function settlePart(request: WriteRequest, part: Part, { ledger, sending }: Course): Promise<Settled> {
  const retry = createRetry(sending);
  let rest = part;
  for (;;) {
    const picked = pickPart(request, rest);
    const { exchange, askedMs } = await sending.exchange(picked);
    const answer = exchange.kind === 'answered' ? readAnswer(picked, exchange, sending.origin) : exchange;
    switch (answer.kind) {
      case 'stopped':
        throw answer.failure;
      case 'settled':
        ledger.settle(rest, answer.sent);
        return { open: [], reached: true };
      case 'named':
        return { open: ledger.decide(rest, answer.decided), reached: true };
      case 'refused':
        return { open: refuse(request, rest, { reason: answer.reason, ledger }), reached: true };
      case 'doubtful':
      case 'no-answer':
        ledger.touch();
        rest = withoutEvents(rest);
        if (sizeOf(rest) === 0) return { open: [], reached: false };
        break;
      case 'limited':
      case 'not-sent':
        break;
      default:
        return assertNever(answer);
    }
    const limited = answer.kind === 'limited';
    const ms = retry({ limited, askedMs });
    if (ms === undefined) return giveUp(limited, ledger);
    await sending.pause(picked, { ms, limited });
  }
}

/** An object refused alone is at fault; several are parted until it is found. */
function refuse(
  request: WriteRequest,
  part: Part,
  { reason, ledger }: { readonly reason: string; readonly ledger: Ledger },
): readonly Part[] {
  if (sizeOf(part) > 1) return halvesOf(request, part);
  const rejected: readonly Outcome[] = [{ kind: 'rejected', reason }];
  ledger.settle(part, { attributes: rejected, events: rejected, objects: rejected });
  return [];
}

function giveUp(limited: boolean, ledger: Ledger): Settled {
  if (!ledger.touched()) {
    throw syncFailure(limited ? 'braze/rate-limited' : 'braze/unreachable', {});
  }
  return { open: [], reached: false };
}

function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
