import type { Node } from './ir.ts';

/** The nodes directly below a node, in the order they are written. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'literal':
    case 'path':
    case 'variable':
      return [];
    case 'previous':
    case 'changed':
      return [node.field];
    case 'list':
      return node.items;
    case 'unary':
    case 'is-null':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.test, node.whenTrue, node.otherwise];
    case 'call':
      return node.args;
  }
}

/** A node and everything below it, a parent before its children. */
export function* walk(node: Node): Generator<Node> {
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    open.push(...childrenOf(next).toReversed());
  }
}
