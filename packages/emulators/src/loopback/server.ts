import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Control } from './control.ts';
import type { Fault } from './faults.ts';
import { readBody } from './read-body.ts';
import { json } from './respond.ts';
import { createRouter, type Handler, type LoopbackRequest, type LoopbackResponse, type Route } from './route.ts';
import { writeResponse } from './write-response.ts';

export interface ServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly control: Control;
  /** Answers every call that no route matches, a known path with another method included. */
  readonly notFound: Handler;
  /** Answers a vendor call whose body is longer than `maxBodyBytes`; the request it sees has an empty body. */
  readonly tooLarge: Handler;
  readonly maxBodyBytes: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:<port>`, no trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and destroys every open connection at once. */
  close(): Promise<void>;
}

/** Starts a server on 127.0.0.1 only. Rejects with Node's own error (`EADDRINUSE`…) when the port cannot be had. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const route = createRouter([...options.control.routes, ...options.routes]);
  const server = createServer((message, response) => {
    answer(options, route, message, response).catch(() => response.destroy());
  });
  // Longer than any client's pool keeps a socket: a reused connection is never closed under a request.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const port = portOf(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no TCP port');
  return address.port;
}

// Whole states are put in by one control call; a vendor's limit does not apply to it.
const maxInternalBytes = 512 * 1024 * 1024;

type Router = ReturnType<typeof createRouter>;

async function answer(options: ServerOptions, route: Router, message: IncomingMessage, response: ServerResponse) {
  const { control } = options;
  const started = performance.now();
  const url = message.url ?? '/';
  const method = message.method ?? 'GET';
  const [path, search] = splitTarget(url);
  const match = route(method, path);
  const internal = match?.route.internal === true;
  const body = await readBody(message, internal ? maxInternalBytes : options.maxBodyBytes);
  const query = new URLSearchParams(search);
  const { headers } = message;
  const request = { method, url, path, query, params: match?.params ?? {}, headers, body: body ?? Buffer.alloc(0) };

  if (internal) {
    const handle = isLoopbackHost(headers.host) ? match.route.handle : foreignHost;
    return writeResponse(message, response, await runHandler(handle, request));
  }
  const handle = body === undefined ? options.tooLarge : (match?.route.handle ?? options.notFound);
  const fault = control.faults.next(method, path);
  const at = control.clock.now();
  const result = await runWithFault(fault, handle, request);
  control.requests.record({
    at,
    method,
    path: url,
    headers,
    body: request.body,
    status: result?.status ?? null,
    response: typeof result?.body === 'string' || result?.body instanceof Uint8Array ? result.body : null,
    ms: Math.round(performance.now() - started),
  });
  if (result === undefined || (fault?.effect.kind === 'drop' && fault.effect.when === 'after')) {
    message.socket.destroy();
    return undefined;
  }
  if (body === undefined) response.setHeader('connection', 'close');
  return writeResponse(message, response, result);
}

/** `undefined`: the connection is cut before anything was accepted. */
async function runWithFault(
  fault: Fault | undefined,
  handle: Handler,
  request: LoopbackRequest,
): Promise<LoopbackResponse | undefined> {
  if (fault === undefined) return runHandler(handle, request);
  if (fault.delayMs > 0) await wait(fault.delayMs, undefined, { ref: false });
  const { effect } = fault;
  switch (effect.kind) {
    case 'respond':
      return typeof effect.body === 'string'
        ? { status: effect.status, headers: effect.headers, body: effect.body }
        : json(effect.status, effect.body ?? {}, effect.headers);
    case 'drop':
      return effect.when === 'before' ? undefined : runHandler(handle, request);
    case 'delay':
      return runHandler(handle, request);
    default:
      return assertNever(effect);
  }
}

async function runHandler(handle: Handler, request: LoopbackRequest): Promise<LoopbackResponse> {
  try {
    return await handle(request);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return json(500, { message: `Bug in the emulator: ${detail}` });
  }
}

/** A page of a foreign site that resolves its own name to 127.0.0.1 is not the user. */
function foreignHost(): LoopbackResponse {
  return json(403, { message: 'Only reachable as 127.0.0.1 or localhost' });
}

function isLoopbackHost(host: string | undefined): boolean {
  return host === undefined || /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/u.test(host);
}

function splitTarget(url: string): [path: string, search: string] {
  const queryStart = url.indexOf('?');
  const path = queryStart === -1 ? url : url.slice(0, queryStart);
  return [path.replace(/^\/{2,}/u, '/'), queryStart === -1 ? '' : url.slice(queryStart + 1)];
}

function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
