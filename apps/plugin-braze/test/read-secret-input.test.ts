import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { readSecretInput } from '../src/read-secret-input.ts';

const unasked = (): Promise<string> => Promise.reject(new Error('nobody is there to ask'));

describe('readSecretInput', () => {
  it('takes what is piped in, without the line end', async () => {
    assert.equal(await readSecretInput(Readable.from(['a key', '\n']), unasked), 'a key');
  });

  it('asks on a terminal', async () => {
    const terminal = Object.assign(Readable.from([]), { isTTY: true });
    assert.equal(await readSecretInput(terminal, () => Promise.resolve(' a key ')), 'a key');
  });

  for (const [what, text] of [
    ['nothing', ' \n'],
    ['several lines', 'one\ntwo'],
    ['a whole file', 'x'.repeat(5000)],
  ] as const) {
    it(`refuses ${what}, without repeating it`, async () => {
      await assert.rejects(readSecretInput(Readable.from([text]), unasked), (error: Error) => {
        assert.equal(error.name, 'SecretInvalid');
        assert.doesNotMatch(error.message, /one\ntwo|xxx/);
        return true;
      });
    });
  }
});
