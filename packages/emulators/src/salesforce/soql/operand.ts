import { soqlError } from '../errors.ts';
import { kindOf, type ValueKind } from '../field-value.ts';
import { isFilterable } from '../field-traits.ts';
import type { Row, Value } from '../row.ts';
import type { FieldType, ObjectSchema } from '../schema.ts';
import type { Operand } from './ast.ts';
import { type Binding, type ResolvedPath, resolvePath } from './resolve.ts';

/** Something that has a value on each row. */
export interface BoundOperand {
  /** As Salesforce names it in messages. */
  readonly name: string;
  readonly kind: ValueKind;
  readonly type: FieldType;
  readonly isFilterable: boolean;
  /** Absent for a call of a function on no field. */
  readonly path: ResolvedPath;
  read(row: Row): Value;
}

/** Binds a field or a date function of one; aggregates are refused here. */
export function bindOperand(binding: Binding, object: ObjectSchema, operand: Operand, alias?: string): BoundOperand {
  if (operand.kind === 'field') return bindField(resolvePath(binding, object, operand.path, alias));
  const part = DATE_PARTS[operand.name];
  if (part === undefined || operand.path === undefined) {
    const message = part === undefined ? `unexpected token: '${operand.name}'` : `${operand.name} needs a field`;
    throw soqlError('MALFORMED_QUERY', message, binding.text, operand.place);
  }
  const bound = bindField(resolvePath(binding, object, operand.path, alias));
  const read = (row: Row) => {
    const value = bound.read(row);
    return typeof value === 'string' ? part.read(new Date(value)) : null;
  };
  return { ...bound, name: `${operand.name}(${bound.name})`, kind: kindOf(part.type), type: part.type, read };
}

/** SELECT wrappers that change how a value is shown, not which one it is. */
export const DISPLAY_FUNCTIONS: ReadonlySet<string> = new Set(['TOLABEL', 'CONVERTCURRENCY', 'FORMAT']);

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_date_functions.htm */
const DATE_PARTS: Readonly<Record<string, { type: FieldType; read: (date: Date) => Value } | undefined>> = {
  CALENDAR_YEAR: { type: 'int', read: (date) => date.getUTCFullYear() },
  CALENDAR_QUARTER: { type: 'int', read: (date) => Math.floor(date.getUTCMonth() / 3) + 1 },
  CALENDAR_MONTH: { type: 'int', read: (date) => date.getUTCMonth() + 1 },
  DAY_IN_MONTH: { type: 'int', read: (date) => date.getUTCDate() },
  DAY_IN_WEEK: { type: 'int', read: (date) => date.getUTCDay() + 1 },
  DAY_ONLY: { type: 'date', read: (date) => date.toISOString().slice(0, 10) },
  HOUR_IN_DAY: { type: 'int', read: (date) => date.getUTCHours() },
};

function bindField(path: ResolvedPath): BoundOperand {
  const { leaf } = path;
  return {
    name: leaf.name,
    kind: kindOf(leaf.type),
    type: leaf.type,
    isFilterable: isFilterable(leaf),
    path,
    read: (row) => path.read(row),
  };
}
