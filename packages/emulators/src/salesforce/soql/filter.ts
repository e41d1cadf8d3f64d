import { type SalesforceError, soqlError } from '../errors.ts';
import type { ValueKind } from '../field-value.ts';
import { id15, isId } from '../id.ts';
import type { Row, Value } from '../row.ts';
import type { ObjectSchema } from '../schema.ts';
import type { Comparison, Condition, Literal, Operand, Query } from './ast.ts';
import { dateLiteralSpan, type TimeSpan } from './date-literals.ts';
import { bindOperand, type BoundOperand } from './operand.ts';
import type { Binding } from './resolve.ts';

export type Test = (row: Row) => boolean;

/** Where the values of semi-joins come from: the distinct values that a sub-select gives, without null. */
export type ReadValues = (query: Query) => Promise<readonly Value[]>;

/** A WHERE clause as a test, with SOQL's comparisons: text ignores case, `!=` and NOT IN hold for null. */
export async function bindFilter(
  binding: Binding,
  object: ObjectSchema,
  condition: Condition,
  readValues: ReadValues,
  alias?: string,
): Promise<Test> {
  const bind = (part: Condition) => bindFilter(binding, object, part, readValues, alias);
  const operand = (source: Operand) => filterable(binding, bindOperand(binding, object, source, alias), source);
  switch (condition.kind) {
    case 'and': {
      const [left, right] = [await bind(condition.left), await bind(condition.right)];
      return (row) => left(row) && right(row);
    }
    case 'or': {
      const [left, right] = [await bind(condition.left), await bind(condition.right)];
      return (row) => left(row) || right(row);
    }
    case 'not': {
      const test = await bind(condition.condition);
      return (row) => !test(row);
    }
    case 'compare':
      return onValue(operand(condition.operand), (bound) =>
        compareTest(binding, bound, condition.operator, condition.literal),
      );
    case 'like':
      return onValue(operand(condition.operand), (bound) => likeTest(binding, bound, condition.literal));
    case 'in': {
      const bound = operand(condition.operand);
      return memberTest(bound, memberKeys(binding, bound, condition.literals), condition.not);
    }
    case 'inQuery': {
      const bound = operand(condition.operand);
      const values = await readValues(condition.query);
      return memberTest(bound, new Set(values.map((value) => keyOf(bound.kind, value))), condition.not);
    }
    case 'includes':
      return includesTest(binding, operand(condition.operand), condition.literals, condition.not);
    default:
      throw new Error(`unknown condition ${JSON.stringify(condition)}`);
  }
}

/** How a comparison of already read values goes; HAVING uses it too. */
export function compareTest(
  binding: Binding,
  bound: BoundOperand,
  operator: Comparison,
  literal: Literal,
): (value: Value) => boolean {
  if (literal.kind === 'null') {
    if (operator === '=') return (value) => value === null;
    return operator === '!=' ? (value) => value !== null : () => false;
  }
  if (literal.kind === 'dateLiteral') return spanTest(bound, operator, spanOf(binding, bound, literal));
  const wanted = literalKey(binding, bound, literal);
  if (wanted === null) return compareTest(binding, bound, operator, { kind: 'null', place: literal.place });
  if (operator === '=') return (value) => keyOf(bound.kind, value) === wanted;
  if (operator === '!=') return (value) => keyOf(bound.kind, value) !== wanted;
  const holds = ORDER[operator];
  return (value) => {
    const key = keyOf(bound.kind, value);
    return key !== null && holds(key, wanted);
  };
}

/** A literal as `keyOf` would give the equal value; throws INVALID_FIELD when it is of another type. */
function literalKey(binding: Binding, bound: BoundOperand, literal: Literal): Value {
  if (literal.kind === 'null') return null;
  const fits =
    literal.kind === bound.kind || (literal.kind === 'string' && ['id', 'text', 'multi'].includes(bound.kind));
  if (!fits || !('value' in literal)) throw wrongType(binding, bound, literal);
  if (bound.kind === 'id' && literal.value !== '' && !isId(String(literal.value))) {
    throw soqlError(
      'INVALID_QUERY_FILTER_OPERATOR',
      `invalid ID field: ${String(literal.value)}`,
      binding.text,
      literal.place,
    );
  }
  return keyOf(bound.kind, literal.value);
}

/** Values that SOQL holds for equal have the same key. */
export function keyOf(kind: ValueKind, value: Value): Value {
  if (value === null || value === '') return null;
  if (kind === 'id') return id15(String(value));
  return typeof value === 'string' && (kind === 'text' || kind === 'multi') ? value.toLowerCase() : value;
}

type Ordered = string | number | boolean;

const ORDER = {
  '<': (left: Ordered, right: Ordered) => left < right,
  '<=': (left: Ordered, right: Ordered) => left <= right,
  '>': (left: Ordered, right: Ordered) => left > right,
  '>=': (left: Ordered, right: Ordered) => left >= right,
} as const;

function onValue(bound: BoundOperand, makeTest: (bound: BoundOperand) => (value: Value) => boolean): Test {
  const test = makeTest(bound);
  return (row) => test(bound.read(row));
}

function filterable(binding: Binding, bound: BoundOperand, source: Operand): BoundOperand {
  const place = source.kind === 'field' ? source.path.place : source.place;
  if (bound.isFilterable) return bound;
  throw soqlError('INVALID_FIELD', `field '${bound.name}' can not be filtered in a query call`, binding.text, place);
}

function memberKeys(binding: Binding, bound: BoundOperand, literals: readonly Literal[]): ReadonlySet<Value> {
  return new Set(literals.map((literal) => literalKey(binding, bound, literal)));
}

function memberTest(bound: BoundOperand, keys: ReadonlySet<Value>, not: boolean): Test {
  return (row) => keys.has(keyOf(bound.kind, bound.read(row))) !== not;
}

function likeTest(binding: Binding, bound: BoundOperand, literal: Literal): (value: Value) => boolean {
  if (literal.kind !== 'string' || bound.kind !== 'text') {
    const message = `invalid operator on ${bound.kind === 'id' ? 'id' : bound.type} field`;
    throw soqlError('INVALID_QUERY_FILTER_OPERATOR', message, binding.text, literal.place);
  }
  const source = literal.pattern.replaceAll(
    /\\([_%\\])|([_%])|([^_%\\]+)/gu,
    (_, escaped: string | undefined, wild: string | undefined, plain: string | undefined) => {
      if (wild !== undefined) return wild === '%' ? '[^]*' : '[^]';
      return escapePattern(escaped ?? plain ?? '');
    },
  );
  const pattern = new RegExp(`^${source}$`, 'iu');
  return (value) => typeof value === 'string' && pattern.test(value);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);
}

function includesTest(binding: Binding, bound: BoundOperand, literals: readonly Literal[], not: boolean): Test {
  const wanted = literals.map((literal) => {
    if (bound.kind !== 'multi' || literal.kind !== 'string') {
      throw soqlError(
        'INVALID_QUERY_FILTER_OPERATOR',
        'includes and excludes need a multi-select picklist',
        binding.text,
        literal.place,
      );
    }
    return literal.value.toLowerCase().split(';');
  });
  return (row) => {
    const values = new Set(
      String(bound.read(row) ?? '')
        .toLowerCase()
        .split(';'),
    );
    return wanted.some((all) => all.every((value) => values.has(value))) !== not;
  };
}

function spanOf(binding: Binding, bound: BoundOperand, literal: Literal & { kind: 'dateLiteral' }): TimeSpan {
  const span = dateLiteralSpan(literal.name, literal.count, binding.now);
  if (span === undefined) {
    throw soqlError('MALFORMED_QUERY', `unexpected token: '${literal.name}'`, binding.text, literal.place);
  }
  if (bound.kind !== 'date' && bound.kind !== 'datetime') throw wrongType(binding, bound, literal);
  return span;
}

function spanTest(bound: BoundOperand, operator: Comparison, span: TimeSpan): (value: Value) => boolean {
  const cut = bound.kind === 'date' ? 10 : 24;
  const from = new Date(span.from).toISOString().slice(0, cut);
  const to = new Date(span.to).toISOString().slice(0, cut);
  const isIn = (value: Value) => typeof value === 'string' && value >= from && value < to;
  switch (operator) {
    case '=':
      return isIn;
    case '!=':
      return (value) => !isIn(value);
    case '<':
      return (value) => typeof value === 'string' && value < from;
    case '<=':
      return (value) => typeof value === 'string' && value < to;
    case '>':
      return (value) => typeof value === 'string' && value >= to;
    case '>=':
      return (value) => typeof value === 'string' && value >= from;
    default:
      throw new Error(`unknown operator ${String(operator)}`);
  }
}

function wrongType(binding: Binding, bound: BoundOperand, literal: Literal): SalesforceError {
  const needsQuotes = ['id', 'text', 'multi'].includes(bound.kind);
  const type = bound.kind === 'datetime' ? 'dateTime' : needsQuotes ? 'string' : bound.type;
  const quotes = needsQuotes ? 'should be enclosed in quotes' : 'should not be enclosed in quotes';
  const message = `value of filter criterion for field '${bound.name}' must be of type ${type} and ${quotes}`;
  return soqlError('INVALID_FIELD', message, binding.text, literal.place);
}
