import type { Row, Value } from './row.ts';
import type { Field, FieldType } from './schema.ts';

/** How values of a type behave in comparisons and in answers. */
export type ValueKind = 'id' | 'text' | 'multi' | 'number' | 'boolean' | 'date' | 'datetime' | 'compound';

export function kindOf(type: FieldType): ValueKind {
  switch (type) {
    case 'id':
    case 'reference':
      return 'id';
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return 'number';
    case 'address':
    case 'location':
      return 'compound';
    case 'multipicklist':
      return 'multi';
    case 'boolean':
    case 'date':
    case 'datetime':
      return type;
    case 'string':
    case 'textarea':
    case 'email':
    case 'phone':
    case 'url':
    case 'picklist':
    case 'combobox':
    case 'time':
    case 'base64':
    case 'encryptedstring':
    case 'anyType':
      return 'text';
    default:
      throw new Error(`unknown type ${String(type)}`);
  }
}

/** The value as the field's type has it: checkboxes are never null, retyped fields give what can still be read. */
export function readField(row: Row, field: Field): Value {
  const value = row.get(field.source);
  if (field.retyped === true) return convert(value, field.type);
  return value === null && field.type === 'boolean' ? false : value;
}

/** A value from outside as it is stored; `undefined` when it does not fit the type. */
export function toStored(value: unknown, type: FieldType): Value | undefined {
  if (value === null || value === '') return type === 'boolean' ? false : null;
  switch (kindOf(type)) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d/u.test(value) ? value.slice(0, 10) : undefined;
    case 'datetime':
      return typeof value === 'string' ? toInstant(value) : undefined;
    case 'compound':
      return undefined;
    case 'id':
    case 'multi':
    case 'text':
      return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
    default:
      return undefined;
  }
}

function toInstant(text: string): Value | undefined {
  const time = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/u, '$1:$2'));
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function convert(value: Value, type: FieldType): Value {
  const kind = kindOf(type);
  if (value === null) return kind === 'boolean' ? false : null;
  if (kind === 'number') return Number.isFinite(Number(value)) ? Number(value) : null;
  return kind === 'boolean' ? value === true || value === 'true' : (toStored(String(value), type) ?? null);
}
