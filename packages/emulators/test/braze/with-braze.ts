import assert from 'node:assert/strict';
import { startBrazeEmulator } from '../../src/braze/server.ts';
import type { DumpedState } from './check-state.ts';
import { checkSubset, control, readState } from './run-case.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A workspace of its own for one test, and the few things that tests do with it. */
export interface Braze {
  readonly url: string;
  readonly apiKey: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** As `call`, and the answer must have the status and contain the body. */
  expect(method: string, path: string, body: unknown, status: number, contains?: unknown): Promise<Answer>;
  track(...attributes: readonly unknown[]): Promise<void>;
  set(settings: unknown): Promise<void>;
  add(state: unknown): Promise<void>;
  advance(ms: number): Promise<void>;
  settle(): Promise<void>;
  state(): Promise<DumpedState>;
  /** The state, after everything settled, contains `state`. */
  holds(state: unknown): Promise<void>;
}

export async function withBraze(use: (braze: Braze) => Promise<void>): Promise<void> {
  const emulator = await startBrazeEmulator({ port: 0 });
  const { url, apiKey } = emulator;
  const put = async (name: string, value: unknown) => void (await control(emulator, 'PUT', name, value));
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await fetch(url + path, init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const expect: Braze['expect'] = async (method, path, body, status, contains) => {
    const answer = await call(method, path, body);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    if (contains !== undefined) checkSubset(answer.body, contains);
    return answer;
  };
  const settle = async () => void (await control(emulator, 'POST', 'settle'));
  try {
    await use({
      url,
      apiKey,
      call,
      expect,
      track: async (...attributes) => void (await expect('POST', '/users/track', { attributes }, 201)),
      set: (settings) => put('settings', settings),
      add: (state) => put('state', state),
      advance: (ms) => put('clock', { advance: ms }),
      settle,
      state: () => readState(emulator),
      holds: async (state) => {
        await settle();
        checkSubset(await readState(emulator), state);
      },
    });
  } finally {
    await emulator.close();
  }
}

export const alias = (alias_label: string, alias_name: string) => ({ alias_label, alias_name });
