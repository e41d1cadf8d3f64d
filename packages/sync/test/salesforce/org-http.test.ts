import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { isSyncFailure } from '../../src/failures.ts';
import { type LoopbackOrg, type Reply, startLoopbackOrg, TOKEN } from './loopback-org.ts';

const call = { method: 'GET', path: '/thing' } as const;
const signal = new AbortController().signal;

async function withOrg<Result>(
  answer: (nth: number, token: string) => Reply,
  run: (org: LoopbackOrg) => Promise<Result>,
): Promise<Result> {
  const org = await startLoopbackOrg(({ token }, nth) => answer(nth, token));
  try {
    return await run(org);
  } finally {
    await org.close();
  }
}

/** Replies come in this order; the last one is repeated. */
async function check(
  replies: readonly Reply[],
  expected: { readonly json?: unknown; readonly failure?: string; readonly refused?: string; readonly calls: number },
) {
  await withOrg(
    (nth) => replies[Math.min(nth, replies.length) - 1] ?? {},
    async (org) => {
      const outcome = await org.http.json(call, signal).then(
        (answer) => (answer.kind === 'answer' ? { json: answer.json } : { refused: answer.errorCode }),
        (error: unknown) => {
          assert.ok(isSyncFailure(error), String(error));
          assert.doesNotMatch(inspect(error), /canary|TypeError/u);
          return { failure: error.code };
        },
      );
      assert.deepEqual({ ...outcome, calls: org.calls.length }, expected);
    },
  );
}

const refusal = (status: number, errorCode: string): Reply => ({
  status,
  body: [{ errorCode, message: `quotes ${TOKEN}` }],
});

describe('createOrgHttp', () => {
  it('gives the answer', () => check([{ body: { a: 1 } }], { json: { a: 1 }, calls: 1 }));
  it('decodes gzip', () =>
    check([{ headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"a":1}') }], { json: { a: 1 }, calls: 1 }));
  it('gives nothing for an answer without a body', () => check([{ body: '' }], { json: undefined, calls: 1 }));
  it('asks again after 503', () =>
    check([refusal(503, 'SERVER_UNAVAILABLE'), refusal(503, 'SERVER_UNAVAILABLE'), { body: [1] }], {
      json: [1],
      calls: 3,
    }));
  it('asks again when the answer breaks off', () =>
    check([{ body: { a: 1 }, cutAfter: 3 }, { body: 2 }], { json: 2, calls: 2 }));
  it('asks again when a compressed answer breaks off', () =>
    check(
      [{ headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"a":1}'.repeat(100)), cutAfter: 12 }, { body: 2 }],
      { json: 2, calls: 2 },
    ));
  it('asks again when the answer is no JSON', () => check([{ body: '<html>' }, { body: 2 }], { json: 2, calls: 2 }));
  it('gives up after five tries', () =>
    check([refusal(500, 'UNKNOWN_EXCEPTION')], { failure: 'salesforce/unreachable', calls: 5 }));
  it('does not repeat a query that ran for too long', () =>
    check([refusal(500, 'QUERY_TIMEOUT')], { refused: 'QUERY_TIMEOUT', calls: 1 }));
  it('returns the refusal of one call', () => check([refusal(404, 'NOT_FOUND')], { refused: 'NOT_FOUND', calls: 1 }));
  it('stops at the limit of the org', () =>
    check([refusal(403, 'REQUEST_LIMIT_EXCEEDED')], { failure: 'salesforce/request-limit-reached', calls: 1 }));
  it('follows no redirect', () =>
    check([{ status: 302, headers: { location: 'http://127.0.0.1:9/' } }], {
      failure: 'security/redirect-refused',
      calls: 1,
    }));
  it('signs in again once', () =>
    check([refusal(401, 'INVALID_SESSION_ID'), { body: 'true' }], { json: true, calls: 2 }));
  it('ends when a fresh token is refused too', () =>
    check([refusal(401, 'INVALID_SESSION_ID')], { failure: 'salesforce/session-expired', calls: 2 }));

  it('uses the fresh token', () =>
    withOrg(
      (_, token) => (token === TOKEN ? refusal(401, 'INVALID_SESSION_ID') : { body: 1 }),
      async (org) => {
        await org.http.json(call, signal);
        await org.http.json(call, signal);
        assert.deepEqual([org.calls.length, org.renewals()], [3, 1]);
      },
    ));

  it('waits longer from try to try, and as long as Salesforce says', () =>
    withOrg(
      (nth) => (nth === 3 ? { status: 503, headers: { 'retry-after': '7' } } : { status: nth < 5 ? 503 : 200 }),
      async (org) => {
        await org.http.json(call, signal);
        assert.deepEqual(org.clock.slept, [500, 1000, 7000, 4000]);
      },
    ));

  it('counts every try against the share', async () => {
    const org = await startLoopbackOrg(() => ({ status: 503, headers: { 'sforce-limit-info': 'api-usage=1/10' } }), {
      sharePercent: 30,
      spentBefore: 0,
    });
    await assert.rejects(
      org.http.json(call, signal),
      (error) => isSyncFailure(error) && error.code === 'salesforce/api-share-reached',
    );
    assert.equal(org.calls.length, 3);
    await org.close();
  });

  it('stops when it is told to, with the reason it was given', async () => {
    const stop = new AbortController();
    await withOrg(
      () => {
        stop.abort(new Error('enough'));
        return { status: 503 };
      },
      (org) => assert.rejects(org.http.json(call, stop.signal), /enough/u),
    );
  });

  it('fails as unreachable when nobody listens', async () => {
    const org = await startLoopbackOrg(() => ({}));
    await org.close();
    await assert.rejects(
      org.http.json(call, signal),
      (error) => isSyncFailure(error) && error.code === 'salesforce/unreachable' && error.cause === undefined,
    );
  });
});
