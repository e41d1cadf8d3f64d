import type { BrazeRequest, Handle } from '@sf-braze/mapping-core';
import { syncFailure } from '../failures.ts';
import type { RequestLog } from '../observe/log.ts';
import type { Clock, Destination, ExportedProfile, Progress } from '../ports.ts';
import { defaultRetryPolicy, type RetryPolicy } from '../retry.ts';
import { errorsOf } from './braze-errors.ts';
import type { BrazeClient } from './client.ts';
import { createExchanges } from './exchanges.ts';
import { createPacing, type PacingLimits } from './pacing.ts';
import { readCatalogs, readItem, readProfiles } from './read-answers.ts';
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
  const exchanges = createExchanges(client, { clock, pacing, policy, random, log });
  let lost = 0;

  const look = async (
    handles: readonly Handle[],
    fields: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly ExportedProfile[]> => {
    if (handles.length === 0) return [];
    const response = await exchanges.read(exportOf(handles, fields), signal);
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
          exchange: (part) => exchanges.once(part, signal),
          pause: (part, pause) => exchanges.pause(part, pause, signal),
        },
        signal,
      );
      lost = reached ? 0 : lost + 1;
      if (lost >= lostInARow) throw syncFailure('braze/unreachable', {});
      return sent;
    },
    look,
    async catalogs(signal) {
      const response = await exchanges.read({ kind: 'catalogs-list' }, signal);
      if (response.status >= 300) throw stopFailure('catalogs-list', response, client.origin);
      return readCatalogs(response.body);
    },
    async item(catalog, id, signal) {
      const response = await exchanges.read({ kind: 'item-get', catalog, id }, signal);
      if (response.status < 300) return readItem(response.body);
      if (errorsOf(response.body).some((error) => error.id === 'item-not-found')) return undefined;
      throw stopFailure('item-get', response, client.origin);
    },
    usage: () => pacing.usage(),
    close: () => client.close(),
  };
}

function exportOf(handles: readonly Handle[], fields: readonly string[]): Extract<BrazeRequest, { kind: 'export' }> {
  return {
    kind: 'export',
    externalIds: handles.flatMap((handle) => (handle.kind === 'external_id' ? [handle.externalId] : [])),
    aliases: handles.flatMap((handle) => (handle.kind === 'alias' ? [handle.alias] : [])),
    fields,
  };
}
