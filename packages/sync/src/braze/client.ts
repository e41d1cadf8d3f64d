import { STATUS_CODES } from 'node:http';
import type { WireRequest } from '@sf-braze/mapping-core';
import { Agent, type Dispatcher, request as send } from 'undici';
import { syncFailure } from '../failures.ts';
import { redactSecrets } from '../observe/redact.ts';
import { brazeOrigin } from './braze-host.ts';

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

export interface BrazeResponse {
  readonly kind: 'answered';
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the answer, or its text when it is not JSON. The key is removed from it. */
  readonly body: unknown;
}

/** What came of one request. Only the first kind holds anything that Braze wrote. */
export type Exchange =
  | BrazeResponse
  /** No byte of it can have reached Braze. `reason` is a code of the network, never a value. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** Braze may have taken it, and nobody knows. */
  | { readonly kind: 'no-answer'; readonly reason: string };

/** One request, one answer: no retries, no limits, no redirects. */
export interface BrazeClient {
  /** Scheme and host. */
  readonly origin: string;
  /**
   * Rejects only with the signal's reason when it aborts, and with `security/redirect-refused`. Neither what it gives
   * nor what it throws holds the key or the body.
   */
  exchange(request: WireRequest, signal: AbortSignal | undefined): Promise<Exchange>;
  close(): Promise<void>;
}

export interface BrazeClientOptions {
  /** `https://rest.<cluster>.braze.com`, or a local emulator's `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly apiKey: string;
  /** Open connections at most; one request at a time on each. */
  readonly connections: number;
  /** Milliseconds for a whole exchange. */
  readonly timeoutMs: number;
  /** Bytes of an answer that are read; a longer one counts as none. */
  readonly maxBodyBytes?: number;
}

const defaultMaxBodyBytes = 32 * 1024 * 1024;
// Milliseconds. Shorter than a whole exchange, so that a request that never left is known as one.
const longestConnect = 10_000;

/** Throws `security/endpoint-not-braze` for another host, `braze/key-rejected` for a key that no header can carry. */
export function createBrazeClient(options: BrazeClientOptions): BrazeClient {
  const origin = brazeOrigin(options.endpoint);
  const { apiKey, connections, timeoutMs, maxBodyBytes = defaultMaxBodyBytes } = options;
  if (!/^[\x21-\x7e]+$/u.test(apiKey)) throw syncFailure('braze/key-rejected', { endpoint: origin });
  const agent = new Agent({
    connections,
    pipelining: 1,
    connect: { timeout: Math.min(longestConnect, timeoutMs / 2) },
  });
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  return {
    origin,
    async exchange({ method, path, body }, signal) {
      signal?.throwIfAborted();
      const expired = AbortSignal.timeout(timeoutMs);
      try {
        const response = await send(`${origin}${path}`, {
          method,
          headers,
          body: body === undefined ? null : JSON.stringify(body),
          dispatcher: agent,
          signal: signal === undefined ? expired : AbortSignal.any([signal, expired]),
        });
        return await readResponse(response, { origin, apiKey, maxBodyBytes });
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof Error && error.name === 'SyncFailure') throw error;
        return lost(error, expired.aborted);
      }
    },
    close: () => agent.destroy(),
  };
}

interface Reading {
  readonly origin: string;
  readonly apiKey: string;
  readonly maxBodyBytes: number;
}

async function readResponse(response: Dispatcher.ResponseData, reading: Reading): Promise<Exchange> {
  const { statusCode: status, body } = response;
  if (status >= 300 && status < 400) {
    // Giving up a body counts as an error of the stream, which nobody else is there to hear.
    body.on('error', () => undefined).destroy();
    throw syncFailure('security/redirect-refused', { host: reading.origin });
  }
  const headers = flatten(response.headers);
  const text = await readText(body, reading.maxBodyBytes);
  // The status of a refusal says enough; an acceptance without its list of errors does not.
  if (text === undefined && status < 400) return { kind: 'no-answer', reason: 'BODY_TOO_LONG' };
  const clean = redactSecrets(text ?? STATUS_CODES[status] ?? '', [reading.apiKey]);
  return { kind: 'answered', status, headers, body: parse(clean) };
}

async function readText(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    // undici gives buffers as long as no encoding is set
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown; // whatever came is looked at before it is used
  } catch {
    return text;
  }
}

function flatten(headers: Dispatcher.ResponseData['headers']): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}

const beforeSending = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/u;
// A handshake that fails by these never gets as far as the request.
const certificate = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/u;

/** Messages of network errors are left behind: they repeat addresses, headers, sometimes more. */
function lost(error: unknown, expired: boolean): Exchange {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const connecting = error instanceof Error && 'syscall' in error && error.syscall === 'connect';
  const reason = /^[A-Z0-9_]{1,60}$/u.test(code) ? code : expired ? 'TIMEOUT' : 'CONNECTION_LOST';
  const neverSent = connecting || beforeSending.test(code) || certificate.test(code);
  return { kind: neverSent ? 'not-sent' : 'no-answer', reason };
}
