import type { IncomingHttpHeaders } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { isSyncFailure, syncFailure } from '../failures.ts';
import type { Clock } from '../ports.ts';
import type { ApiBudget } from './api-budget.ts';
import type { OrgSession } from './org-session.ts';
import { isLimit, parseRefusal, type Refusal } from './refusal.ts';

/** One call to the org's REST API. */
export interface OrgCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From `/services/` on, or below `/services/data/vNN.N`. Always on the org's own host. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
}

export interface JsonAnswer {
  readonly kind: 'answer';
  readonly headers: IncomingHttpHeaders;
  readonly json: unknown;
}

export interface StreamAnswer {
  readonly kind: 'answer';
  readonly headers: IncomingHttpHeaders;
  /** The decoded body. It fails when the connection breaks. */
  readonly body: Readable;
}

/**
 * Calls with the connection's session. Asks for gzip, signs in again once after a 401, repeats calls that met a broken
 * connection, 429 or 5xx, counts every call against the API share, and never follows a redirect.
 * Throws `SyncFailure` when going on is pointless; a refusal of just this call is returned.
 *
 * `Connection.request` is not used: jsforce cannot stream or cancel, hides the headers, and ends the whole process with
 * an uncaught error when the connection breaks in the middle of an answer.
 */
export interface OrgHttp {
  json(call: OrgCall, signal: AbortSignal): Promise<JsonAnswer | Refusal>;
  stream(call: OrgCall, signal: AbortSignal): Promise<StreamAnswer | Refusal>;
}

export interface OrgHttpOptions {
  readonly session: OrgSession;
  readonly budget: ApiBudget;
  readonly clock: Clock;
  readonly onWait: (reason: string, ms: number) => void;
}

const MAX_TRIES = 5;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 60_000;
// A query may think for two minutes before its first byte.
const HEADERS_TIMEOUT_MS = 150_000;
const BODY_TIMEOUT_MS = 120_000;

export function createOrgHttp(options: OrgHttpOptions): OrgHttp {
  // Reads the proxy variables, `no_proxy` included. Idle connections do not keep the process alive.
  const dispatcher = new EnvHttpProxyAgent({ headersTimeout: HEADERS_TIMEOUT_MS, bodyTimeout: BODY_TIMEOUT_MS });
  const send = <Result>(call: OrgCall, signal: AbortSignal, read: ReadAnswer<Result>) =>
    attempt({ ...options, dispatcher, call, signal, read, tries: 1, renewed: false });
  return {
    json: (call, signal) =>
      send(call, signal, async (headers, body) => {
        const text = await readText(body);
        return { kind: 'answer', headers, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
      }),
    stream: (call, signal) => send(call, signal, (headers, body) => Promise.resolve({ kind: 'answer', headers, body })),
  };
}

type ReadAnswer<Result> = (headers: IncomingHttpHeaders, body: Readable) => Promise<Result>;

interface Attempt<Result> extends OrgHttpOptions {
  readonly dispatcher: Dispatcher;
  readonly call: OrgCall;
  readonly signal: AbortSignal;
  readonly read: ReadAnswer<Result>;
  readonly tries: number;
  readonly renewed: boolean;
}

async function attempt<Result>(context: Attempt<Result>): Promise<Result | Refusal> {
  const { budget, session, signal } = context;
  signal.throwIfAborted();
  budget.spend();
  const token = session.token();
  try {
    const { statusCode, headers, body } = await open(context, token);
    budget.learn(headers['sforce-limit-info']);
    const decoded = decode(headers, body);
    if (statusCode < 300) return await context.read(headers, decoded);
    const refusal = parseRefusal(statusCode, await readText(decoded));
    if (statusCode < 400) throw syncFailure('security/redirect-refused', { host: new URL(session.instanceUrl).host });
    if (statusCode === 401) return await signInAndRepeat(context, token);
    if (!isPassing(refusal)) return checked(refusal);
    return await repeat(context, retryAfter(headers));
  } catch (error) {
    signal.throwIfAborted();
    if (isSyncFailure(error)) throw error;
    return await repeat(context, undefined);
  }
}

function open({ call, dispatcher, session, signal }: Attempt<unknown>, token: string) {
  const base = call.path.startsWith('/services/') ? '' : `/services/data/v${session.apiVersion}`;
  return request(`${session.instanceUrl}${base}${call.path}`, {
    method: call.method,
    dispatcher,
    signal,
    headers: {
      authorization: `Bearer ${token}`,
      accept: '*/*',
      'accept-encoding': 'gzip',
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'sf-braze',
      ...call.headers,
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
}

async function signInAndRepeat<Result>(context: Attempt<Result>, token: string): Promise<Result | Refusal> {
  if (context.renewed) throw syncFailure('salesforce/session-expired', {});
  await context.session.renew(token);
  return attempt({ ...context, renewed: true });
}

async function repeat<Result>(context: Attempt<Result>, delayMs: number | undefined): Promise<Result | Refusal> {
  const { clock, onWait, signal, tries } = context;
  if (tries >= MAX_TRIES) throw syncFailure('salesforce/unreachable', {});
  const ms = Math.min(delayMs ?? FIRST_DELAY_MS * 2 ** (tries - 1), LONGEST_DELAY_MS);
  onWait('Salesforce did not answer', ms);
  await clock.sleep(ms, signal);
  return attempt({ ...context, tries: tries + 1 });
}

/** Trouble of the moment; a query that ran for too long would do so again. */
function isPassing({ status, errorCode }: Refusal): boolean {
  return (status >= 500 || status === 429 || status === 420) && errorCode !== 'QUERY_TIMEOUT';
}

function checked(refusal: Refusal): Refusal {
  if (isLimit(refusal)) throw syncFailure('salesforce/request-limit-reached', {});
  return refusal;
}

function retryAfter(headers: IncomingHttpHeaders): number | undefined {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

/** `undici.request` leaves the content coding to its caller. */
function decode(headers: IncomingHttpHeaders, body: Readable): Readable {
  if (headers['content-encoding'] !== 'gzip') return body;
  // An error of either stream destroys both, and the reader of the decoded one meets it.
  return pipeline(body, createGunzip(), () => undefined);
}

async function readText(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer); // no encoding is set: chunks are buffers
  return Buffer.concat(chunks).toString('utf8');
}
