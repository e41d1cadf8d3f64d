import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyze } from '../../src/analyze.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';

const page = readFileSync(new URL('../../../../docs/mapping-language.md', import.meta.url), 'utf8');

/** Top-level key → text of the examples of the page that begin with it. */
const examples = [...page.matchAll(/^```yaml\n(?<key>[a-z]+):(?<rest>\n[^`]*)^```$/gm)].map(({ groups }) => ({
  key: groups?.['key'] ?? '',
  text: `${groups?.['key'] ?? ''}:${groups?.['rest'] ?? ''}`,
}));

/** One example with the first of every other key around it, as the page tells one story. */
function mappingWith(example: { readonly key: string; readonly text: string }): string {
  const others = new Map(examples.toReversed().map(({ key, text }) => [key, text]));
  const head = 'version: 1\nkind: mapping\nname: docs\n';
  return head + [...others.set(example.key, example.text).values()].join('');
}

/** What an example may leave to other examples. */
const aboutOthers = new Set(['salesforce/person-accounts-unfiltered', 'security/personal-data-in-catalog']);

describe('docs/mapping-language.md', () => {
  it('has an example for every part of a mapping', () => {
    const keys = new Set(examples.map(({ key }) => key));
    assert.deepEqual([...keys].toSorted(), [
      'catalogs',
      'consent',
      'events',
      'identity',
      'lifecycle',
      'links',
      'people',
      'tests',
    ]);
  });

  for (const [index, example] of examples.entries()) {
    it(`gives an example of ${example.key} that holds (${index + 1})`, () => {
      const { diagnostics } = analyze({
        project: undefined,
        mappings: [{ file: 'docs.yaml', text: mappingWith(example) }],
        snapshot: b2bSnapshot,
      });
      const told = diagnostics.filter(({ severity, code }) => severity !== 'info' && !aboutOthers.has(code));
      assert.deepEqual(
        told.map(({ code, message }) => `${code} ${message}`),
        [],
      );
    });
  }
});
