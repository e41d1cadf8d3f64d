// Writes the pages and files that are made from code: docs/diagnostics.md, docs/mapping-language.md and the JSON Schemas.
// Usage: node scripts/generate-docs.mjs [--check]      (after a build; --check writes nothing and fails on a difference)
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagnosticsPage } from './docs/diagnostics-page.mjs';
import { functionTable } from './docs/function-table.mjs';
import { keyTables, sectionsOf } from './docs/key-tables.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lib = join(root, 'packages/mapping-core/lib');

if (!existsSync(join(lib, 'index.js'))) {
  console.error('packages/mapping-core is not built. Run: npm run build');
  process.exit(1);
}

const { codes } = await load('diagnostics/codes.js');
const { docsLink } = await load('diagnostics/docs-link.js');
const { functions } = await load('expression/functions.js');
const { signatureOf } = await load('expression/functions/entry.js');
const { jsonSchemas } = await load('language/json-schema.js');

const schemas = jsonSchemas();
const notes = sectionsOf(readFileSync(join(root, 'scripts/docs/section-notes.md'), 'utf8'));
const prose = readFileSync(join(root, 'scripts/docs/language-prose.md'), 'utf8');

/** Path below the repository → text. */
const files = {
  'docs/diagnostics.md': diagnosticsPage(codes, docsLink),
  'docs/mapping-language.md': prose
    .replace('{{keys}}', () => keyTables(schemas, notes))
    .replace('{{functions}}', () => functionTable([...functions.values()], signatureOf)),
  ...Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      `packages/mapping-core/schemas/${name}.schema.json`,
      `${JSON.stringify(schema, undefined, 2)}\n`,
    ]),
  ),
};

const stale = Object.entries(files).filter(([path, text]) => current(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is not what the code says`);
  if (stale.length > 0) console.error('Run: npm run docs');
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) write(path, text);
}

function load(path) {
  return import(`file://${join(lib, path).split(sep).join('/')}`);
}

function current(path) {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined;
}

function write(path, text) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${relative(root, file)}`);
}
