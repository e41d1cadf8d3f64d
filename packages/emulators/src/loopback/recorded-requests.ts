import type { IncomingHttpHeaders } from 'node:http';

/** One recorded call; `n` counts from 1 and never repeats until a reset. */
export interface RecordedRequest {
  readonly n: number;
  /** ISO 8601, emulator time. */
  readonly at: string;
  readonly method: string;
  /** Target as sent, query included. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body's text exactly as sent. */
  readonly body: string;
  /** `null` when the connection was cut before an answer was made. */
  readonly status: number | null;
  /** The answer's text; `null` for streamed answers and for none. */
  readonly response: string | null;
  /** Milliseconds from the request's arrival to its answer. */
  readonly ms: number;
}

export interface RequestToRecord extends Omit<RecordedRequest, 'n' | 'at' | 'body' | 'response'> {
  readonly at: number;
  readonly body: Buffer;
  readonly response: string | Uint8Array | null;
}

export interface RecordedRequests {
  record(call: RequestToRecord): void;
  /** Oldest first. */
  list(): Iterable<RecordedRequest>;
  /** The newest `count`, newest first. */
  latest(count: number): Iterable<RecordedRequest>;
  clear(): void;
}

/**
 * Keeps the latest calls: at most `maxCalls`, and at most `maxBytes` of bodies and answers together, oldest dropped
 * first. Bodies are kept as the buffers they came in and turned into text only when somebody looks.
 */
export function createRecordedRequests(maxCalls = 50_000, maxBytes = 256 * 1024 * 1024): RecordedRequests {
  let calls: (RequestToRecord & { readonly n: number })[] = [];
  let first = 0;
  let bytes = 0;
  let n = 0;
  const isOverfull = () => calls.length - first > maxCalls || (bytes > maxBytes && calls.length - first > 1);
  const dropOldest = () => {
    const oldest = calls[first];
    if (oldest !== undefined) bytes -= sizeOf(oldest);
    first += 1;
    if (first > 1024 && first * 2 > calls.length) {
      calls = calls.slice(first);
      first = 0;
    }
  };
  return {
    record(call) {
      n += 1;
      calls.push({ ...call, n });
      bytes += sizeOf(call);
      while (isOverfull()) dropOldest();
    },
    *list() {
      for (const call of calls.slice(first)) yield toRecorded(call);
    },
    *latest(count) {
      for (let index = calls.length - 1; index >= Math.max(first, calls.length - count); index -= 1) {
        const call = calls[index];
        if (call !== undefined) yield toRecorded(call);
      }
    },
    clear() {
      calls = [];
      first = bytes = n = 0;
    },
  };
}

function sizeOf(call: RequestToRecord): number {
  return call.body.length + (call.response?.length ?? 0);
}

function toRecorded(call: RequestToRecord & { readonly n: number }): RecordedRequest {
  const { response } = call;
  return {
    n: call.n,
    at: new Date(call.at).toISOString(),
    method: call.method,
    path: call.path,
    headers: call.headers,
    body: call.body.toString('utf8'),
    status: call.status,
    response: response === null || typeof response === 'string' ? response : Buffer.from(response).toString('utf8'),
    ms: call.ms,
  };
}
