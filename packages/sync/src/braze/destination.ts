import { type BrazeRequest, type Handle, wire } from '@sf-braze/mapping-core';
import { syncFailure } from '../failures.ts';
import type { RequestLog } from '../observe/log.ts';
import type { Clock, Destination, ExportedProfile, Progress } from '../ports.ts';
import { defaultRetryPolicy, createRetry, type RetryPolicy } from '../retry.ts';
import { errorsOf } from './braze-errors.ts';
import type { BrazeClient, BrazeResponse, Exchange } from './client.ts';
import { endpoints, type WriteRequest } from './endpoints.ts';
import { createPacing, type PacingLimits } from './pacing.ts';
import { readCatalogs, readItem, readProfiles } from './read-answers.ts';
import { sizeOf, wholeOf } from './request-parts.ts';
import { sendRequest } from './send.ts';
import { stopFailure } from './stop-failure.ts';

export interface DestinationOptions {
  readonly clock: Clock;
  readonly limits: PacingLimits;
  /** At least 0, less than 1. */
  readonly random?: () => number;
  /** Told of waits of a second and more for a rate limit. */
  readonly progress?: Progress;
  /** One entry per request; nothing is logged without it. */
  readonly log?: RequestLog;
  readonly retry?: RetryPolicy;
}

// So many requests in a row that Braze did not answer, each tried to the end: it is down, and waiting is for later.
const lostInARow = 5;

/**
 * Braze behind one client. A signal that aborts stops waits, retries and reads; a write that is under way is let finish,
 * so that its fate is known. `send` gives what is decided when the signal aborts in the middle, the rest as `unknown`;
 * whoever gets an error from it must take the fate of the request as unknown.
 */
export function createDestination(client: BrazeClient, options: DestinationOptions): Destination {
  const { clock, limits, random = Math.random, progress = () => undefined, log = () => undefined } = options;
  const { retry: policy = defaultRetryPolicy } = options;
  const pacing = createPacing({ clock, progress, ...limits });
  let lost = 0;

  const exchange = async (request: BrazeRequest, signal: AbortSignal) => {
    const { family, label } = endpoints[request.kind];
    const permit = await pacing.acquire(family, signal);
    const started = Date.parse(clock.now());
    let result: Exchange = { kind: 'no-answer', reason: 'INTERRUPTED' };
    let askedMs: number | undefined;
    try {
      result = await client.exchange(wire(request), isWrite(request) ? undefined : signal);
    } finally {
      if (result.kind === 'answered') askedMs = permit.answered(result).retryAfterMs;
      else permit.unanswered(result.kind);
      const ms = Date.parse(clock.now()) - started;
      log({ endpoint: label, count: countOf(request), ...statusOf(result), ms });
    }
    return { exchange: result, askedMs };
  };

  const pause = async (
    request: BrazeRequest,
    ms: number,
    { limited, signal }: { readonly limited: boolean; readonly signal: AbortSignal },
  ) => {
    if (limited) pacing.hold(endpoints[request.kind].family, ms);
    else await clock.sleep(ms, signal);
  };

  /** Reads are harmless: whatever fails is tried again. */
  const read = async (request: Exclude<BrazeRequest, WriteRequest>, signal: AbortSignal): Promise<BrazeResponse> => {
    const retry = createRetry({ policy, random });
    for (;;) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- a try follows the one before
      const { exchange: result, askedMs } = await exchange(request, signal);
      if (result.kind === 'answered' && !isPassing(result)) return result;
      const limited = result.kind === 'answered' && result.status === 429;
      const ms = retry({ limited, askedMs });
      if (ms === undefined)
        throw limited ? syncFailure('braze/rate-limited', {}) : syncFailure('braze/unreachable', {});
      // oxlint-disable-next-line eslint/no-await-in-loop
      await pause(request, ms, { limited, signal });
    }
  };

  const look = async (
    handles: readonly Handle[],
    fields: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly ExportedProfile[]> => {
    if (handles.length === 0) return [];
    const response = await read(exportOf(handles, fields), signal);
    if (response.status < 300) return readProfiles(response.body);
    // One handle that Braze does not take must not hide the others; alone, it is nobody's.
    if (response.status !== 400) throw stopFailure('export', response, client.origin);
    if (handles.length === 1) return [];
    const middle = Math.ceil(handles.length / 2);
    const first = await look(handles.slice(0, middle), fields, signal);
    return [...first, ...(await look(handles.slice(middle), fields, signal))];
  };

  return {
    async send(request, signal) {
      const { sent, reached } = await sendRequest(
        request,
        {
          origin: client.origin,
          policy,
          random,
          exchange: (part) => exchange(part, signal),
          pause: (part, ms, limited) => pause(part, ms, { limited, signal }),
        },
        signal,
      );
      lost = reached ? 0 : lost + 1;
      if (lost >= lostInARow) throw syncFailure('braze/unreachable', {});
      return sent;
    },
    look,
    async catalogs(signal) {
      const response = await read({ kind: 'catalogs-list' }, signal);
      if (response.status >= 300) throw stopFailure('catalogs-list', response, client.origin);
      return readCatalogs(response.body);
    },
    async item(catalog, id, signal) {
      const response = await read({ kind: 'item-get', catalog, id }, signal);
      if (response.status < 300) return readItem(response.body);
      if (errorsOf(response.body).some((error) => error.id === 'item-not-found')) return undefined;
      throw stopFailure('item-get', response, client.origin);
    },
    usage: () => pacing.usage(),
    close: () => client.close(),
  };
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

function exportOf(handles: readonly Handle[], fields: readonly string[]): Extract<BrazeRequest, { kind: 'export' }> {
  return {
    kind: 'export',
    externalIds: handles.flatMap((handle) => (handle.kind === 'external_id' ? [handle.externalId] : [])),
    aliases: handles.flatMap((handle) => (handle.kind === 'alias' ? [handle.alias] : [])),
    fields,
  };
}
