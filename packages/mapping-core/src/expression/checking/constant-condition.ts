import type { RecordValue } from '../../salesforce/record.ts';
import { constantValue } from '../fold.ts';
import type { Node } from '../ir.ts';
import { partsOf } from '../normal-form.ts';
import { printNode } from '../print.ts';
import { walk } from '../walk.ts';
import type { Checker } from './checker.ts';

/** Reports conditions, and tests of `? :`, whose result no record can change. */
export function checkConstantConditions(checker: Checker, node: Node, isCondition: boolean): void {
  if (isCondition) visit(checker, node);
  for (const part of walk(node)) if (part.kind === 'conditional') visit(checker, part.test);
}

function visit(checker: Checker, node: Node): void {
  const result = resultOf(node, checker.assumed);
  if (result !== undefined) {
    // Blank counts as not fulfilled.
    checker.report('mapping/constant-condition', node.span, { result: result === true ? 'true' : 'false' });
  } else if (node.kind === 'binary' && (node.operator === '&&' || node.operator === '||')) {
    for (const part of partsOf(node, node.operator)) visit(checker, part);
  } else if (node.kind === 'unary') {
    visit(checker, node.operand);
  }
}

/** The value a condition always has; undefined when it depends on the record, or on what this org cannot have. */
function resultOf(node: Node, assumed: ReadonlySet<Node>): RecordValue | undefined {
  if (node.kind === 'binary' && (node.operator === '&&' || node.operator === '||')) {
    return chainResult(node, node.operator, assumed);
  }
  if (node.kind === 'unary') {
    const result = resultOf(node.operand, assumed);
    return typeof result === 'boolean' ? !result : result;
  }
  if (assumed.size > 0 && [...walk(node)].some((part) => assumed.has(part))) return undefined;
  if (node.kind === 'is-null' && !node.operand.nullable) return node.negated;
  return node.kind === 'binary' ? comparisonResult(node) : constantValue(node);
}

function chainResult(node: Node, operator: '&&' | '||', assumed: ReadonlySet<Node>): RecordValue | undefined {
  const parts = partsOf(node, operator);
  const decisive = operator === '||';
  const results = new Set(parts.map((part) => resultOf(part, assumed)));
  if (results.has(decisive)) return decisive;
  if (operator === '&&' && contradicts(parts)) return false;
  if (results.has(undefined)) return undefined;
  return results.has(null) ? null : !decisive;
}

/** One field cannot be equal to two values. */
function contradicts(parts: readonly Node[]): boolean {
  const wanted = new Map<string, RecordValue>();
  for (const part of parts) {
    if (part.kind !== 'binary' || part.operator !== '==') continue;
    const { left, right } = part;
    const value = constantValue(right);
    if (left.kind !== 'path' || value === undefined || value === null) continue;
    const other = wanted.get(left.path);
    if (other !== undefined && other !== value) return true;
    wanted.set(left.path, value);
  }
  return false;
}

function comparisonResult(node: Extract<Node, { kind: 'binary' }>): RecordValue | undefined {
  const { operator, left, right } = node;
  if (operator === 'in' && right.kind === 'list' && right.items.length === 0) return false;
  const same = left.kind === 'path' && !left.nullable && printNode(left) === printNode(right);
  if (same && (operator === '==' || operator === '<=' || operator === '>=')) return true;
  if (same && (operator === '!=' || operator === '<' || operator === '>')) return false;
  return constantValue(node);
}
