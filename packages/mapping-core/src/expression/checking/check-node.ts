import type { ExpressionType, Node } from '../ir.ts';
import type { Syntax, SyntaxOf } from '../syntax.ts';
import { checkCall } from './calls.ts';
import type { Checker } from './checker.ts';
import { checkName } from './names.ts';
import { checkBinary } from './operators.ts';
import { commonType, isStrayNull, mismatch, required, type TypeKind } from './type-rules.ts';

/** Types one piece of syntax. */
export function checkNode(checker: Checker, syntax: Syntax, hint: TypeKind | undefined): Node | undefined {
  switch (syntax.kind) {
    case 'literal':
      return literal(checker, syntax);
    case 'name':
      return checkName(checker, syntax, hint);
    case 'list':
      return checkList(checker, syntax);
    case 'unary':
      return checkUnary(checker, syntax);
    case 'binary':
      return checkBinary(checker, syntax);
    case 'conditional':
      return checkConditional(checker, syntax, hint);
    case 'call':
      return checkCall(checker, syntax);
  }
}

function literal(checker: Checker, { value, ...range }: SyntaxOf<'literal'>): Node {
  return {
    kind: 'literal',
    value,
    type: { kind: literalKind(value) },
    nullable: value === null,
    span: checker.spanOf(range),
  };
}

function literalKind(value: string | number | boolean | null): 'string' | 'number' | 'boolean' | 'null' {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'number' : 'boolean';
}

/** A list holds single values of one type. */
function checkList(checker: Checker, syntax: SyntaxOf<'list'>): Node | undefined {
  let type: ExpressionType = { kind: 'unknown' };
  const items: Node[] = [];
  for (const item of syntax.items) {
    const node = checker.check(item, type.kind);
    if (node === undefined || isStrayNull(checker, node)) continue;
    const common: ExpressionType | undefined = node.type.kind === 'list' ? undefined : commonType(type, node.type);
    if (common === undefined) {
      mismatch(checker, node, type.kind === 'unknown' ? 'single value' : type.kind, 'a list');
      continue;
    }
    type = common;
    items.push(node);
  }
  if (items.length < syntax.items.length) return undefined;
  return { kind: 'list', items, type: listOf(type), nullable: false, span: checker.spanOf(syntax) };
}

function listOf({ kind }: ExpressionType): ExpressionType {
  return kind === 'number' || kind === 'boolean' || kind === 'date' || kind === 'datetime'
    ? { kind: 'list', of: kind }
    : { kind: 'list' };
}

function checkUnary(checker: Checker, syntax: SyntaxOf<'unary'>): Node | undefined {
  const { operator } = syntax;
  const kind = operator === '!' ? 'boolean' : 'number';
  const operand = required(checker, checker.check(syntax.operand, kind), kind, `\`${operator}\``);
  if (operand === undefined) return undefined;
  const span = checker.spanOf(syntax);
  if (operand.kind === 'literal' && typeof operand.value === 'number')
    return { ...operand, value: 0 - operand.value, span };
  return { kind: 'unary', operator, operand, type: { kind }, nullable: operand.nullable, span };
}

function checkConditional(
  checker: Checker,
  syntax: SyntaxOf<'conditional'>,
  hint: TypeKind | undefined,
): Node | undefined {
  const test = required(checker, checker.check(syntax.test, 'boolean'), 'boolean', '`? :`');
  const whenTrue = checker.check(syntax.whenTrue, hint);
  const otherwise = checker.check(syntax.otherwise, hint ?? whenTrue?.type.kind);
  if (test === undefined || whenTrue === undefined || otherwise === undefined) return undefined;
  const type = commonType(whenTrue.type, otherwise.type);
  if (type === undefined) {
    mismatch(checker, otherwise, whenTrue.type.kind, '`? :`');
    return undefined;
  }
  const nullable = whenTrue.nullable || otherwise.nullable;
  return { kind: 'conditional', test, whenTrue, otherwise, type, nullable, span: checker.spanOf(syntax) };
}
