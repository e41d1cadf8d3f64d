import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wire } from '@sf-braze/mapping-core';
import { type BrazeClient, type BrazeClientOptions, createBrazeClient, type Exchange } from '../../src/braze/client.ts';
import { isSyncFailure } from '../../src/failures.ts';

const apiKey = 'canary-6b1f-not-a-real-key';
const request = wire({ kind: 'delete-external-ids', externalIds: ['canary-value'] });

interface Served {
  readonly client: BrazeClient;
  readonly received: readonly { readonly message: IncomingMessage; readonly body: string }[];
}

/** Runs `use` with a client of a server that answers every request the same way. */
async function withServer(
  answer: (response: ServerResponse) => void,
  use: (served: Served) => Promise<void>,
  options: Partial<BrazeClientOptions> = {},
): Promise<void> {
  const received: { message: IncomingMessage; body: string }[] = [];
  const server = createServer((message, response) => {
    let body = '';
    message.on('data', (chunk) => (body += String(chunk)));
    message.on('end', () => {
      received.push({ message, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = createBrazeClient({
    endpoint: `http://127.0.0.1:${port}`,
    apiKey,
    connections: 2,
    timeoutMs: 5000,
    ...options,
  });
  try {
    await use({ client, received });
  } finally {
    await client.close();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }
}

function gives(
  answer: (response: ServerResponse) => void,
  expected: Partial<Exchange>,
  options?: Partial<BrazeClientOptions>,
) {
  return () =>
    withServer(
      answer,
      async ({ client }) => {
        const exchange = await client.exchange(request, undefined);
        assert.deepEqual({ ...exchange, ...expected }, exchange);
        assert.ok(!JSON.stringify(exchange).includes('canary'));
      },
      options,
    );
}

describe('createBrazeClient', () => {
  it('sends the key as a bearer token and JSON to the very path', () =>
    withServer(
      (response) => response.end('{"message":"success"}'),
      async ({ client, received }) => {
        await client.exchange(request, undefined);
        await client.exchange(wire({ kind: 'catalogs-list' }), undefined);
        const seen = received.map(({ message: { method, url, headers }, body }) => ({
          method,
          url,
          authorization: headers.authorization,
          type: headers['content-type'],
          body,
        }));
        const common = { authorization: `Bearer ${apiKey}`, type: 'application/json' };
        assert.deepEqual(seen, [
          { method: 'POST', url: '/users/delete', ...common, body: '{"external_ids":["canary-value"]}' },
          { method: 'GET', url: '/catalogs', ...common, body: '' },
        ]);
      },
    ));

  it(
    'reads JSON',
    gives((response) => response.writeHead(201).end('{"deleted":1}'), { status: 201, body: { deleted: 1 } }),
  );
  it(
    'keeps what is no JSON as text',
    gives((response) => response.writeHead(502).end('Bad Gateway'), { status: 502, body: 'Bad Gateway' }),
  );
  it(
    'removes the key from an answer that repeats it',
    gives((response) => response.writeHead(401).end(JSON.stringify({ message: `Invalid API key: ${apiKey}` })), {
      status: 401,
      body: { message: 'Invalid API key: ‹secret›' },
    }),
  );
  it(
    'does not know what became of a request whose acceptance is too long to read',
    gives(
      (response) => response.writeHead(201).end('x'.repeat(5000)),
      { kind: 'no-answer', reason: 'BODY_TOO_LONG' },
      { maxBodyBytes: 1000 },
    ),
  );
  it(
    'needs no body to know a refusal',
    gives(
      (response) => response.writeHead(503).end('x'.repeat(5000)),
      { status: 503, body: 'Service Unavailable' },
      { maxBodyBytes: 1000 },
    ),
  );
  it(
    'does not wait for ever',
    gives(() => undefined, { kind: 'no-answer', reason: 'TIMEOUT' }, { timeoutMs: 50 }),
  );
  it(
    'does not wait for the rest of an answer for ever',
    gives(
      (response) => void response.writeHead(201).write('{'),
      { kind: 'no-answer', reason: 'TIMEOUT' },
      { timeoutMs: 50 },
    ),
  );
  it(
    'does not know what became of a request whose connection was cut',
    gives((response) => response.destroy(), { kind: 'no-answer', reason: 'UND_ERR_SOCKET' }),
  );

  it('knows that nothing was sent where nobody listens', async () => {
    const client = createBrazeClient({ endpoint: 'http://127.0.0.1:1', apiKey, connections: 1, timeoutMs: 5000 });
    assert.deepEqual(await client.exchange(request, undefined), { kind: 'not-sent', reason: 'ECONNREFUSED' });
    await client.close();
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`refuses to follow a ${status}`, () =>
      withServer(
        (response) => response.writeHead(status, { location: 'http://127.0.0.1:1/elsewhere' }).end(),
        async ({ client, received }) => {
          const error: unknown = await client.exchange(request, undefined).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          assert.ok(isSyncFailure(error));
          assert.equal(error.code, 'security/redirect-refused');
          assert.deepEqual(error.params, { host: client.origin });
          assert.equal(received.length, 1);
          assert.ok(!`${error.stack} ${JSON.stringify(error)}`.includes('canary'));
        },
      ));
  }

  it('ends with the reason of the signal', () =>
    withServer(
      () => undefined,
      async ({ client }) => {
        const stop = new AbortController();
        const exchange = client.exchange(request, stop.signal);
        stop.abort(new Error('stop'));
        await assert.rejects(exchange, { message: 'stop' });
      },
    ));

  it('opens no more connections than it may', () => {
    const open = { now: 0, most: 0 };
    return withServer(
      (response) => {
        open.now += 1;
        open.most = Math.max(open.most, open.now);
        setTimeout(() => {
          open.now -= 1;
          response.end('{}');
        }, 5);
      },
      async ({ client }) => {
        await Promise.all(Array.from({ length: 10 }, () => client.exchange(request, undefined)));
        assert.equal(open.most, 2);
      },
    );
  });

  it('takes no host but Braze', () => {
    const options = { endpoint: 'https://braze.example.com', apiKey, connections: 1, timeoutMs: 5000 };
    assert.throws(() => createBrazeClient(options), { code: 'security/endpoint-not-braze' });
  });

  for (const [what, broken] of [
    ['an empty key', ''],
    ['a key with a line break', `${apiKey}\r\nX-Other: 1`],
  ] as const) {
    it(`refuses ${what} without showing it`, () => {
      const options = { endpoint: 'https://rest.iad-03.braze.com', apiKey: broken, connections: 1, timeoutMs: 5000 };
      assert.throws(
        () => createBrazeClient(options),
        (error: unknown) => {
          assert.ok(isSyncFailure(error) && error.code === 'braze/key-rejected');
          return !`${error.stack} ${JSON.stringify(error)}`.includes('canary');
        },
      );
    });
  }
});
