import { soqlError } from '../errors.ts';
import type { Row, Value } from '../row.ts';
import type { ObjectSchema } from '../schema.ts';
import { isSortable } from '../field-traits.ts';
import type { Ordering } from './ast.ts';
import { keyOf } from './filter.ts';
import { bindOperand } from './operand.ts';
import type { Binding } from './resolve.ts';

/** ORDER BY as a comparison; null comes first unless NULLS LAST, in both directions. */
export function bindOrder(
  binding: Binding,
  object: ObjectSchema,
  orderBy: readonly Ordering[],
  alias?: string,
): (left: Row, right: Row) => number {
  const orders = orderBy.map((ordering) => {
    const bound = bindOperand(binding, object, ordering.operand, alias);
    if (!isSortable(bound.path.leaf)) {
      const place = ordering.operand.kind === 'field' ? ordering.operand.path.place : ordering.operand.place;
      throw soqlError('INVALID_FIELD', `field '${bound.name}' can not be sorted in a query call`, binding.text, place);
    }
    return (left: Row, right: Row) =>
      compareKeys(keyOf(bound.kind, bound.read(left)), keyOf(bound.kind, bound.read(right)), ordering);
  });
  return (left, right) => {
    for (const order of orders) {
      const result = order(left, right);
      if (result !== 0) return result;
    }
    return 0;
  };
}

export function compareKeys(left: Value, right: Value, ordering: Pick<Ordering, 'descending' | 'nullsLast'>): number {
  if (left === right) return 0;
  if (left === null || right === null) return (left === null) === ordering.nullsLast ? 1 : -1;
  return left < right === ordering.descending ? 1 : -1;
}
