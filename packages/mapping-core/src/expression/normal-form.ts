import type { BinaryOperator, Node } from './ir.ts';

const OPPOSITE: Partial<Record<BinaryOperator, BinaryOperator>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

/** The same condition with every `!` moved inwards until it stands before a field, a call or `in`. Nulls stay nulls. */
export function negationNormalForm(node: Node): Node {
  if (node.kind === 'binary' && (node.operator === '&&' || node.operator === '||')) {
    return { ...node, left: negationNormalForm(node.left), right: negationNormalForm(node.right) };
  }
  return node.kind === 'unary' && node.operator === '!' ? negated(node, node.operand) : node;
}

function negated(whole: Node, operand: Node): Node {
  const { span } = whole;
  if (operand.kind === 'is-null' || operand.kind === 'changed') return { ...operand, negated: !operand.negated, span };
  if (operand.kind === 'unary') return operand.operator === '!' ? negationNormalForm(operand.operand) : whole;
  if (operand.kind !== 'binary') return whole;
  const { operator, left, right } = operand;
  if (operator === '&&' || operator === '||') {
    const swapped = operator === '&&' ? '||' : '&&';
    return { ...operand, operator: swapped, left: negated(not(left), left), right: negated(not(right), right), span };
  }
  const opposite = OPPOSITE[operator];
  return opposite === undefined ? whole : { ...operand, operator: opposite, span };
}

function not(operand: Node): Node {
  const { type, nullable, span } = operand;
  return { kind: 'unary', operator: '!', operand, type, nullable, span };
}

/** The parts of a chain of one operator, flat and in order. */
export function partsOf(node: Node, operator: '&&' | '||'): readonly Node[] {
  const parts: Node[] = [];
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'binary' && next.operator === operator) open.push(next.right, next.left);
    else parts.push(next);
  }
  return parts;
}
