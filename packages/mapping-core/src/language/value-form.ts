import type { ExpressionType } from '../expression/ir.ts';
import type { As, Constant } from './mapping.ts';

/** What a value is before `as`. `unknown` is a field without a snapshot. */
export type ValueForm = ExpressionType['kind'];

/** How a value of a form is sent when the field does not say. */
export function defaultAs(form: ValueForm): As {
  switch (form) {
    case 'string':
    case 'null':
    case 'unknown':
      return 'string';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'date':
      return 'date';
    case 'datetime':
      return 'time';
    case 'list':
      return 'array';
  }
}

const accepted: Readonly<Record<As, readonly ValueForm[]>> = {
  string: ['string', 'number', 'boolean', 'date', 'datetime'],
  number: ['number'],
  integer: ['number'],
  boolean: ['boolean'],
  time: ['datetime', 'date'],
  date: ['date', 'datetime'],
  array: ['list', 'string'],
};

/** Whether values of a form can be sent in this way. */
export function accepts(as: As, form: ValueForm): boolean {
  return form === 'null' || form === 'unknown' || accepted[as].includes(form);
}

const names: Readonly<Record<As, string>> = {
  string: 'single value',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  time: 'datetime or date',
  date: 'date or datetime',
  array: 'list or string',
};

/** What `as` takes, in words. */
export function acceptedForms(as: As): string {
  return names[as];
}

export function constantForm(value: Constant): ValueForm {
  return typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'boolean';
}

/** Whether a constant can be sent in this way; dates and times are constants as ISO text. */
export function acceptsConstant(as: As, value: Constant): boolean {
  if (typeof value === 'string' && (as === 'date' || as === 'time')) return isIsoTime(value);
  if (as === 'integer') return typeof value === 'number' && Number.isInteger(value);
  return accepts(as, constantForm(value));
}

function isIsoTime(text: string): boolean {
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;
  return iso.test(text) && !Number.isNaN(Date.parse(text));
}

/** The expression that makes a `form` out of a text, number or other value; nothing where there is none. */
export function conversion(source: string, from: ValueForm, to: As): string | undefined {
  const text = from === 'string';
  switch (to) {
    case 'number':
    case 'integer':
      return text ? `number(${source})` : from === 'boolean' ? `${source} ? 1 : 0` : undefined;
    case 'date':
      return text ? `date(${source})` : undefined;
    case 'time':
      return text ? `at(${source}, 'UTC')` : undefined;
    case 'string':
      return from === 'list' ? `join(${source}, ', ')` : undefined;
    case 'boolean':
      return text ? `${source} == 'true'` : from === 'number' ? `${source} != 0` : undefined;
    case 'array':
      return undefined;
  }
}
