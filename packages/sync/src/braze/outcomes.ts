import type { Outcome, Sent } from '../ports.ts';
import { redactText } from '../observe/redact.ts';
import { type BrazeError, errorsOf, messageOf } from './braze-errors.ts';
import type { BrazeResponse } from './client.ts';
import type { WriteRequest } from './endpoints.ts';
import { objectsOf } from './request-parts.ts';
import { stopFailure } from './stop-failure.ts';
import type { SyncFailure } from '../failures.ts';

/** What an answer means for the objects of its request. */
export type Answer =
  /** Every object has its outcome. */
  | { readonly kind: 'settled'; readonly sent: Sent }
  /** Nothing was applied because of some objects: those named are decided, the rest can go again. */
  | { readonly kind: 'named'; readonly decided: ReadonlyMap<number, Outcome> }
  /** Nothing was applied, and it is not said because of which object. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nothing was applied; later it will be. */
  | { readonly kind: 'limited' }
  /** Nobody knows what was applied. */
  | { readonly kind: 'doubtful' }
  /** Going on is pointless. */
  | { readonly kind: 'stopped'; readonly failure: SyncFailure };

/** Reads what became of a request's objects. Reasons are redacted and hold no value of the objects. */
export function readAnswer(request: WriteRequest, response: BrazeResponse, origin: string): Answer {
  const { status, body } = response;
  if (status < 300) return readAccepted(request, body);
  if (status === 429) return { kind: 'limited' };
  if (status === 408 || status >= 500) return { kind: 'doubtful' };
  if (status === 413) return { kind: 'refused', reason: 'the request is too large' };
  const errors = errorsOf(body);
  if (isCatalogWrite(request) && (status === 400 || status === 404)) {
    return readCatalogRefusal(request, response, origin);
  }
  if (status !== 400) return { kind: 'stopped', failure: stopFailure(request.kind, response, origin) };
  const placed = placeErrors(request, errors);
  if (errors.length > 0 && placed.lost.length === 0) {
    // Braze answers 400 when it refused every object. One it does not list is in doubt, never accepted.
    return { kind: 'settled', sent: sentOf(request, placed, { kind: 'unknown' }) };
  }
  return { kind: 'refused', reason: reasonOf(messageOf(body) ?? 'HTTP 400', arraysOf(request)) };
}

/** A 2xx: queued, apart from the objects listed in `errors`. */
function readAccepted(request: WriteRequest, body: unknown): Answer {
  // A proxy's page, a broken body: whoever answered, it may not have been Braze.
  if (typeof body !== 'object' || body === null) return { kind: 'doubtful' };
  const message = messageOf(body) ?? 'success';
  const otherwise: Outcome =
    message === 'success' ? { kind: 'accepted' } : { kind: 'rejected', reason: reasonOf(message, arraysOf(request)) };
  return { kind: 'settled', sent: sentOf(request, placeErrors(request, errorsOf(body)), otherwise) };
}

type ArrayName = keyof Sent;

interface Placed {
  /** Reasons by array and index. */
  readonly reasons: Readonly<Record<ArrayName, ReadonlyMap<number, string>>>;
  /** Arrays with an error that cannot be given to an object. */
  readonly lost: readonly ArrayName[];
}

const nothingPlaced: Placed = { reasons: { attributes: new Map(), events: new Map(), objects: new Map() }, lost: [] };

function placeErrors(request: WriteRequest, errors: readonly BrazeError[]): Placed {
  const arrays = arraysOf(request);
  const reasons = {
    attributes: new Map<number, string>(),
    events: new Map<number, string>(),
    objects: new Map<number, string>(),
  };
  const lost: ArrayName[] = [];
  for (const error of errors) {
    const candidates = candidatesOf(request, error);
    const only = candidates.length === 1 ? candidates[0] : undefined;
    if (only === undefined || error.index === undefined || error.index >= arrays[only].length) {
      lost.push(...candidates);
      continue;
    }
    reasons[only].set(error.index, reasonOf(error.text, arrays[only][error.index]));
  }
  return { reasons, lost };
}

/** The arrays an error can be about. */
function candidatesOf(request: WriteRequest, { inputArray }: BrazeError): readonly ArrayName[] {
  if (request.kind !== 'track') return ['objects'];
  if (inputArray === 'attributes' || inputArray === 'events') return [inputArray];
  const used: readonly ArrayName[] = ['attributes', 'events'];
  return used.filter((name) => arraysOf(request)[name].length > 0);
}

function sentOf(request: WriteRequest, { reasons, lost }: Placed, otherwise: Outcome): Sent {
  const arrays = arraysOf(request);
  const outcomesOf = (name: ArrayName): readonly Outcome[] =>
    arrays[name].map((_, index) => {
      const reason = reasons[name].get(index);
      if (reason !== undefined) return { kind: 'rejected', reason };
      return lost.includes(name) ? { kind: 'unknown' } : otherwise;
    });
  return { attributes: outcomesOf('attributes'), events: outcomesOf('events'), objects: outcomesOf('objects') };
}

function arraysOf(request: WriteRequest): Readonly<Record<ArrayName, readonly unknown[]>> {
  if (request.kind === 'track') return { attributes: request.attributes, events: request.events, objects: [] };
  return { attributes: [], events: [], objects: objectsOf(request) };
}

type CatalogWrite = Extract<WriteRequest, { kind: `items-${string}` | `catalog-${string}` }>;

function isCatalogWrite(request: WriteRequest): request is CatalogWrite {
  return request.kind.startsWith('items-') || request.kind.startsWith('catalog-');
}

// The workspace's storage is used up: no object is at fault, and halves would be refused as well.
const storageFull = /^company-size-limit-/u;

/** Catalogs take all items of a request or none; `parameter_values` names those at fault. */
function readCatalogRefusal(request: CatalogWrite, response: BrazeResponse, origin: string): Answer {
  const errors = errorsOf(response.body);
  if (errors.some(({ id }) => id === 'catalog-not-found')) {
    return { kind: 'stopped', failure: stopFailure(request.kind, response, origin) };
  }
  const full = errors.find(({ id }) => id !== undefined && storageFull.test(id));
  if (full !== undefined) {
    const rejected: Outcome = { kind: 'rejected', reason: reasonOf(full.text, []) };
    return { kind: 'settled', sent: sentOf(request, nothingPlaced, rejected) };
  }
  const decided = new Map<number, Outcome>();
  for (const [index, object] of objectsOf(request).entries()) {
    const error = errors.find(({ named }) => named.includes(nameOf(object)));
    if (error !== undefined) decided.set(index, outcomeOf(request, error, object));
  }
  if (decided.size > 0) return { kind: 'named', decided };
  if (response.status === 404) return { kind: 'stopped', failure: stopFailure(request.kind, response, origin) };
  const text = errors[0]?.text ?? messageOf(response.body) ?? 'HTTP 400';
  return { kind: 'refused', reason: reasonOf(text, isItems(request) ? request.items : []) };
}

// Only these carry values; ids, and names of catalogs and fields, tell what is wrong.
function isItems(request: CatalogWrite): request is Extract<CatalogWrite, { kind: 'items-put' | 'items-patch' }> {
  return request.kind === 'items-put' || request.kind === 'items-patch';
}

/** An item that is gone already is as good as deleted. */
function outcomeOf(request: CatalogWrite, error: BrazeError, object: unknown): Outcome {
  if (request.kind === 'items-delete' && error.id === 'item-not-found') return { kind: 'accepted' };
  return { kind: 'rejected', reason: reasonOf(error.text, isItems(request) ? object : []) };
}

function nameOf(object: unknown): string {
  if (typeof object === 'string') return object;
  const { id, name } = object as { readonly id?: unknown; readonly name?: unknown }; // an item, a field or a catalog
  return String(id ?? name);
}

/** Foreign prose without what the object holds: reasons are kept, and values are not. */
function reasonOf(text: string, object: unknown): string {
  return redactText(text, [...valuesOf(object)]);
}

function* valuesOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value === 'number') yield String(value);
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) yield* valuesOf(inner);
}
