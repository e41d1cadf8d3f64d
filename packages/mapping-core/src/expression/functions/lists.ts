import type { RecordValue } from '../../salesforce/record.ts';
import type { Evaluate } from '../evaluation.ts';
import { isList, ofList } from './compile.ts';
import type { FunctionEntry } from './entry.ts';
import { list, separator, text, textOrList } from './parameters.ts';

/** Functions of lists, and of whatever can be a list or a text. */
export const listFunctions: readonly FunctionEntry[] = [
  {
    name: 'join',
    parameters: [list, separator],
    result: 'string',
    nullable: true,
    // A list literal leaves out its nulls, so one item that is never null is enough.
    nullableFrom: ([items, between]) => between?.nullable !== false || !hasValue(items),
    sql: 'same',
    doc: 'The texts of a list in one text; blank when the list is empty.',
    example: { text: "join(['a', 'b'], ', ')", result: 'a, b' },
    compile:
      ([items, between]) =>
      (row, run) => {
        const texts = items?.(row, run) ?? null;
        const glue = between?.(row, run);
        return isList(texts) && texts.length > 0 && typeof glue === 'string' ? texts.join(glue) : null;
      },
  },
  {
    name: 'first',
    parameters: [list],
    result: 'string',
    nullable: true,
    nullableFrom: ([items]) => !hasValue(items),
    sql: 'same',
    doc: 'The first text of a list; blank when the list is empty.',
    example: { text: "first(['a', 'b'])", result: 'a' },
    compile: ofList((items) => items[0] ?? null),
  },
  {
    name: 'size',
    parameters: [textOrList],
    result: 'number',
    nullable: false,
    sql: 'same',
    doc: 'How many characters a text has, or items a list.',
    example: { text: "size('Zoë')", result: 3 },
    compile:
      ([argument]) =>
      (row, run) =>
        sizeOf(argument?.(row, run) ?? null),
  },
  {
    name: 'contains',
    parameters: [textOrList, { ...text, name: 'y' }],
    result: 'boolean',
    nullable: false,
    sql: 'same',
    doc: 'Whether a text is part of a text, or an item of a list; case counts.',
    example: { text: "contains('Acme Corp', 'corp')", result: false },
    compile:
      ([whole, part]) =>
      (row, run) => {
        const container = whole?.(row, run) ?? null;
        const item = part?.(row, run);
        if (typeof item !== 'string') return null;
        return typeof container === 'string' || isList(container) ? container.includes(item) : null;
      },
  },
  {
    name: 'coalesce',
    parameters: [
      { name: 'a', types: ['any'] },
      { name: 'b', types: ['any'] },
    ],
    variadic: true,
    result: 'argument',
    nullable: false,
    nullableFrom: (args) => args.every((argument) => argument.nullable),
    sql: 'same',
    doc: 'The first argument that has a value.',
    example: {
      text: 'coalesce(MobilePhone, Phone)',
      given: { MobilePhone: null, Phone: '+12125550143' },
      result: '+12125550143',
    },
    compile: firstValue,
  },
];

function hasValue(items: Parameters<NonNullable<FunctionEntry['nullableFrom']>>[0][number] | undefined): boolean {
  return items?.kind === 'list' && items.items.some((item) => !item.nullable);
}

function sizeOf(value: RecordValue): RecordValue {
  if (isList(value)) return value.length;
  if (typeof value !== 'string') return null;
  let size = 0;
  for (const _ of value) size++;
  return size;
}

function firstValue(args: readonly Evaluate[]): Evaluate {
  return (row, run) => {
    for (const argument of args) {
      const value = argument(row, run);
      if (value !== null) return value;
    }
    return null;
  };
}
