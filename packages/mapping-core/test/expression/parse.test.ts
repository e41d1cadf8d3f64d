import assert from 'node:assert/strict';

import { parseExpression } from '../../src/expression/parse.ts';
import type { Syntax } from '../../src/expression/syntax.ts';

/** Every part of a tree as `kind «text»`, a parent before its children. */
function outline(text: string, syntax: Syntax): readonly string[] {
  const own = `${syntax.kind} «${text.slice(syntax.start, syntax.end)}»`;
  return [own, ...parts(syntax).flatMap((part) => outline(text, part))];
}

function parts(syntax: Syntax): readonly Syntax[] {
  switch (syntax.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'list':
      return syntax.items;
    case 'unary':
      return [syntax.operand];
    case 'binary':
      return [syntax.left, syntax.right];
    case 'conditional':
      return [syntax.test, syntax.whenTrue, syntax.otherwise];
    case 'call':
      return syntax.args;
  }
}

function checkParts(text: string, expected: readonly string[]): void {
  const { syntax, problems } = parseExpression(text);
  assert.deepEqual(problems, []);
  assert.ok(syntax);
  assert.deepEqual(outline(text, syntax), expected);
}

/** The literal a text gives. */
function checkLiteral(text: string, expected: string | number | boolean | null): void {
  const { syntax } = parseExpression(text);
  assert.deepEqual(syntax?.kind === 'literal' ? syntax.value : syntax, expected);
}

/** A text, and below it what is wrong where. */
function checkProblems(fixture: string): void {
  const [text = '', ...expected] = fixture.split('\n');
  const { problems } = parseExpression(text);
  const found = problems.map((problem) => {
    const marks = '^'.repeat(problem.end - problem.start) || '|';
    const detail = 'reason' in problem ? problem.reason : 'syntax' in problem ? problem.syntax : problem.limit;
    return `${' '.repeat(problem.start)}${marks} ${problem.code}: ${detail}`;
  });
  assert.equal([text, ...found].join('\n'), [text, ...expected].join('\n'));
}

/** The limit that a text passes, or the code of what else is wrong with it. */
function limit(text: string): string | undefined {
  const [problem] = parseExpression(text).problems;
  return problem?.code === 'mapping/expression-too-large' ? problem.limit : problem?.code;
}

describe('parseExpression', () => {
  it('reads a dotted name as one path', () => checkParts('Account.Parent.Name', ['name «Account.Parent.Name»']));

  it('reads a call behind a dot as a call with the receiver first', () => {
    checkParts('Account.Name.lower()', ['call «Account.Name.lower()»', 'name «Account.Name»']);
    checkParts('lower(Account.Name)', ['call «lower(Account.Name)»', 'name «Account.Name»']);
    checkParts('(A + B).truncate( 3 )', [
      'call «(A + B).truncate( 3 )»',
      'binary «A + B»',
      'name «A»',
      'name «B»',
      'literal «3»',
    ]);
  });

  it('keeps the brackets around operands inside the range of the whole', () =>
    checkParts("!(A == ')') && (B)", [
      "binary «!(A == ')') && (B)»",
      "unary «!(A == ')')»",
      "binary «A == ')'»",
      'name «A»',
      "literal «')'»",
      'name «B»',
    ]));

  it('binds operators as CEL does', () => {
    checkParts('A || B && C', ['binary «A || B && C»', 'name «A»', 'binary «B && C»', 'name «B»', 'name «C»']);
    checkParts('-A * B', ['binary «-A * B»', 'unary «-A»', 'name «A»', 'name «B»']);
    checkParts('A ? B : C ? D : E', [
      'conditional «A ? B : C ? D : E»',
      'name «A»',
      'name «B»',
      'conditional «C ? D : E»',
      'name «C»',
      'name «D»',
      'name «E»',
    ]);
  });

  it('reads every form of a literal', () => {
    checkLiteral("'it\\'s'", "it's");
    checkLiteral('"a\\nb"', 'a\nb');
    checkLiteral("'''a\n'b'''", "a\n'b");
    checkLiteral(String.raw`r'\d'`, String.raw`\d`);
    checkLiteral(String.raw`'\u00e9\x41\U0001F600'`, 'éA😀');
    checkLiteral('12', 12);
    checkLiteral('1.5e3', 1500);
    checkLiteral('true', true);
    checkLiteral('null', null);
  });

  it('names what CEL has and this language has not, all of it at once', () => {
    checkProblems(`has(Email) || {'a': 1}
^^^ mapping/unsupported-syntax: has
              ^^^^^^^^ mapping/unsupported-syntax: {'a':1}`);
    checkProblems(`Regions__c[0] == 1u
          ^^^ mapping/unsupported-syntax: [0]
                 ^^ mapping/unsupported-syntax: 1u`);
    checkProblems(`b'a' + 0x1F
^^^^ mapping/unsupported-syntax: b'a'
       ^^^^ mapping/unsupported-syntax: 0x1F`);
    for (const macro of ['all', 'exists', 'filter', 'map', 'matches']) {
      checkProblems(`A.${macro}(x, x)\n  ${'^'.repeat(macro.length)} mapping/unsupported-syntax: ${macro}`);
    }
    checkProblems(`Email | lower
      ^ mapping/unsupported-syntax: |`);
    checkProblems(`@Email
^^^^^^ mapping/unsupported-syntax: @Email`);
    checkProblems(`Email // the address
      ^^^^^^^^^^^^^^ mapping/unsupported-syntax: // the address`);
    checkProblems(`lower(Email).Name
             ^^^^ mapping/unsupported-syntax: Name`);
  });

  it('does not take text for syntax', () => {
    checkLiteral("'has(x) | {a} // @b [0]'", 'has(x) | {a} // @b [0]');
    checkParts("A in ['b']", ["binary «A in ['b']»", 'name «A»', "list «['b']»", "literal «'b'»"]);
  });

  it('says in words what cannot be read, and marks it', () => {
    checkProblems(`Rating = 'Hot'
       ^ mapping/invalid-expression: a single \`=\` has no meaning; equality is written \`==\``);
    checkProblems(`A & B
  ^ mapping/invalid-expression: a single \`&\` has no meaning; “and” is written \`&&\``);
    checkProblems(`Email Phone
      ^^^^^ mapping/invalid-expression: an operator is missing before \`Phone\``);
    checkProblems(`join([A, B)
          ^ mapping/invalid-expression: \`]\` is expected before \`)\``);
    checkProblems(`lower(Email
           | mapping/invalid-expression: \`)\` is expected before the end`);
    checkProblems(`A ==
    | mapping/invalid-expression: it ends too early`);
    checkProblems(`
| mapping/invalid-expression: it is empty`);
    checkProblems(`'Hot
^^^^ mapping/invalid-expression: the text is not closed`);
    checkProblems(String.raw`'\q'
 ^^ mapping/invalid-expression: ${'`\\q`'} is no escape that text can hold`);
    checkProblems(`A + 😀
    ^^ mapping/invalid-expression: \`😀\` cannot stand here`);
    checkProblems(`[A, ]
  ^ mapping/invalid-expression: nothing follows the comma`);
    checkProblems(`if(A)
^^ mapping/invalid-expression: \`if\` is a reserved word`);
    checkProblems(`${'9'.repeat(400)}
${'^'.repeat(400)} mapping/invalid-expression: the number is too large`);
  });

  it('stops at 4,000 characters, 2,000 nodes and 64 levels', () => {
    assert.equal(limit(`'${'a'.repeat(3998)}'`), undefined);
    assert.equal(limit(`'${'a'.repeat(3999)}'`), '4,000 characters');
    assert.equal(limit(`A${'+A'.repeat(999)}`), undefined);
    assert.equal(limit(`A${'+A'.repeat(1001)}`), '2,000 nodes');
    assert.equal(limit(`${'('.repeat(63)}A${')'.repeat(63)}`), undefined);
    assert.equal(limit(`${'('.repeat(64)}A${')'.repeat(64)}`), '64 levels');
    assert.equal(limit(`${'!'.repeat(63)}A`), undefined);
    assert.equal(limit(`${'!'.repeat(64)}A`), '64 levels');
  });
});
