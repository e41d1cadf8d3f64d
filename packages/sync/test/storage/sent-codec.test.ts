import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { openDatabase } from '../../src/storage/database.ts';
import { SCHEMA } from '../../src/storage/schema.ts';
import { type SentCodec, sentCodec } from '../../src/storage/sent-codec.ts';
import { fingerprint } from './temporary-store.ts';

async function withCodec(use: (codec: SentCodec, reopened: () => SentCodec) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sf-braze-codec-'));
  const database = await openDatabase(join(folder, 'state.db'));
  try {
    database.exec(SCHEMA);
    use(sentCodec(database), () => sentCodec(database));
  } finally {
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const sorted = (sent: ReadonlyMap<string, string>): unknown => [...sent].toSorted();

const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const acceptance = fc.array(fc.tuple(name, fc.option(fc.string({ minLength: 1, maxLength: 6 }))), { maxLength: 12 });

describe('sentCodec', () => {
  it('gives back what was accepted last, also to another process', () =>
    withCodec((codec, reopened) =>
      fc.assert(
        fc.property(fc.array(acceptance, { maxLength: 6 }), (steps) => {
          const expected = new Map<string, string>();
          let blob: Uint8Array | null = null;
          for (const step of steps) {
            const changes = new Map(step.map(([key, text]) => [key, text === null ? null : fingerprint(text)]));
            for (const [key, print] of changes) {
              if (print === null) expected.delete(key);
              else expected.set(key, print);
            }
            blob = codec.apply(blob, changes);
          }
          assert.deepEqual(sorted(codec.decode(blob)), sorted(expected));
          assert.deepEqual(sorted(reopened().decode(blob)), sorted(expected));
          assert.equal(blob?.byteLength ?? 0, expected.size * 8);
        }),
        { numRuns: 100 },
      ),
    ));
});
