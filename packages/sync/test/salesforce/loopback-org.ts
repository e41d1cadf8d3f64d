import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiBudget } from '../../src/salesforce/api-budget.ts';
import { createOrgHttp, type OrgHttp } from '../../src/salesforce/org-http.ts';
import { instantClock, type InstantClock } from './instant-clock.ts';

export interface LoopbackCall {
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  readonly token: string;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Anything but text and bytes is sent as JSON. */
  readonly body?: unknown;
  /** Bytes of the body after which the connection is cut. */
  readonly cutAfter?: number;
}

export interface LoopbackOrg {
  readonly http: OrgHttp;
  readonly clock: InstantClock;
  readonly calls: readonly LoopbackCall[];
  /** How often somebody signed in again. */
  renewals(): number;
  close(): Promise<void>;
}

export const TOKEN = 'canary-token-1';
const RENEWED = 'canary-token-2';

/** A server that answers as one test says, for what no well-behaved org does. */
export async function startLoopbackOrg(
  answer: (call: LoopbackCall, nth: number) => Reply,
  limits = { sharePercent: 100, spentBefore: 0 },
): Promise<LoopbackOrg> {
  const calls: LoopbackCall[] = [];
  const server = createServer((message, response) => {
    void receive(message).then((call) => {
      calls.push(call);
      return reply(message, response, answer(call, calls.length));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  let token = TOKEN;
  let renewals = 0;
  const session = {
    instanceUrl: `http://127.0.0.1:${port}`,
    apiVersion: '67.0',
    token: () => token,
    renew() {
      token = RENEWED;
      renewals += 1;
      return Promise.resolve();
    },
  };
  const clock = instantClock();
  return {
    http: createOrgHttp({ session, budget: createApiBudget(limits), clock, onWait: () => undefined }),
    clock,
    calls,
    renewals: () => renewals,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(message: IncomingMessage): Promise<LoopbackCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return {
    method: message.method ?? '',
    path: message.url ?? '',
    token: (message.headers.authorization ?? '').replace('Bearer ', ''),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function reply(message: IncomingMessage, response: ServerResponse, { status = 200, headers, body, cutAfter }: Reply) {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, ...headers });
  if (cutAfter === undefined) return response.end(bytes);
  response.write(bytes.subarray(0, cutAfter), () => setTimeout(() => message.socket.destroy(), 20));
  return response;
}
