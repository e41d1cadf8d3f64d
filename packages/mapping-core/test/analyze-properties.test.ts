import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isMap, parse, parseDocument } from 'yaml';
import { analyze } from '../src/analyze.ts';
import { b2bMappingFile, b2bProjectFile } from './fixtures/b2b-mapping.ts';
import { b2bSnapshot } from './fixtures/b2b-snapshot.ts';

/** Analyzes both ways, and checks that every place lies in its text. */
function check(project: string, mappings: readonly string[]): void {
  const files = mappings.map((text, index) => ({ file: `mappings/${index}.yaml`, text }));
  const texts = new Map([['project.yaml', project], ...files.map(({ file, text }) => [file, text] as const)]);
  for (const snapshot of [b2bSnapshot, undefined]) {
    const { diagnostics, mapping } = analyze({
      project: { file: 'project.yaml', text: project },
      mappings: files,
      snapshot,
    });
    for (const { code, file, span, related, message } of diagnostics) {
      for (const place of [{ file, span }, ...(related === undefined ? [] : [related])]) {
        const length = texts.get(place.file)?.length ?? -1;
        const inside = 0 <= place.span.start && place.span.start <= place.span.end && place.span.end <= length;
        assert.ok(inside, `${code} at ${place.file} ${place.span.start}-${place.span.end} of ${length}: ${message}`);
      }
    }
    const failed = diagnostics.some(({ severity, file }) => severity === 'error' && file !== 'project.yaml');
    assert.equal(mapping === undefined, failed || files.length === 0);
  }
}

const names = [
  'contact',
  'lead',
  'both',
  'user',
  'account',
  'opportunities',
  'self',
  'A',
  'email',
  '__proto__',
  'constructor',
  'toString',
  '<<',
  'a b',
  'on',
  '1',
  '\ud800',
  'é',
  'x: y',
  '',
  '*',
  'dob',
  'time',
];
const keys = `
  version kind name description identity people catalogs links events consent lifecycle tests external_id
  aliases reachable_by on_conflict profile attributes from value as map otherwise where on_exit fields target
  others attribute max primary linked unlinked through person to catalog relationship on when properties email
  groups id direction delete after erase given known expect environments braze endpoint api_key guard
  people_where salesforce org state store gates schedule overlap mappings alerts capabilities
`
  .trim()
  .split(/\s+/);
const scalars = [
  'Email',
  'Account.Owner.Email',
  'Id',
  'Nope',
  'Contact',
  'Lead',
  'Account',
  'self',
  'opportunities',
  'keep',
  'suspend',
  '15d',
  '1%',
  'true',
  '~',
  '',

  "Status == 'Open'",
  'a(b, c)',
  "A ? 'x' : 'y'",
  "A + ' # b'",
  '!IsClosed',
  "'x' in A",
  '[',
  '{',
  '}',
  ']',
  '"',
  "'",
  '|',
  '>',
  '>-',
  '&a',
  '*a',
  '!t x',
  '@',
  '`',
  '%',

  'NO',
  '012',
  '12:30',
  '1e3',
  '.inf',
  '.nan',
  '0x1F',
  '12345678901234567890',
  '\ud800',
  '\udc00x',
  '\0',
  '\ufeff',
  '\u2028',
  'é😀',
  'env:KEY',
  's3://b',
  'postgres://u:p@h/d',

  'previous.Email',
  'age(Birthdate)',
  'phone(Phone, MailingCountryCode)',
  '((((((((',
  '-----',
  '"\\u00e9\\x41"',
  '"\\q"',
  "'it''s'",
  'https://rest.iad-01.braze.com',
];

/** A value as the languages have them, written in any style and with anything wrong. */
const { value: anything } = fc.letrec<{ value: unknown; map: unknown; list: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    { weight: 4, arbitrary: fc.constantFrom(...scalars) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    { weight: 4, arbitrary: tie('map') },
    { weight: 1, arbitrary: tie('list') },
  ),
  map: fc
    .array(
      fc.tuple(
        fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...keys) },
          { weight: 1, arbitrary: fc.constantFrom(...names) },
        ),
        tie('value'),
        fc.boolean(),
      ),
      { maxLength: 8 },
    )
    .map((entries) => ({ entries })),
  list: fc.array(tie('value'), { maxLength: 4 }).map((items) => ({ items })),
}));

interface Shape {
  readonly entries?: readonly (readonly [string, unknown, boolean])[];
  readonly items?: readonly unknown[];
}

function written(node: unknown, indent: string, flow: boolean): string {
  if (typeof node === 'string') return node;
  const { entries, items } = node as Shape;
  if (flow || indent.length > 40) {
    if (items !== undefined) return `[${items.map((item) => written(item, indent, true)).join(', ')}]`;
    return `{ ${(entries ?? []).map(([key, inner]) => `${key}: ${written(inner, indent, true)}`).join(', ')} }`;
  }
  if (items !== undefined) return items.map((item) => `\n${indent}- ${written(item, `${indent}  `, false)}`).join('');
  return (entries ?? [])
    .map(([key, inner, inFlow]) => `\n${indent}${key}: ${written(inner, `${indent}  `, inFlow)}`)
    .join('');
}

const file = fc
  .record({ kind: fc.constantFrom('mapping', 'project', 'other'), body: anything })
  .map(({ kind, body }) => {
    const head = `version: 1\nkind: ${kind}\nname: test\n`;
    return kind === 'other' ? written(body, '', false) : head + written(body, '', false);
  });

/** The example with one of its scalars replaced by something else, or lines of it removed or doubled. */
function damaged(text: string): fc.Arbitrary<string> {
  const lines = text.split('\n');
  const at = fc.nat(lines.length - 1);
  return fc.oneof(
    fc
      .tuple(at, fc.constantFrom(...scalars))
      .map(([line, scalar]) =>
        lines.map((old, index) => (index === line ? old.replace(/(: )[^{[]+$/, `$1${scalar}`) : old)).join('\n'),
      ),
    fc
      .tuple(at, fc.constantFrom(...keys, ...names))
      .map(([line, key]) =>
        lines.map((old, index) => (index === line ? old.replace(/[A-Za-z_]+:/, `${key}:`) : old)).join('\n'),
      ),
    at.map((line) => lines.filter((_, index) => index !== line).join('\n')),
    at.map((line) => lines.flatMap((old, index) => (index === line ? [old, old] : [old])).join('\n')),
    fc
      .tuple(at, fc.nat(20))
      .map(([line, by]) =>
        lines.map((old, index) => (index === line ? ' '.repeat(by) + old.trimStart() : old)).join('\n'),
      ),
    fc
      .tuple(fc.nat(text.length), fc.constantFrom(...scalars))
      .map(([offset, scalar]) => text.slice(0, offset) + scalar + text.slice(offset)),
  );
}

/** The example with the values at some paths replaced by anything, or with keys added. */
function replaced(text: string): fc.Arbitrary<string> {
  const paths = pathsOf(parse(text), []);
  const key = fc.constantFrom(...keys, ...names);
  const change = fc.tuple(fc.constantFrom(...paths), fc.option(key), fc.jsonValue({ maxDepth: 2 }));
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const document = parseDocument(text);
    for (const [path, added, json] of changes) {
      const at = added === null ? path : [...path, added];
      if (at.length > 0 && document.hasIn(at.slice(0, -1)) && isMap(document.getIn(at.slice(0, -1))))
        document.setIn(at, json);
    }
    return String(document);
  });
}

function pathsOf(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

describe('analyze, whatever the text', () => {
  // Mocha keeps stack traces of any length, and the YAML parser makes an error for every bracket of a deep nest.
  const { stackTraceLimit } = Error;
  before(() => {
    Error.stackTraceLimit = 10;
  });
  after(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  it('never throws and stays in the text for files of any shape', () => {
    fc.assert(
      fc.property(file, fc.array(file, { maxLength: 2 }), (project, mappings) => check(project, mappings)),
      { numRuns: 300 },
    );
  });

  it('never throws and stays in the text for examples gone wrong', () => {
    fc.assert(
      fc.property(damaged(b2bProjectFile.text), damaged(b2bMappingFile.text), (project, mapping) =>
        check(project, [mapping, b2bMappingFile.text]),
      ),
      { numRuns: 100 },
    );
  });

  it('never throws and stays in the text for examples with any value in any place', () => {
    fc.assert(
      fc.property(replaced(b2bProjectFile.text), replaced(b2bMappingFile.text), (project, mapping) =>
        check(project, [mapping]),
      ),
      { numRuns: 150 },
    );
  });

  const head = 'version: 1\nkind: mapping\nname: test\n';
  const attribute = (text: string): string => `${head}people:\n  contact:\n    attributes:\n      A: ${text}\n`;
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefg'.charAt(index)}, `.repeat(9)}x]`),
  ].join('\n');
  const hostile: Readonly<Record<string, string>> = {
    'an alias bomb': head + bomb,
    'a line of 100 kB': attribute(`Email == '${'x'.repeat(100_000)}'`),
    'a key of 100 kB': `${head}people:\n  contact:\n    attributes: { ${'K'.repeat(100_000)}: Id }\n`,
    'quotes of 100 kB': attribute(`"${'\\u0041'.repeat(16_000)}" + 1`),
    'doubled quotes of 100 kB': attribute(`'${"''".repeat(50_000)} + Id'`),
    'a block of 100 kB': attribute(`>\n${'        x ==\n\n'.repeat(8_000)}`),
    'a deep indentation': attribute(`|\n${' '.repeat(50_000)}Nope`),
    'parentheses of 100 kB': attribute('('.repeat(100_000)),
    'a chain of operators': attribute('Score__c + '.repeat(9_000) + '1'),
    'brackets nested 20,000 deep': head + 'x: ' + '['.repeat(20_000),
    'braces nested 20,000 deep': head + 'x: ' + '{ a: '.repeat(20_000),
    'maps nested 1,000 deep': head + Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    'lists nested 5,000 deep': head + 'x:\n' + '- '.repeat(5_000),
    '20,000 unknown keys': head + Array.from({ length: 20_000 }, (_, index) => `key${index}: 1`).join('\n'),
    '5,000 wrong fields': `${head}people:\n  contact:\n    attributes:\n${Array.from({ length: 5000 }, (_, index) => `      A${index}: [1]`).join('\n')}`,
    'lone surrogates': attribute('"\\ud800" + \'\udc00\' + \ud83d'),
    'null bytes': `${head}\0people: \0`,
    'a byte order mark': `\ufeff${head}`,
    'an endless plain text': `${head}description: ${'word '.repeat(20_000)}\n# ${'c'.repeat(100_000)}`,
  };
  for (const [name, text] of Object.entries(hostile)) {
    it(`survives ${name}`, () => check(text, [text]));
  }
});
