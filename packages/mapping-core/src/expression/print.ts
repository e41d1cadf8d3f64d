import type { BinaryOperator, Node } from './ir.ts';

const BINDING: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** A node as text of the language, with no more brackets than it needs. The same node always prints the same text. */
export function printNode(node: Node): string {
  return print(node, 0);
}

function print(node: Node, around: number): string {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' ? printText(node.value) : String(node.value);
    case 'path':
      return node.path;
    case 'previous':
      return `previous.${node.field.path}`;
    case 'changed':
      return bracketed(3, around, `${node.field.path} ${node.negated ? '==' : '!='} previous.${node.field.path}`);
    case 'variable':
      return node.name;
    case 'list':
      return `[${node.items.map(printNode).join(', ')}]`;
    case 'unary':
      return node.operator + print(node.operand, 7);
    case 'is-null':
      return bracketed(3, around, `${print(node.operand, 4)} ${node.negated ? '!=' : '=='} null`);
    case 'binary':
      return printBinary(node, around);
    case 'conditional': {
      const text = `${print(node.test, 1)} ? ${print(node.whenTrue, 0)} : ${print(node.otherwise, 0)}`;
      return bracketed(0, around, text);
    }
    case 'call':
      return `${node.name}(${writtenArguments(node).map(printNode).join(', ')})`;
  }
}

function printBinary(node: Extract<Node, { kind: 'binary' }>, around: number): string {
  const own = BINDING[node.operator];
  return bracketed(own, around, `${print(node.left, own)} ${node.operator} ${print(node.right, own + 1)}`);
}

function bracketed(own: number, around: number, text: string): string {
  return own < around ? `(${text})` : text;
}

/** `corporate` carries paths that nobody wrote. */
function writtenArguments({ name, args }: Extract<Node, { kind: 'call' }>): readonly Node[] {
  return name === 'corporate' ? args.slice(0, 1) : args;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text constant as the language writes it. */
export function printText(text: string): string {
  return `'${text.replaceAll(/[\\'\n\r\t]/g, (character) => ESCAPES[character] ?? character)}'`;
}
