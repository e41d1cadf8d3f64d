import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, snapshotText } from '../scripts/command-snapshot.ts';
import { schemaFiles } from '../scripts/schema-files.ts';
import { resultSchemas } from '../src/results/result-schemas.ts';

const ROOT = join(import.meta.dirname, '..');
const FIX = 'Run `npm run schemas -w sf-braze` and review the diff.';

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(join(ROOT, 'oclif.manifest.json'), 'utf8')) as Manifest; // oclif wrote it
}

describe('schemaFiles', () => {
  it('are those in schemas/', async () => {
    const files = schemaFiles();
    assert.deepEqual((await readdir(join(ROOT, 'schemas'))).toSorted(), [...files.keys()].toSorted(), FIX);
    for (const [name, text] of files) assert.equal(await readFile(join(ROOT, 'schemas', name), 'utf8'), text, FIX);
  });

  it('stand for every command there is', async () => {
    assert.deepEqual(Object.keys(resultSchemas).toSorted(), Object.keys((await manifest()).commands).toSorted());
  });
});

describe('snapshotText', () => {
  it('is command-snapshot.json: ids, flags and letters change only on purpose', async () => {
    assert.equal(await readFile(join(ROOT, 'command-snapshot.json'), 'utf8'), snapshotText(await manifest()), FIX);
  });
});
