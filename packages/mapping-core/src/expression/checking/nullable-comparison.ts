import type { Node } from '../ir.ts';
import { negationNormalForm, partsOf } from '../normal-form.ts';
import { printNode } from '../print.ts';
import { walk } from '../walk.ts';
import type { Checker } from './checker.ts';
import { sourceOf } from './type-rules.ts';

/** Reports what a condition denies of a value that can be blank, where it does not say what happens to blanks. */
export function checkNullableComparisons(checker: Checker, condition: Node): void {
  if (checker.scope.snapshot !== undefined) visit(checker, negationNormalForm(condition), new Set());
}

/** `guards` are the operands that this part has been told the blanks of. */
function visit(checker: Checker, node: Node, guards: ReadonlySet<string>): void {
  if (node.kind === 'binary' && (node.operator === '&&' || node.operator === '||')) {
    const parts = partsOf(node, node.operator);
    const told = parts.flatMap((part) => guarded(part, node.operator === '&&'));
    const inside = new Set([...guards, ...told]);
    for (const part of parts) visit(checker, part, inside);
    return;
  }
  const operand = deniedOperands(node).find((each) => canBeBlank(each) && !isGuarded(each, guards));
  if (operand === undefined) return;
  const params = { expression: sourceOf(node), operand: sourceOf(operand) };
  checker.report('mapping/nullable-comparison', node.span, params);
}

/** `x != null && …` and `x == null || …` say what happens when `x` is blank. */
function guarded(part: Node, negated: boolean): readonly string[] {
  return part.kind === 'is-null' && part.negated === negated ? [printNode(part.operand)] : [];
}

/** What a part compares when it denies something; SQL lets blanks fail both a claim and its denial. */
function deniedOperands(node: Node): readonly Node[] {
  if (node.kind === 'binary' && node.operator === '!=') return [node.left, node.right];
  if (node.kind !== 'unary' || node.operator !== '!') return [];
  const { operand } = node;
  if (operand.kind === 'binary' && operand.operator === 'in') return [operand.left, operand.right];
  return operand.kind === 'call' ? operand.args : [operand];
}

/** The past is blank in another sense: a record that was never seen has none. */
function canBeBlank(node: Node): boolean {
  if (node.type.kind === 'unknown') return false;
  return node.kind === 'previous' ? node.field.nullable : node.nullable;
}

function isGuarded(operand: Node, guards: ReadonlySet<string>): boolean {
  if (guards.has(printNode(operand))) return true;
  const sources = [...walk(operand)].filter((node) => node.kind === 'path' && node.nullable);
  return sources.length > 0 && sources.every((source) => guards.has(printNode(source)));
}
