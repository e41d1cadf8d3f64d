// Fails when code stands where it may not: folder edges inside packages, dev-only packages in src/, packages kept to one
// place, barrels, names that say nothing, and a clock or chance in mapping-core. `turbo boundaries` guards the edges between packages.
// Usage: node scripts/check-architecture.mjs [repository root]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const knowledge = ['diagnostics', 'salesforce', 'braze'];
const language = [...knowledge, 'expression', 'language'];
const core = [...language, 'checks', 'transform', 'reconcile', 'guide', 'warehouse', 'testing', 'editor'];

/** Per package: folder of src/ → folders it may import. `.` is src/ itself; every folder knows itself; other folders know nobody. */
const edges = {
  'packages/mapping-core': {
    '.': core,
    expression: knowledge,
    language: [...knowledge, 'expression'],
    checks: language,
    transform: language,
    guide: language,
    warehouse: language,
    reconcile: [...language, 'transform'],
    testing: [...language, 'transform', 'reconcile'],
    editor: [...core, '.'],
  },
  'packages/sync': {
    '.': ['passes', 'send'],
    passes: ['.'],
    send: ['.', 'passes'],
    // Adapters: they know the ports and how to keep secrets out of logs, never each other.
    salesforce: ['.', 'observe'],
    braze: ['.', 'observe'],
    storage: ['.', 'observe'],
    observe: ['.'],
  },
  'packages/emulators': {
    '.': ['loopback', 'salesforce', 'braze'],
    salesforce: ['loopback'],
    braze: ['loopback'],
  },
  'apps/plugin-braze': {
    // `results` are the shapes of `--json`: everybody fills them, they know nobody.
    '.': ['results'],
    init: ['.', 'results'],
    commands: ['.', 'init', 'results'],
  },
};

/** The files that put a package together may import every folder of it. */
const assembly = new Set(['index.ts', 'adapters.ts']);

/** Third-party packages that stand in one place. Types are erased, so only real imports count. */
const kept = [
  { name: '@marcbachmann/cel-js', places: ['packages/mapping-core/src/expression/parse.ts'] },
  { name: '@salesforce/core', places: ['packages/sync/src/salesforce/', 'apps/plugin-braze/'] },
  { name: 'node:sqlite', places: ['packages/sync/src/storage/'] },
];

/** The plugin's build bundles our own packages, so they are dev-only on purpose. */
const bundled = { 'apps/plugin-braze': '@sf-braze/' };

const pure = 'packages/mapping-core';
const impure = [
  { pattern: /\bDate\.now\b/, what: 'Date.now' },
  { pattern: /\bnew Date\(\s*\)/, what: 'new Date() without an argument' },
  { pattern: /\bMath\.random\b/, what: 'Math.random' },
];

const KEBAB_FILE = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|nut))?(\.d)?\.(ts|mjs)$/;
const KEBAB_FOLDER = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SAYS_NOTHING = /^(types|common|misc|shared|services)$|(^|-)(utils?|helpers?)($|-)/;
const IMPORT =
  /\b(?<statement>import|export)\b(?<words>[^'"();=]*?)\bfrom\s*'(?<from>[^']+)'|\bimport\s*\(?\s*'(?<plain>[^']+)'/g;

/** Everything wrong below a repository root, one readable line each. */
function violationsBelow(root) {
  const packages = ['packages', 'apps'].flatMap((group) =>
    foldersIn(join(root, group)).map((name) => `${group}/${name}`),
  );
  return packages.flatMap((name) => packageViolations(root, name)).toSorted();
}

function packageViolations(root, name) {
  const home = join(root, name);
  const manifest = join(home, 'package.json');
  if (!existsSync(manifest)) return [];
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  const devOnly = Object.keys(devDependencies).filter(
    (dependency) => !(dependency in dependencies) && !(bundled[name] && dependency.startsWith(bundled[name])),
  );
  const sources = sourceFiles(join(home, 'src'));
  return [
    ...sources.flatMap((file) => fileViolations({ root, name, home, devOnly }, file)),
    ...[...sources, ...sourceFiles(join(home, 'test'))].flatMap((file) => nameViolations(root, home, file)),
  ];
}

function fileViolations({ root, name, home, devOnly }, file) {
  const shown = slashed(relative(root, file));
  const inside = slashed(relative(join(home, 'src'), file));
  const code = withoutComments(readFileSync(file, 'utf8'));
  const imports = importsOf(code);
  return [
    ...imports.flatMap((found) => edgeViolations(name, home, file, found)),
    ...imports.flatMap(({ specifier, typeOnly }) => [
      ...(devOnly.some((dependency) => isOf(specifier, dependency)) ? [`${specifier} is a dev-only package`] : []),
      ...kept
        .filter(
          (rule) => isOf(specifier, rule.name) && !typeOnly && !rule.places.some((place) => shown.startsWith(place)),
        )
        .map((rule) => `${rule.name} is kept to ${rule.places.join(' and ')}`),
    ]),
    ...(inside !== 'index.ts' && imports.some(({ reExport }) => reExport) ? ['only src/index.ts may re-export'] : []),
    ...(inside !== 'index.ts' && basename(file) === 'index.ts' && !inside.startsWith('commands/')
      ? ['only src/ has an index.ts']
      : []),
    ...(name === pure
      ? impure.filter(({ pattern }) => pattern.test(code)).map(({ what }) => `mapping-core must not use ${what}`)
      : []),
  ].map((problem) => `${shown}: ${problem}`);
}

function edgeViolations(name, home, file, { specifier }) {
  if (!specifier.startsWith('.')) return [];
  const source = join(home, 'src');
  const target = resolve(dirname(file), specifier);
  if (!target.startsWith(source + sep)) return [`${specifier} leaves src/`];
  const from = folderOf(source, file);
  const to = folderOf(source, target);
  if (from === to || (from === '.' && assembly.has(basename(file)))) return [];
  return edges[name]?.[from]?.includes(to) ? [] : [`${from} must not import ${to} (${specifier})`];
}

function nameViolations(root, home, file) {
  const parts = slashed(relative(home, file)).split('/').slice(1);
  const folders = parts.slice(0, -1);
  const stem = (parts.at(-1) ?? '').replace(/\..*$/, '');
  const shown = slashed(relative(root, file));
  return [
    ...(KEBAB_FILE.test(parts.at(-1) ?? '') ? [] : [`${shown}: file names are kebab-case`]),
    ...folders
      .filter((folder) => !KEBAB_FOLDER.test(folder))
      .map((folder) => `${shown}: the folder ${folder} is not kebab-case`),
    ...[...folders, stem]
      .filter((part) => SAYS_NOTHING.test(part))
      .map((part) => `${shown}: the name ${part} does not say what it holds`),
  ];
}

function importsOf(code) {
  return [...code.matchAll(IMPORT)].map(({ groups: { statement, words = '', from, plain } }) => ({
    specifier: from ?? plain,
    typeOnly: /^\s*type\b/.test(words) && !/^\s*type\s*$/.test(words),
    reExport: statement === 'export',
  }));
}

/** Comments may name packages and show imports. A `//` inside an address is none. */
function withoutComments(text) {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:'"`])\/\/.*$/gm, '$1');
}

function isOf(specifier, dependency) {
  return specifier === dependency || specifier.startsWith(`${dependency}/`);
}

function folderOf(source, file) {
  const folder = slashed(relative(source, dirname(file))).split('/')[0];
  return folder === '' ? '.' : folder;
}

function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && /\.(ts|mjs)$/.test(entry.name) && !entry.parentPath.split(sep).includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name));
}

function foldersIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function slashed(path) {
  return path.split(sep).join('/');
}

const root = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..'));
const violations = violationsBelow(root);
for (const violation of violations) console.error(violation);
if (violations.length > 0)
  console.error(`${violations.length} architecture ${violations.length === 1 ? 'violation' : 'violations'}`);
process.exitCode = violations.length > 0 ? 1 : 0;
