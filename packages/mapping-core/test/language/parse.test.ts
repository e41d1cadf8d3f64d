import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.ts';
import { b2bMappingFile, b2bProjectFile } from '../fixtures/b2b-mapping.ts';
import { checkFile } from './check-file.ts';

const head = 'version: 1\nkind: mapping\nname: test\n';

const check = (text: string): unknown => checkFile('mapping', head + text);
const checkWhole = (text: string): unknown => checkFile('mapping', text);

const messages = (text: string): readonly string[] => checkFile('mapping', head + text).map(({ message }) => message);

describe('parse', () => {
  it('has nothing to say about the example', () => {
    checkFile('mapping', b2bMappingFile.text);
    checkFile('project', b2bProjectFile.text);
  });

  describe('of YAML', () => {
    it('finds what is no YAML, once per line, and says nothing about its shape', () =>
      check(`people:
  contact: { where: [ }
#                     ^ syntax/invalid-yaml
nonsense: 1
`));
    it('finds tabs as indentation', () =>
      checkWhole(`people:
  contact:
\t    where: Id
#<^^^ syntax/invalid-yaml
`));
    it('refuses anchors, aliases, tags and merge keys', () =>
      check(`description: &text one
#            ^^^^^ syntax/yaml-feature-not-allowed
people:
  lead: !lead
#       ^^^^^ syntax/yaml-feature-not-allowed
    on_exit: keep
  contact:
    <<: { on_exit: keep }
#   ^^ syntax/yaml-feature-not-allowed
    from: *text
#         ^^^^^ syntax/yaml-feature-not-allowed
`));
    it('takes a quoted merge key as any other key', () =>
      check(`people:
  lead:
    '<<': 1
#   ^^^^ syntax/unknown-key
`));
    it('refuses an alias without an anchor', () =>
      check(`description: *nothing
#            ^^^^^^^^ syntax/yaml-feature-not-allowed
`));
    it('refuses several documents', () =>
      check(`description: one
---
#<^ syntax/yaml-feature-not-allowed
`));
    it('refuses directives', () => {
      const { diagnostics } = parse('mapping', { file: 'f', text: `%YAML 1.1\n---\n${head}` });
      assert.deepEqual(
        diagnostics.map(({ code, span, params }) => [code, span, params]),
        [['syntax/yaml-feature-not-allowed', { start: 0, end: 9 }, { feature: 'directive' }]],
      );
    });
    it('finds a key that is there twice, and shows the first', () => {
      const [finding] = checkFile('mapping', `${head}events: {}\nevents: {}\n#<^^^^ syntax/duplicate-key\n`);
      assert.deepEqual(finding?.related, { file: 'file.yaml', span: { start: 36, end: 42 } });
    });
    it('flags what YAML 1.1 reads as something else', () =>
      check(`people:
  contact:
    attributes:
      A: { value: NO }
#                 ^^ syntax/ambiguous-scalar
      B: { value: yes }
#                 ^^^ syntax/ambiguous-scalar
      C: { value: 012 }
#                 ^^^ syntax/ambiguous-scalar
      D: { value: 1e3 }
#                 ^^^ syntax/ambiguous-scalar
      E: { value: 12:30 }
#                 ^^^^^ syntax/ambiguous-scalar
      F: { value: on }
#                 ^^ syntax/ambiguous-scalar
      G: { value: 1_000 }
#                 ^^^^^ syntax/ambiguous-scalar
      H: { value: 12345678901234567890 }
#                 ^^^^^^^^^^^^^^^^^^^^ syntax/ambiguous-scalar
      I: { value: 0 }
      J: { value: 1.5 }
      K: { value: 'NO' }
      L: { value: "12:30" }
      M: { value: 2026-11-23 }
      N: { value: none }
`));
  });

  describe('of keys and values', () => {
    it('finds unknown keys and offers the nearest', () => {
      const [first] = messages(`people:
  contact:
    wher: Id != null
#   ^^^^ syntax/unknown-key
`);
      assert.match(first ?? '', /^`wher` is not a key of `people.contact`\. Did you mean `where`\?$/);
    });
    it('takes keys of prototypes as unknown keys', () =>
      check(`__proto__: { kind: 1 }
#<^^^^^^^ syntax/unknown-key
constructor: 1
#<^^^^^^^^^ syntax/unknown-key
people:
  contact:
    toString: 1
#   ^^^^^^^^ syntax/unknown-key
    attributes:
      __proto__: Id
#     ^^^^^^^^^ syntax/unknown-key
      constructor: Id
`));
    it('finds missing keys at the key that lacks them', () =>
      check(`catalogs:
  accounts:
# ^^^^^^^^ syntax/missing-key, syntax/missing-key
    from: Account
`));
    it('finds keys that need a partner', () =>
      check(`links:
  opportunities: { unlinked: gone }
# ^^^^^^^^^^^^^ syntax/missing-key
  partner: { through: Partner__c, catalog: accounts, attribute: Partner, max: 3 }
# ^^^^^^^ syntax/missing-key
`));
    it('finds a value of the wrong type and names both', () => {
      const [first] = messages(`events:
  won: { on: Opportunity, to: opportunities, when: true }
#                                                  ^^^^ syntax/wrong-type
`);
      assert.equal(first, '`events.won.when` is a boolean, and a text belongs here.');
    });
    it('shows what a value of another form looks like', () => {
      const found = checkFile(
        'mapping',
        `${head}people:
  contact:
    attributes: { IsClosed: true }
#                           ^^^^ syntax/wrong-type
lifecycle: { delete: { after: 15 } }
#                             ^^ syntax/wrong-type
links:
  opportunities: { max: 501 }
#                       ^^^ syntax/invalid-value
`,
      );
      assert.deepEqual(
        found.map(({ allowed }) => allowed),
        [['{ value: true }'], ['1 to 500'], ['15m', '24h', '15d']],
      );
    });
    it('finds a constant where an expression belongs', () =>
      check(`people:
  contact:
    attributes:
      IsClosed: true
#               ^^^^ syntax/wrong-type
      Count: 3
#            ^ syntax/wrong-type
`));
    it('finds a blank value', () =>
      check(
        `people:
  contact:
    where:
    on_exit: keep
`.replace('where:', 'where: ~\n#          ^ syntax/wrong-type'),
      ));
    it('finds values that are not allowed and shows those that are', () => {
      const [finding] = checkFile(
        'mapping',
        `${head}people:
  contact: { on_exit: supend }
#                     ^^^^^^ syntax/invalid-value
`,
      );
      assert.equal(finding?.nearest, 'suspend');
      assert.deepEqual(finding.allowed, ['keep', 'suspend', 'delete']);
    });
    it('finds names that cannot be', () =>
      check(`people:
  BAD: { from: Asset }
# ^^^ syntax/invalid-value
identity:
  external_id: { both: Id }
#                ^^^^ syntax/invalid-value
links:
  self: { through: A__c, catalog: accounts, attribute: A }
# ^^^^ syntax/invalid-value
consent:
  groups: [{ id: news, from: DoNotCall }]
#                ^^^^ syntax/invalid-value
lifecycle:
  delete: { after: 15 days }
#                  ^^^^^^^ syntax/invalid-value
`));
    it('looks into the form of a field that is meant', () =>
      check(`people:
  contact:
    attributes:
      A: { from: Id, wrote: once }
#                    ^^^^^ syntax/unknown-key
      B: { from: Id, on_overflow: cut }
#                                 ^^^ syntax/invalid-value
      C: { from: Id, map: { a: [1] } }
#                              ^^^ syntax/wrong-type
      D: { from: Id, map: { a: b }, otherwise: { valu: 1 } }
#                                   ^^^^^^^^^ syntax/missing-key
#                                                ^^^^ syntax/unknown-key
      E: [Id]
#        ^^^^ syntax/wrong-type
`));
    it('knows the keys of tests', () =>
      check(`tests:
  - name: a person
    given: { Contact: [{ Id: 0035g00000KpQ1aAAF, Any__c: [1] }] }
    expct: {}
#   ^^^^^ syntax/unknown-key
    expect: { sends: [GET /users] }
#                     ^^^^^^^^^^ syntax/invalid-value
`));
    it('does not repeat long values', () => {
      const parsed = parse('mapping', { file: 'f', text: `version: 1\nkind: mapping\nname: ${'Y'.repeat(1000)}\n` });
      assert.ok((parsed.diagnostics[0]?.message.length ?? 1000) < 200);
    });
  });

  describe('of versions', () => {
    it('reads the version before with a warning', () =>
      checkWhole(`version: 0
#        ^ syntax/outdated-version
kind: mapping
name: old
`));
    it('guesses nothing about newer ones', () =>
      checkWhole(`version: 2
#        ^ syntax/unsupported-version
kind: mapping
whatever: 1
`));
    it('wants the head', () =>
      checkWhole(`version: one
#        ^^^ syntax/invalid-value
kind: project
#     ^^^^^^^ syntax/invalid-value
name: My Mapping
#     ^^^^^^^^^^ syntax/invalid-value
`));
    it('takes an empty file as one that lacks everything', () => {
      const { diagnostics } = parse('mapping', { file: 'f', text: '' });
      assert.deepEqual(
        diagnostics.map(({ code, params }) => [code, params['key']]),
        ['version', 'kind', 'name'].map((key) => ['syntax/missing-key', key]),
      );
    });
    it('wants a map', () =>
      checkWhole(`- 1
#<^ syntax/wrong-type
`));
  });

  describe('of expressions that YAML cut short', () => {
    it('finds a comma inside braces', () => {
      const [first] = messages(`people:
  contact:
    profile:
      phone: { from: phone(Phone, MailingCountryCode), write: once }
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ syntax/unquoted-expression
`);
      assert.equal(first, 'YAML ended this expression at `,`.');
    });
    it('finds brackets inside braces', () =>
      check(`people:
  contact:
    attributes:
      A: { from: join([FirstName, LastName], ' '), write: once }
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ syntax/unquoted-expression
      B: Id
`));
    it('finds a colon with a space', () =>
      check(`people:
  contact:
    attributes:
      Tier: Score__c >= 10 ? 'large' : 'small'
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ syntax/unquoted-expression
      Plan: { from: Score__c > 1 ? 'a' : 'b' }
`));
    it('finds a colon inside braces', () =>
      check(`people:
  contact:
    attributes:
      Plan: { from: Score__c > 1 ? 'a' : 'b', write: once }
#                   ^^^^^^^^^^^^^^^^^^^^^^^^ syntax/unquoted-expression
`));
    it('finds a number sign', () =>
      check(`people:
  contact:
    where: contains(Title, ' # ')
#          ^^^^^^^^^^^^^^^^^^^^^^ syntax/unquoted-expression
    attributes:
      A: Title # a comment
      B: Title + ' #1'
#        ^^^^^^^^^^^^^ syntax/unquoted-expression
`));
    it('finds an expression that begins with a quote or an exclamation mark', () =>
      check(`people:
  contact:
    attributes:
      A: 'EMEA' in Regions__c
#        ^^^^^^^^^^^^^^^^^^^^ syntax/unquoted-expression
      B: !DoNotCall
#        ^^^^^^^^^^ syntax/unquoted-expression
`));
    it('leaves other texts alone', () =>
      check(`description: it's here # isn't it
people:
  contact:
    where: "contains(Title, ' # ')" # isn't it
    attributes:
      A: coalesce(Title,
          Department)
      B: { from: 'join([FirstName, LastName], ", ")' }
`));
  });

  it('goes on with what is right', () => {
    const { sound, damaged } = parse('mapping', {
      file: 'f',
      text: `${head}people:\n  contact: { wher: Id, on_exit: suspend, attributes: { A: true, B: Id } }\n`,
    });
    assert.deepEqual(JSON.parse(JSON.stringify(sound)), {
      version: 1,
      kind: 'mapping',
      name: 'test',
      people: { contact: { on_exit: 'suspend', attributes: { B: 'Id' } } },
    });
    assert.equal(damaged, false);
  });
});
