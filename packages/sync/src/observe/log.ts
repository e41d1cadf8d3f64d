/** One request to Braze. Names and counts; never a body, a value or a header besides the request's id. */
export interface RequestLogEntry {
  /** Method and path as the documentation writes them, without names of catalogs and items. */
  readonly endpoint: string;
  /** Objects in the request. */
  readonly count: number;
  /** HTTP status, or why there is none. */
  readonly status: number | 'not-sent' | 'no-answer';
  readonly ms: number;
  /** Braze's own id of the request, for its support. */
  readonly requestId: string | undefined;
}

export type RequestLog = (entry: RequestLogEntry) => void;

/** Writes one JSON line per request to `sink`; without a sink nothing is logged. */
export function createRequestLog(run: string, sink: ((line: string) => void) | undefined): RequestLog {
  if (sink === undefined) return () => undefined;
  return ({ endpoint, count, status, ms, requestId }) =>
    sink(`${JSON.stringify({ run, endpoint, count, status, ms, requestId })}\n`);
}
