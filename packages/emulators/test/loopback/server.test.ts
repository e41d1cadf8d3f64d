import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createControl } from '../../src/loopback/control.ts';
import { json, text } from '../../src/loopback/respond.ts';
import { type RunningServer, startServer } from '../../src/loopback/server.ts';
import type { Route } from '../../src/loopback/route.ts';

let accepted = 0;
const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/things/:id',
    handle: ({ params, query }) => json(200, { id: params['id'], q: query.get('q') }),
  },
  { method: 'GET', path: '/rest/*', handle: ({ params }) => text(200, params['*'] ?? '') },
  { method: 'POST', path: '/echo', handle: ({ body }) => text(200, body.toString()) },
  { method: 'POST', path: '/count', handle: () => json(200, { accepted: (accepted += 1) }) },
  { method: 'GET', path: '/stream', handle: () => ({ status: 200, gzip: true, body: manyLines() }) },
  { method: 'GET', path: '/fails', handle: () => Promise.reject(new Error('planted')) },
];

async function* manyLines() {
  for (let line = 0; line < 50_000; line += 1) yield `${line}\n`;
}

async function withServer(use: (server: RunningServer) => Promise<void>) {
  const server = await startServer({
    port: 0,
    routes,
    control: createControl({ reset: () => undefined }),
    notFound: () => json(404, { message: 'nothing here' }),
    tooLarge: () => json(413, { message: 'too large' }),
    maxBodyBytes: 1000,
  });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

const put = (url: string, value: unknown) => fetch(url, { method: 'PUT', body: JSON.stringify(value) });

async function getJson<T>(url: string): Promise<T> {
  // cast: the shape is what the assertions check
  return (await (await fetch(url)).json()) as T;
}

function check(path: string, init: RequestInit, status: number, body: string) {
  return withServer(async ({ url }) => {
    const response = await fetch(url + path, init);
    assert.deepEqual([response.status, await response.text()], [status, body]);
  });
}

describe('startServer', () => {
  it('gives decoded path segments and the query', () => check('/things/a%20b?q=1', {}, 200, '{"id":"a b","q":"1"}'));
  it('collapses leading slashes', () => check('//things/x', {}, 200, '{"id":"x","q":null}'));
  it('gives the rest of a path', () => check('/rest/a/b', {}, 200, 'a/b'));
  it('treats a trailing slash as another path', () => check('/things/x/', {}, 404, '{"message":"nothing here"}'));
  it('refuses a method that the path does not have', () => check('/echo', {}, 404, '{"message":"nothing here"}'));
  it('passes the body on', () => check('/echo', { method: 'POST', body: 'häh' }, 200, 'häh'));
  it('answers a body over the limit itself', () =>
    check('/echo', { method: 'POST', body: 'x'.repeat(1001) }, 413, '{"message":"too large"}'));

  it('turns a thrown error into a 500', () =>
    withServer(async ({ url }) => {
      const response = await fetch(`${url}/fails`);
      assert.equal(response.status, 500);
      assert.match(await response.text(), /planted/);
    }));

  it('streams, gzipped when the client accepts it', () =>
    withServer(async ({ url }) => {
      const zipped = await fetch(`${url}/stream`);
      const plain = await fetch(`${url}/stream`, { headers: { 'accept-encoding': 'identity' } });
      assert.equal(zipped.headers.get('content-encoding'), 'gzip');
      assert.equal(plain.headers.get('content-encoding'), null);
      assert.equal(await zipped.text(), await plain.text());
    }));

  it('closes at once with a connection open', () =>
    withServer(async (server) => {
      const { url } = server;
      await put(`${url}/_emulator/faults`, [{ delayMs: 60_000 }]);
      const pending = assert.rejects(fetch(`${url}/echo`, { method: 'POST' }));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await server.close();
      await pending;
    }));
});

describe('createControl', () => {
  it('records calls as they were sent, oldest first, without its own', () =>
    withServer(async ({ url }) => {
      await fetch(`${url}/echo?a=1`, { method: 'POST', body: '{ "a": 1 }' });
      await fetch(`${url}//things/x`);
      const calls = await getJson<Record<string, unknown>[]>(`${url}/_emulator/requests`);
      assert.deepEqual(
        calls.map(({ n, method, path, body, status, response }) => [n, method, path, body, status, response]),
        [
          [1, 'POST', '/echo?a=1', '{ "a": 1 }', 200, '{ "a": 1 }'],
          [2, 'GET', '//things/x', '', 200, '{"id":"x","q":null}'],
        ],
      );
      await fetch(`${url}/_emulator/requests`, { method: 'DELETE' });
      assert.deepEqual(await getJson(`${url}/_emulator/requests`), []);
    }));

  it('fires the nth matching call, times times', () =>
    withServer(async ({ url }) => {
      const respond = { status: 503, headers: { 'retry-after': '2' }, body: { message: 'no' } };
      await put(`${url}/_emulator/faults`, [{ method: 'GET', path: '/things/*', nth: 2, times: 2, respond }]);
      const statuses = [];
      for (let call = 0; call < 5; call += 1) {
        const response = await fetch(`${url}/things/${call}`);
        statuses.push([response.status, response.headers.get('retry-after')]);
      }
      assert.deepEqual(statuses, [
        [200, null],
        [503, '2'],
        [503, '2'],
        [200, null],
        [200, null],
      ]);
    }));

  it('cuts the connection before or after the work', () =>
    withServer(async ({ url }) => {
      accepted = 0;
      await put(`${url}/_emulator/faults`, [
        { path: '/count', times: 1, drop: 'before' },
        { path: '/count', nth: 2, drop: 'after' },
      ]);
      await assert.rejects(fetch(`${url}/count`, { method: 'POST' }));
      await assert.rejects(fetch(`${url}/count`, { method: 'POST' }));
      assert.deepEqual(await (await fetch(`${url}/count`, { method: 'POST' })).json(), { accepted: 2 });
    }));

  it('refuses faults and times that it cannot read', () =>
    withServer(async ({ url }) => {
      for (const [name, value] of [
        ['faults', [{ path: '/x' }]],
        ['faults', { drop: 'before' }],
        ['faults', [{ drop: 'never' }]],
        ['clock', { now: 'soon' }],
      ] as const) {
        const response = await put(`${url}/_emulator/${name}`, value);
        assert.equal(response.status, 400, JSON.stringify(value));
      }
    }));

  it('sets and advances the clock', () =>
    withServer(async ({ url }) => {
      await put(`${url}/_emulator/clock`, { now: '2030-01-01T00:00:00Z' });
      const moved = await put(`${url}/_emulator/clock`, { advance: 3_600_000 });
      assert.match(await moved.text(), /"2030-01-01T01:00:0/);
    }));
});
