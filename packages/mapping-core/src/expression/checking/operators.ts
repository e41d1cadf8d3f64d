import type { BinaryOperator, ExpressionType, Node } from '../ir.ts';
import type { Syntax, SyntaxOf } from '../syntax.ts';
import type { Checker } from './checker.ts';
import { comparedWith } from './literals.ts';
import { checkChanged } from './names.ts';
import { commonType, fits, isStrayNull, mismatch, required, type TypeKind } from './type-rules.ts';

const BOOLEAN: ExpressionType = { kind: 'boolean' };
const SCALAR: readonly TypeKind[] = ['string', 'number', 'boolean', 'date', 'datetime', 'unknown'];
const ADDABLE: readonly TypeKind[] = ['number', 'string', 'unknown'];
const ORDERED: readonly TypeKind[] = ['number', 'date', 'datetime', 'unknown'];

type Infix = SyntaxOf<'binary'>;
type Operands = readonly [left: Node, right: Node];

export function checkBinary(checker: Checker, syntax: Infix): Node | undefined {
  switch (syntax.operator) {
    case '&&':
    case '||':
      return both(checker, syntax, 'boolean', BOOLEAN);
    case '==':
    case '!=':
      return checkEquality(checker, syntax);
    case 'in':
      return checkIn(checker, syntax);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return checkOrder(checker, syntax);
    case '+':
      return checkPlus(checker, syntax);
    case '-':
    case '*':
    case '/':
    case '%':
      return both(checker, syntax, 'number', { kind: 'number' });
  }
}

function both(checker: Checker, syntax: Infix, kind: TypeKind, type: ExpressionType): Node | undefined {
  const place = `\`${syntax.operator}\``;
  const left = required(checker, checker.check(syntax.left, kind), kind, place);
  const right = required(checker, checker.check(syntax.right, kind), kind, place);
  return left && right && binary(checker, syntax, [left, right], type);
}

function binary(checker: Checker, syntax: Infix, [left, right]: Operands, type: ExpressionType): Node {
  const { operator } = syntax;
  const nullable = left.nullable || right.nullable || dividesByZero(operator, right);
  return { kind: 'binary', operator, left, right, type, nullable, span: checker.spanOf(syntax) };
}

function dividesByZero(operator: BinaryOperator, divisor: Node): boolean {
  return (operator === '/' || operator === '%') && !(divisor.kind === 'literal' && divisor.value !== 0);
}

function checkEquality(checker: Checker, syntax: Infix): Node | undefined {
  const changed = checkChanged(checker, syntax);
  if (changed !== undefined) return changed.node;
  if (isNull(syntax.right)) return nullTest(checker, syntax, syntax.left);
  if (isNull(syntax.left)) return nullTest(checker, syntax, syntax.right);
  const operands = compared(checker, syntax, SCALAR, 'single value');
  if (operands === undefined) return undefined;
  const [left, right] = operands;
  return binary(checker, syntax, [comparedWith(checker, right, left), comparedWith(checker, left, right)], BOOLEAN);
}

function isNull(syntax: Syntax): boolean {
  return syntax.kind === 'literal' && syntax.value === null;
}

function nullTest(checker: Checker, syntax: Infix, tested: Syntax): Node | undefined {
  const operand = checker.check(tested);
  const negated = syntax.operator === '!=';
  return operand && { kind: 'is-null', operand, negated, type: BOOLEAN, nullable: false, span: checker.spanOf(syntax) };
}

/** Both operands when they have one type, and one that the operator can compare. */
function compared(
  checker: Checker,
  syntax: Infix,
  comparable: readonly TypeKind[],
  expected: string,
): Operands | undefined {
  const left = checker.check(syntax.left);
  const right = checker.check(syntax.right, left?.type.kind);
  if (left === undefined || right === undefined) return undefined;
  const place = `\`${syntax.operator}\``;
  for (const node of [left, right]) {
    if (isStrayNull(checker, node)) return undefined;
    if (comparable.includes(node.type.kind)) continue;
    mismatch(checker, node, expected, place);
    return undefined;
  }
  if (commonType(left.type, right.type) !== undefined) return [left, right];
  const [wrong, other] = left.kind === 'literal' ? [left, right] : [right, left];
  mismatch(checker, wrong, other.type.kind, place);
  return undefined;
}

function checkOrder(checker: Checker, syntax: Infix): Node | undefined {
  const operands = compared(checker, syntax, ORDERED, 'number, date or datetime');
  return operands && binary(checker, syntax, operands, BOOLEAN);
}

function checkPlus(checker: Checker, syntax: Infix): Node | undefined {
  const operands = compared(checker, syntax, ADDABLE, 'number or string');
  if (operands === undefined) return undefined;
  const [left, right] = operands;
  return binary(checker, syntax, operands, commonType(left.type, right.type) ?? left.type);
}

function checkIn(checker: Checker, syntax: Infix): Node | undefined {
  const left = checker.check(syntax.left);
  const right = checker.check(syntax.right, 'list');
  if (left === undefined || right === undefined || isStrayNull(checker, left)) return undefined;
  if (right.type.kind !== 'list' && right.type.kind !== 'unknown') {
    mismatch(checker, right, 'list', '`in`');
    return undefined;
  }
  const item = itemKind(right);
  if (!fits(left.type, item)) {
    mismatch(checker, left, item, '`in`');
    return undefined;
  }
  return binary(checker, syntax, [comparedWith(checker, right, left), comparedWith(checker, left, right)], BOOLEAN);
}

function itemKind({ type, ...list }: Node): TypeKind {
  if (type.kind !== 'list' || (list.kind === 'list' && list.items.length === 0)) return 'unknown';
  if (list.kind === 'list' && list.items.every((each) => each.type.kind === 'unknown')) return 'unknown';
  return type.of ?? 'string';
}
