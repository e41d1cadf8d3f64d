import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'mocha';
import { type RunningBrazeEmulator, startBrazeEmulator } from '../../src/braze/server.ts';
import type { ApiCase } from './api-case.ts';
import { runCase } from './run-case.ts';

const lines = readFileSync(new URL('api-cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean);
// cast: the format of the case file
const cases = lines.map((line) => JSON.parse(line) as ApiCase);

describe('startBrazeEmulator', () => {
  let emulator: RunningBrazeEmulator | undefined;
  before(async () => {
    emulator = await startBrazeEmulator({ port: 0 });
  });
  after(() => emulator?.close());

  for (const apiCase of cases) {
    it(`${apiCase.id}: ${apiCase.note ?? ''}`, () =>
      emulator === undefined ? Promise.reject(new Error('not started')) : runCase(emulator, apiCase));
  }
});
