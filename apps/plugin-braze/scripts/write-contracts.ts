// Writes schemas/*.json and command-snapshot.json from the code; run it after a build, and review the diff.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, snapshotText } from './command-snapshot.ts';
import { schemaFiles } from './schema-files.ts';

const root = join(import.meta.dirname, '..');

await rm(join(root, 'schemas'), { recursive: true, force: true });
await mkdir(join(root, 'schemas'));
for (const [name, text] of schemaFiles()) await writeFile(join(root, 'schemas', name), text);
const manifest = JSON.parse(await readFile(join(root, 'oclif.manifest.json'), 'utf8')) as Manifest; // oclif wrote it
await writeFile(join(root, 'command-snapshot.json'), snapshotText(manifest));
