import type { RecordValue } from '../salesforce/record.ts';
import type { Evaluate } from './evaluation.ts';
import type { Node } from './ir.ts';

type Binary = Extract<Node, { kind: 'binary' }>;
type Compare = (left: string | number | boolean, right: string | number | boolean) => boolean;
type Calculate = (left: number, right: number) => number;

/** Compiles an operator with two operands; three-valued. */
export function compileBinary(node: Binary, compile: (node: Node) => Evaluate): Evaluate {
  const left = compile(node.left);
  switch (node.operator) {
    case '&&':
      return and(left, compile(node.right));
    case '||':
      return or(left, compile(node.right));
    case 'in':
      return compileIn(left, node.right, compile);
    case '==':
      return compared(left, compile(node.right), (a, b) => a === b);
    case '!=':
      return compared(left, compile(node.right), (a, b) => a !== b);
    case '<':
      return compared(left, compile(node.right), (a, b) => a < b);
    case '<=':
      return compared(left, compile(node.right), (a, b) => a <= b);
    case '>':
      return compared(left, compile(node.right), (a, b) => a > b);
    case '>=':
      return compared(left, compile(node.right), (a, b) => a >= b);
    case '+':
      return plus(left, compile(node.right));
    case '-':
      return calculated(left, compile(node.right), (a, b) => a - b);
    case '*':
      return calculated(left, compile(node.right), (a, b) => a * b);
    case '/':
      return calculated(left, compile(node.right), (a, b) => a / b);
    case '%':
      return calculated(left, compile(node.right), (a, b) => a % b);
  }
}

function and(left: Evaluate, right: Evaluate): Evaluate {
  return (row, run) => {
    const a = left(row, run);
    if (a === false) return false;
    const b = right(row, run);
    if (b === false) return false;
    return a === true && b === true ? true : null;
  };
}

function or(left: Evaluate, right: Evaluate): Evaluate {
  return (row, run) => {
    const a = left(row, run);
    if (a === true) return true;
    const b = right(row, run);
    if (b === true) return true;
    return a === false && b === false ? false : null;
  };
}

/** Dates and instants are canonical texts, so they compare as texts. */
function compared(left: Evaluate, right: Evaluate, compare: Compare): Evaluate {
  return (row, run) => {
    const a = left(row, run);
    const b = right(row, run);
    return isScalar(a) && isScalar(b) && typeof a === typeof b ? compare(a, b) : null;
  };
}

function isScalar(value: RecordValue): value is string | number | boolean {
  return value !== null && typeof value !== 'object';
}

function plus(left: Evaluate, right: Evaluate): Evaluate {
  return (row, run) => {
    const a = left(row, run);
    const b = right(row, run);
    if (typeof a === 'string' && typeof b === 'string') return a + b;
    return typeof a === 'number' && typeof b === 'number' ? finite(a + b) : null;
  };
}

function calculated(left: Evaluate, right: Evaluate, calculate: Calculate): Evaluate {
  return (row, run) => {
    const a = left(row, run);
    const b = right(row, run);
    return typeof a === 'number' && typeof b === 'number' ? finite(calculate(a, b)) : null;
  };
}

/** Division by zero and overflow are null; −0 is 0. */
function finite(number: number): number | null {
  return Number.isFinite(number) ? number + 0 : null;
}

function compileIn(value: Evaluate, list: Node, compile: (node: Node) => Evaluate): Evaluate {
  if (list.kind !== 'list') return inValue(value, compile(list));
  const literals = list.items.filter((item) => item.kind === 'literal');
  return literals.length === list.items.length
    ? inSet(value, new Set(literals.map((literal) => literal.value)))
    : inItems(value, list.items.map(compile));
}

function inValue(value: Evaluate, list: Evaluate): Evaluate {
  return (row, run) => {
    const item = value(row, run);
    const items = list(row, run);
    return typeof item === 'string' && typeof items === 'object' && items !== null ? items.includes(item) : null;
  };
}

function inSet(value: Evaluate, set: ReadonlySet<RecordValue>): Evaluate {
  return (row, run) => {
    const item = value(row, run);
    return item === null ? null : set.has(item);
  };
}

function inItems(value: Evaluate, items: readonly Evaluate[]): Evaluate {
  return (row, run) => {
    const searched = value(row, run);
    if (searched === null) return null;
    for (const item of items) if (item(row, run) === searched) return true;
    return false;
  };
}
