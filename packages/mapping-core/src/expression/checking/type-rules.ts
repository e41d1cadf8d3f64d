import type { ExpressionType, Node } from '../ir.ts';
import { printNode } from '../print.ts';
import type { Checker } from './checker.ts';

export type TypeKind = ExpressionType['kind'];

/** What a message calls a type. */
export function typeName(type: ExpressionType): string {
  return type.kind === 'list' && type.of !== undefined ? `list of ${type.of}s` : type.kind;
}

/** Whether a value of this type can stand where that kind is needed. A list must hold texts. */
export function fits(type: ExpressionType, kind: TypeKind): boolean {
  if (type.kind === 'unknown' || kind === 'unknown') return true;
  return type.kind === kind && (type.kind !== 'list' || type.of === undefined);
}

/** The type both have; the other one where one is null or unknown. Undefined when they have none in common. */
export function commonType(one: ExpressionType, other: ExpressionType): ExpressionType | undefined {
  if (one.kind === 'null' || one.kind === 'unknown') return other.kind === 'null' ? one : other;
  if (other.kind === 'null' || other.kind === 'unknown') return one;
  if (one.kind === 'list' && other.kind === 'list') return one.of === other.of ? one : undefined;
  return one.kind === other.kind ? one : undefined;
}

/** Gives a node only when it is of the kind that is needed; reports otherwise. */
export function required(checker: Checker, node: Node | undefined, kind: TypeKind, place: string): Node | undefined {
  if (node === undefined || isStrayNull(checker, node)) return undefined;
  if (fits(node.type, kind)) return node;
  mismatch(checker, node, kind, place);
  return undefined;
}

/** Reports `null` where it is neither compared nor a branch. */
export function isStrayNull(checker: Checker, node: Node): boolean {
  if (node.type.kind !== 'null') return false;
  const reason = '`null` can only be compared with `==` and `!=`, or be a branch of `? :`';
  checker.report('mapping/invalid-expression', node.span, { reason });
  return true;
}

/** `expected` is a type, or the words for several. */
export function mismatch(checker: Checker, node: Node, expected: string, place: string): void {
  const source = sourceOf(node);
  const conversion = conversionTo(expected, node.type.kind, source);
  checker.report(
    'mapping/type-mismatch',
    node.span,
    { source, actual: typeName(node.type), place, expected },
    conversion === undefined ? {} : { allowed: [conversion] },
  );
}

/** A node's text for a message: at most 80 characters. */
export function sourceOf(node: Node): string {
  const text = printNode(node);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** How an expression of one type is turned into another, where a function does it. */
function conversionTo(wanted: string, actual: TypeKind, source: string): string | undefined {
  switch (`${actual} ${/^\w+/.exec(wanted)?.[0] ?? ''}`) {
    case 'string number':
      return `number(${source})`;
    case 'string date':
    case 'datetime date':
      return `date(${source})`;
    case 'string datetime':
    case 'date datetime':
      return `at(${source}, 'UTC')`;
    case 'string boolean':
      return `${source} == 'true'`;
    case 'number boolean':
      return `${source} == 1`;
    case 'string list':
      return `split(${source}, ';')`;
    case 'list string':
      return `join(${source}, ', ')`;
    case 'date number':
    case 'datetime number':
      return `year(${source})`;
    default:
      return undefined;
  }
}
