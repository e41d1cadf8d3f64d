import { type BrazeRequest, wire } from '@sf-braze/mapping-core';
import { syncFailure } from '../failures.ts';
import type { RequestLog } from '../observe/log.ts';
import type { Clock } from '../ports.ts';
import { createRetry, type RetryPolicy } from '../retry.ts';
import type { BrazeClient, BrazeResponse, Exchange } from './client.ts';
import { endpoints, type WriteRequest } from './endpoints.ts';
import type { Pacing } from './pacing.ts';
import { sizeOf, wholeOf } from './request-parts.ts';

export type ReadRequest = Exclude<BrazeRequest, WriteRequest>;

/** A wait between two tries. */
export interface Pause {
  readonly ms: number;
  /** Braze's rate limit asks for it: everything that shares the limit waits along. */
  readonly limited: boolean;
}

export interface Exchanges {
  /** One request below all limits, logged, and how long its answer asks to wait. A write is never cut short. */
  once(
    request: BrazeRequest,
    signal: AbortSignal,
  ): Promise<{ readonly exchange: Exchange; readonly askedMs: number | undefined }>;
  pause(request: BrazeRequest, pause: Pause, signal: AbortSignal): Promise<void>;
  /** A read until it is answered. Rejects with `braze/unreachable` or `braze/rate-limited` after the last try. */
  read(request: ReadRequest, signal: AbortSignal): Promise<BrazeResponse>;
}

export interface ExchangeOptions {
  readonly clock: Clock;
  readonly pacing: Pacing;
  readonly policy: RetryPolicy;
  readonly random: () => number;
  readonly log: RequestLog;
}

export function createExchanges(client: BrazeClient, options: ExchangeOptions): Exchanges {
  const { clock, pacing, log } = options;
  const exchanges: Exchanges = {
    async once(request, signal) {
      const { family, label } = endpoints[request.kind];
      const permit = await pacing.acquire(family, signal);
      const started = Date.parse(clock.now());
      let exchange: Exchange = { kind: 'no-answer', reason: 'INTERRUPTED' };
      let askedMs: number | undefined;
      try {
        exchange = await client.exchange(wire(request), isWrite(request) ? undefined : signal);
      } finally {
        if (exchange.kind === 'answered') askedMs = permit.answered(exchange).retryAfterMs;
        else permit.unanswered(exchange.kind);
        const ms = Date.parse(clock.now()) - started;
        log({ endpoint: label, count: countOf(request), ...statusOf(exchange), ms });
      }
      return { exchange, askedMs };
    },
    async pause(request, { ms, limited }, signal) {
      if (limited) pacing.hold(endpoints[request.kind].family, ms);
      else await clock.sleep(ms, signal);
    },
    async read(request, signal) {
      const retry = createRetry(options);
      for (;;) {
        const { exchange, askedMs } = await exchanges.once(request, signal);
        if (exchange.kind === 'answered' && !isPassing(exchange)) return exchange;
        const limited = exchange.kind === 'answered' && exchange.status === 429;
        const ms = retry({ limited, askedMs });
        if (ms === undefined) throw syncFailure(limited ? 'braze/rate-limited' : 'braze/unreachable', {});
        await exchanges.pause(request, { ms, limited }, signal);
      }
    },
  };
  return exchanges;
}

function isWrite(request: BrazeRequest): request is WriteRequest {
  return request.kind !== 'export' && request.kind !== 'catalogs-list' && request.kind !== 'item-get';
}

/** A failure that may be over with the next try; so is a page that something between Braze and us has written. */
function isPassing({ status, body }: BrazeResponse): boolean {
  if (status < 300) return typeof body !== 'object' || body === null;
  return status === 408 || status === 429 || status >= 500;
}

function countOf(request: BrazeRequest): number {
  if (request.kind === 'export') return request.externalIds.length + request.aliases.length;
  return isWrite(request) ? sizeOf(wholeOf(request)) : 1;
}

// Braze's ids are short; anything else in that header is not logged.
const requestId = /^[\w-]{1,100}$/u;

function statusOf(exchange: Exchange): { status: number | 'not-sent' | 'no-answer'; requestId: string | undefined } {
  if (exchange.kind !== 'answered') return { status: exchange.kind, requestId: undefined };
  const id = exchange.headers['x-request-id'];
  return { status: exchange.status, requestId: id !== undefined && requestId.test(id) ? id : undefined };
}
