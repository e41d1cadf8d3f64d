import type { SnapshotField } from '../salesforce/snapshot.ts';
import { constantValue } from './fold.ts';
import { isList } from './functions/compile.ts';
import type { BinaryOperator, Node } from './ir.ts';
import { negationNormalForm, partsOf } from './normal-form.ts';
import { soqlConstant, soqlPattern, soqlText } from './soql-literal.ts';

export interface SoqlOptions {
  /** Amounts of such orgs are compared in the corporate currency by SOQL, and as stored by the evaluator. */
  readonly multiCurrency: boolean;
}

/** What of a condition SOQL can decide beforehand. */
export interface SoqlCondition {
  /** Returns every record that the whole condition keeps, and possibly more; undefined when nothing can be pushed. */
  readonly soql: string | undefined;
  /** Parts that only the evaluator decides. */
  readonly unpushed: readonly Node[];
}

/**
 * The part of a condition that can go into `WHERE`. The evaluator decides every record that is read, so a part is pushed
 * only where SOQL cannot drop a record that the condition keeps.
 */
export function toSoqlCondition(node: Node, options: SoqlOptions): SoqlCondition {
  const { pushed, unpushed } = pushAll(negationNormalForm(node), options);
  return { soql: pushed.length > 0 ? pushed.join(' AND ') : undefined, unpushed };
}

interface Pushed {
  readonly pushed: readonly string[];
  readonly unpushed: readonly Node[];
}

/** Conjuncts are pushed one by one; one that always holds is neither pushed nor left. */
function pushAll(condition: Node, options: SoqlOptions): Pushed {
  const pushed: string[] = [];
  const unpushed: Node[] = [];
  for (const part of partsOf(condition, '&&')) {
    if (constantValue(part) === true) continue;
    const result =
      part.kind === 'binary' && part.operator === '||' ? pushChoice(part, options) : pushAtom(part, options);
    pushed.push(...result.pushed);
    unpushed.push(...result.unpushed);
  }
  return { pushed, unpushed };
}

/** A choice is pushed only with all its sides. */
function pushChoice(choice: Node, options: SoqlOptions): Pushed {
  const sides = partsOf(choice, '||').filter((side) => constantValue(side) !== false);
  if (sides.some((side) => constantValue(side) === true)) return { pushed: [], unpushed: [] };
  const results = sides.map((side) => pushAll(side, options));
  if (results.length === 0 || results.some(({ pushed }) => pushed.length === 0))
    return { pushed: [], unpushed: [choice] };
  const soql = results.map(({ pushed }) => (pushed.length > 1 ? `(${pushed.join(' AND ')})` : pushed.join('')));
  return {
    pushed: [soql.length > 1 ? `(${soql.join(' OR ')})` : soql.join('')],
    unpushed: results.flatMap(({ unpushed }) => unpushed),
  };
}

function pushAtom(node: Node, options: SoqlOptions): Pushed {
  const soql = atom(node, options);
  return soql === undefined ? { pushed: [], unpushed: [node] } : { pushed: [soql], unpushed: [] };
}

function atom(node: Node, options: SoqlOptions): string | undefined {
  if (node.kind === 'path') return booleanAtom(node, true);
  if (node.kind === 'unary') return booleanAtom(node.operand, false);
  if (node.kind === 'is-null') return nullAtom(node);
  if (node.kind === 'call') return patternAtom(node);
  if (node.kind !== 'binary') return undefined;
  return node.operator === 'in' ? inAtom(node.left, node.right, options) : comparison(node, options);
}

interface Filterable {
  readonly path: string;
  readonly field: SnapshotField;
}

function filterable(node: Node | undefined): Filterable | undefined {
  if (node?.kind !== 'path' || node.field === undefined || !node.field.filterable) return undefined;
  return { path: node.path, field: node.field };
}

function booleanAtom(node: Node, value: boolean): string | undefined {
  const target = filterable(node);
  return target?.field.type === 'boolean' ? `${target.path} = ${value}` : undefined;
}

/** Not for checkboxes: SOQL takes the checkbox of a missing parent for false. */
function nullAtom({ operand, negated }: Extract<Node, { kind: 'is-null' }>): string | undefined {
  const target = filterable(operand);
  return target === undefined || target.field.type === 'boolean'
    ? undefined
    : `${target.path} ${negated ? '!=' : '='} null`;
}

const PLACES: Readonly<Record<string, 'start' | 'end' | 'anywhere'>> = {
  startsWith: 'start',
  endsWith: 'end',
  contains: 'anywhere',
};

function patternAtom({ name, args }: Extract<Node, { kind: 'call' }>): string | undefined {
  const target = filterable(args[0]);
  const place = PLACES[name];
  const piece = args[1] && constantValue(args[1]);
  if (target === undefined || place === undefined || typeof piece !== 'string') return undefined;
  if (target.field.type === 'multipicklist') return includes(target, piece);
  if (['id', 'reference', 'time'].includes(target.field.type)) return undefined;
  const pattern = soqlPattern(piece, place);
  return pattern && `${target.path} LIKE ${pattern}`;
}

function inAtom(left: Node, right: Node, options: SoqlOptions): string | undefined {
  const value = constantValue(left);
  const list = filterable(right);
  if (list !== undefined) return typeof value === 'string' ? includes(list, value) : undefined;
  const target = filterable(left);
  if (target === undefined || right.kind !== 'list' || right.items.length === 0) return undefined;
  if (!isComparable(target, options)) return undefined;
  const constants = right.items.map((item) => soqlConstant(target.field, constantValue(item) ?? null));
  return constants.includes(undefined) ? undefined : `${target.path} IN (${constants.join(', ')})`;
}

/** A semicolon would ask for several values at once. */
function includes({ path, field }: Filterable, value: string): string | undefined {
  const text = field.type !== 'multipicklist' || value === '' || value.includes(';') ? undefined : soqlText(value);
  return text && `${path} INCLUDES (${text})`;
}

const MIRRORED: Partial<Record<BinaryOperator, BinaryOperator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const OPERATORS: Partial<Record<BinaryOperator, string>> = {
  '==': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

function comparison(node: Extract<Node, { kind: 'binary' }>, options: SoqlOptions): string | undefined {
  const isLeft = filterable(node.left) !== undefined;
  const [side, other] = isLeft ? [node.left, node.right] : [node.right, node.left];
  const operator = OPERATORS[isLeft ? node.operator : (MIRRORED[node.operator] ?? node.operator)];
  const target = filterable(side);
  const value = constantValue(other);
  if (target === undefined || operator === undefined || value === undefined || isList(value)) return undefined;
  // SOQL ignores case: `!= 'open'` would drop `OPEN`.
  if (node.operator === '!=' && node.left.type.kind === 'string') return undefined;
  const constant = isComparable(target, options) ? soqlConstant(target.field, value) : undefined;
  return constant && `${target.path} ${operator} ${constant}`;
}

function isComparable({ field }: Filterable, { multiCurrency }: SoqlOptions): boolean {
  return !(multiCurrency && field.type === 'currency');
}
