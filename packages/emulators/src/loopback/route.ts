import type { IncomingHttpHeaders } from 'node:http';

/** One call as a handler sees it. */
export interface LoopbackRequest {
  readonly method: string;
  /** The target exactly as sent, query included. */
  readonly url: string;
  /** Path without query; a leading `//` is collapsed to `/`; still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Named segments of the route's path, percent-decoded; `*` holds the rest. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A streamed body is read only as fast as the client takes it. */
export type LoopbackBody = string | Uint8Array | AsyncIterable<string | Uint8Array>;

export interface LoopbackResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: LoopbackBody;
  /** Gzip the body when the client accepts it. */
  readonly gzip?: boolean;
}

export type Handler = (request: LoopbackRequest) => LoopbackResponse | Promise<LoopbackResponse>;

/**
 * One endpoint. `path` is matched segment by segment: `:name` takes one non-empty segment, a last `*` takes the
 * rest (also nothing). Routes are tried in order and the first match wins. A trailing slash is part of the path.
 */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: Handler;
  /** Pages and control calls: neither recorded nor subject to faults, and refused to foreign `Host` names. */
  readonly internal?: boolean;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Compiles routes once; the returned function finds the first match of a call, if any. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => RouteMatch | undefined {
  const compiled = routes.map((route) => ({ route, segments: route.path.split('/') }));
  return (method, path) => {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const segments = path.split('/');
    for (const { route, segments: pattern } of compiled) {
      if (route.method !== wanted) continue;
      const params = matchSegments(pattern, segments);
      if (params !== undefined) return { route, params };
    }
    return undefined;
  };
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const open = pattern.at(-1) === '*';
  if (open ? segments.length < pattern.length - 1 : segments.length !== pattern.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    if (open && index === pattern.length - 1) {
      params['*'] = segments.slice(index).join('/');
      return params;
    }
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) {
      if (segment === '') return undefined;
      params[part.slice(1)] = decodeSegment(segment);
    } else if (part !== segment) return undefined;
  }
  return params;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
