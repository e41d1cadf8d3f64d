import type { BrazeValue } from '../braze/objects.ts';
import { limits } from '../braze/limits.ts';
import type { ExpressionType } from '../expression/ir.ts';
import type { As } from '../language/mapping.ts';
import type { RecordValue } from '../salesforce/record.ts';

export type Conversion =
  | { readonly kind: 'value'; readonly value: BrazeValue }
  /** The value has another type than the one that was checked: nothing that could be sent. */
  | { readonly kind: 'unfit' }
  /** Not finite, or an integer that a double cannot hold exactly. */
  | { readonly kind: 'not-exact' }
  /** A year Braze would store as text. */
  | { readonly kind: 'out-of-range' };

const UNFIT: Conversion = { kind: 'unfit' };

/** The form `as` asks for. `from` is the type of the expression; undefined for constants. */
export function convert(
  value: Exclude<RecordValue, null>,
  as: As,
  from: ExpressionType['kind'] | undefined,
): Conversion {
  switch (as) {
    case 'string':
      return toText(value, from);
    case 'number':
      return typeof value === 'number' ? toNumber(value) : UNFIT;
    case 'integer':
      return typeof value === 'number' ? toNumber(roundHalfAwayFromZero(value)) : UNFIT;
    case 'boolean':
      return typeof value === 'boolean' ? { kind: 'value', value } : UNFIT;
    case 'time':
      return typeof value === 'string' ? toTime(value) : UNFIT;
    case 'date':
      return typeof value === 'string' ? toDate(value) : UNFIT;
    case 'array':
      return toArray(value);
  }
}

function toText(value: Exclude<RecordValue, null>, from: ExpressionType['kind'] | undefined): Conversion {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? { kind: 'value', value: String(value) } : { kind: 'not-exact' };
  }
  if (typeof value === 'boolean') return { kind: 'value', value: String(value) };
  if (typeof value !== 'string') return UNFIT;
  // A default beside datetimes may be any text.
  return from === 'datetime' && DATETIME.test(value) ? toTime(value) : { kind: 'value', value };
}

function toNumber(value: number): Conversion {
  const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return exact ? { kind: 'value', value: value === 0 ? 0 : value } : { kind: 'not-exact' };
}

function roundHalfAwayFromZero(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function toArray(value: Exclude<RecordValue, null>): Conversion {
  if (typeof value === 'string') return { kind: 'value', value: [value] };
  return typeof value === 'object' ? { kind: 'value', value } : UNFIT;
}

const DATE = /^([+-]?\d{4,6})-\d{2}-\d{2}$/;
const DATETIME = /^(([+-]?\d{4,6})-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/;

function toTime(value: string): Conversion {
  const date = DATE.exec(value);
  if (date !== null) return inRange(date[1], `${value}T00:00:00Z`);
  const datetime = DATETIME.exec(value);
  return datetime === null ? UNFIT : inRange(datetime[2], `${datetime[1]}T${datetime[3]}Z`);
}

function toDate(value: string): Conversion {
  const date = DATE.exec(value);
  if (date !== null) return inRange(date[1], value);
  const datetime = DATETIME.exec(value);
  return datetime === null ? UNFIT : inRange(datetime[2], datetime[1] ?? value);
}

function inRange(year: string | undefined, value: string): Conversion {
  const number = Number(year);
  const known = number >= limits.yearMin.value && number <= limits.yearMax.value;
  return known ? { kind: 'value', value } : { kind: 'out-of-range' };
}
