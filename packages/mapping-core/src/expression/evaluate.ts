import type { RecordValue } from '../salesforce/record.ts';
import { compileBinary } from './evaluate-binary.ts';
import type { Evaluate, EvaluationContext } from './evaluation.ts';
import { functions } from './functions.ts';
import type { Node } from './ir.ts';

/**
 * Compiles a checked node into a closure over rows. Nulls follow SQL: they go through every operator and function
 * unless the function says otherwise, and a value that was not given counts as null. The closure never throws.
 */
export function compileExpression(node: Node, context: EvaluationContext): Evaluate {
  const compile = (child: Node): Evaluate => compileExpression(child, context);
  switch (node.kind) {
    case 'literal':
      return constant(node.value);
    case 'variable':
      return constant(node.name === 'env' ? context.env : context.orgId);
    case 'path':
      return column(context.columnOf(node.path));
    case 'previous':
      return previousValue(node.field.path);
    case 'changed':
      return changed(node.field.path, node.negated);
    case 'list':
      return compileList(node.items, compile);
    case 'unary':
      return node.operator === '!' ? not(compile(node.operand)) : minus(compile(node.operand));
    case 'binary':
      return compileBinary(node, compile);
    case 'is-null':
      return isNull(compile(node.operand), node.negated);
    case 'conditional':
      return conditional(compile(node.test), compile(node.whenTrue), compile(node.otherwise));
    case 'call':
      return compileCall(node, context, compile);
  }
}

function constant(value: RecordValue): Evaluate {
  return () => value;
}

function column(index: number): Evaluate {
  return (row) => row[index] ?? null;
}

function previousValue(path: string): Evaluate {
  return (_row, run) => {
    if (run.previous?.changed(path) === undefined) return null;
    const value = run.previous.value(path);
    if (value === undefined) run.report('record/previous-unknown', { field: path });
    return value ?? null;
  };
}

function changed(path: string, negated: boolean): Evaluate {
  return (_row, run) => {
    const differs = run.previous?.changed(path);
    return differs === undefined ? null : differs !== negated;
  };
}

function compileList(items: readonly Node[], compile: (node: Node) => Evaluate): Evaluate {
  const texts = items.map((item) => (item.kind === 'literal' && typeof item.value === 'string' ? item.value : null));
  if (texts.every((text) => text !== null)) return constant(texts);
  const values = items.map(compile);
  return (row, run) => {
    const list: string[] = [];
    for (const value of values) {
      const item = value(row, run);
      if (typeof item === 'string') list.push(item);
    }
    return list;
  };
}

function not(operand: Evaluate): Evaluate {
  return (row, run) => {
    const value = operand(row, run);
    return typeof value === 'boolean' ? !value : null;
  };
}

function minus(operand: Evaluate): Evaluate {
  return (row, run) => {
    const value = operand(row, run);
    // 0 − x, so that no −0 arises.
    return typeof value === 'number' ? 0 - value : null;
  };
}

function isNull(operand: Evaluate, negated: boolean): Evaluate {
  return (row, run) => (operand(row, run) === null) !== negated;
}

function conditional(test: Evaluate, whenTrue: Evaluate, otherwise: Evaluate): Evaluate {
  return (row, run) => (test(row, run) === true ? whenTrue(row, run) : otherwise(row, run));
}

function compileCall(
  { name, args }: Extract<Node, { kind: 'call' }>,
  { snapshot }: EvaluationContext,
  compile: (node: Node) => Evaluate,
): Evaluate {
  return functions.get(name)?.compile(args.map(compile), { args, snapshot }) ?? constant(null);
}
