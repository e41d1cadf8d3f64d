import assert from 'node:assert/strict';
import { analyze, type Analysis } from '../../src/analyze.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';

function analyzed(...texts: readonly string[]): Analysis {
  const mappings = texts.map((text, index) => {
    const name = 'abc'.charAt(index);
    return { file: `${name}.yaml`, text: `version: 1\nkind: mapping\nname: ${name}\n${text}` };
  });
  return analyze({ project: undefined, mappings, snapshot: b2bSnapshot });
}

/** The names that two mappings own, and the line of the second. */
function check(texts: readonly string[], expected: readonly string[]): void {
  const { diagnostics } = analyzed(...texts);
  const found = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, file, params, related }) => `${code} ${params['name']} ${related?.file} ${file}`);
  assert.deepEqual(
    found,
    expected.map((name) => `mapping/destination-owned-twice ${name} a.yaml b.yaml`),
  );
}

const contact = (body: string): string => `people:\n  contact:\n    where: IsPersonAccount == false\n${body}`;

const group = (id: string, from: string): string =>
  `consent: { groups: [{ id: 01234567-89ab-cdef-0123-${id}, from: ${from} }] }\n`;

describe('joinMappings', () => {
  it('unites the destinations of people and catalogs', () => {
    const { mapping } = analyzed(
      `${contact('    attributes: { A: Title }\n')}catalogs: { accounts: { from: Account, name: acc, where: IsPersonAccount == false, fields: { Type: Type } } }\n`,
      'people: { contact: { attributes: { B: Department } } }\ncatalogs: { accounts: { from: Account, name: acc, fields: { Industry: Industry } } }\nlinks: { account: {} }\n',
    );
    assert.equal(mapping?.name, 'a+b');
    assert.deepEqual(mapping.files, ['a.yaml', 'b.yaml']);
    assert.deepEqual(
      mapping.people.map(({ destinations }) => destinations.map(({ name, file }) => [name, file])),
      [
        [
          ['A', 'a.yaml'],
          ['B', 'b.yaml'],
        ],
      ],
    );
    assert.deepEqual(
      mapping.catalogs[0]?.fields.map(({ name }) => name),
      ['Type', 'Industry'],
    );
    assert.deepEqual(
      mapping.links.map(({ name }) => name),
      ['account'],
    );
  });
  it('lets one file add to both of another', () => {
    const { mapping } = analyzed(contact(''), 'people: { both: { profile: { email: Email } } }\n');
    assert.deepEqual(
      mapping?.people.map(({ key, destinations }) => [key, destinations.length]),
      [['contact', 1]],
    );
  });
  it('puts lists together and keeps where each item stands', () => {
    const { mapping, diagnostics } = analyzed(
      contact(group('000000000001', 'DoNotCall')),
      group('000000000002', 'Nope__c'),
    );
    assert.equal(mapping, undefined);
    const error = diagnostics.find(({ severity }) => severity === 'error');
    assert.equal(error?.code, 'salesforce/field-not-found');
    assert.equal(error.file, 'b.yaml');
  });
  it('gives every destination one owner', () =>
    check(
      [
        `${contact('    profile: { email: Email }\n    attributes: { A: Title }\n')}catalogs: { accounts: { from: Account, name: acc, where: IsPersonAccount == false, fields: { Type: Type } } }\n`,
        'people: { contact: { profile: { email: Email }, attributes: { A: Department } } }\ncatalogs: { accounts: { from: Account, name: acc, fields: { Type: Type } } }\n',
      ],
      ['people.contact.profile.email', 'people.contact.attributes.A', 'catalogs.accounts.fields.Type'],
    ));
  it('sees through both', () =>
    check(
      [
        contact('    attributes: { A: Title }\n').replace(
          'people:\n',
          'people:\n  both: { attributes: { B: Title } }\n',
        ),
        'people: { contact: { attributes: { B: Department } } }\n',
      ],
      ['B'],
    ));
  it('gives every policy one owner', () =>
    check(
      [
        `identity: { reachable_by: [any], aliases: { contact: c } }
${contact('    on_exit: keep\n')}consent: { email: { from: HasOptedOutOfEmail } }
lifecycle: { merge: follow, delete: { after: 1d } }
`,
        `identity: { reachable_by: [email], aliases: { contact: c } }
people: { contact: { where: IsPersonAccount == false, on_exit: keep } }
consent: { email: { from: HasOptedOutOfEmail } }
lifecycle: { merge: follow, convert: merge, delete: { after: 1d, then: keep } }
`,
      ],
      [
        'identity.reachable_by',
        'identity.aliases.contact',
        'people.contact.where',
        'people.contact.on_exit',
        'consent.email',
        'lifecycle.merge',
        'lifecycle.delete.after',
      ],
    ));
  it('gives every object, link, event and subscription group one owner', () =>
    check(
      [
        `people: { user: { from: User } }
catalogs: { accounts: { from: Account, name: acc, where: IsPersonAccount == false, fields: { Type: Type } } }
events: { seen: { on: User, to: self } }
consent: { groups: [{ id: 01234567-89ab-cdef-0123-456789abcdef, from: IsActive }] }
`,
        `people: { user: { from: Individual } }
catalogs: { accounts: { from: Account, name: other, fields: { Industry: Industry } } }
events: { seen: { on: User, to: self } }
consent: { groups: [{ id: 01234567-89AB-CDEF-0123-456789ABCDEF, from: IsActive }] }
`,
      ],
      [
        'people.user.from',
        'catalogs.accounts.name',
        'events.seen',
        'consent.groups.01234567-89AB-CDEF-0123-456789ABCDEF',
      ],
    ));
  it('names both mappings', () => {
    const { diagnostics } = analyzed(contact('    on_exit: keep\n'), 'people: { contact: { on_exit: keep } }\n');
    const error = diagnostics.find(({ severity }) => severity === 'error');
    assert.equal(error?.message, '`people.contact.on_exit` is written by the mappings `a` and `b`.');
  });
  it('has no mapping when one file has an error', () => {
    const { mapping, context } = analyzed(contact(''), 'people: [');
    assert.equal(mapping, undefined);
    assert.deepEqual(
      context?.mapping.people.map(({ key }) => key),
      ['contact'],
    );
  });
});
