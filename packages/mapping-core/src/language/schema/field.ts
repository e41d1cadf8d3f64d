import * as z from 'zod';
import { dependencies, needs, notEmpty } from './keyed.ts';
import { constant, doc, duration, expression } from './names.ts';

const otherwise = z
  .union([
    z.enum(['keep', 'unset', 'error']),
    z.strictObject({ value: constant.describe('Constant used for every value that `map` does not list') }),
  ])
  .optional()
  .meta({ default: 'keep', description: 'What happens to a value that `map` does not list' });

const fieldNeeds = { otherwise: 'map' };

/** A field with more to say than its source. */
export const fieldObject = z
  .strictObject({
    from: expression.optional().describe('Expression that gives the value; not together with `value`'),
    value: constant.optional().describe('Constant; not together with `from`'),
    as: z
      .enum(['string', 'number', 'integer', 'boolean', 'time', 'date', 'array'])
      .optional()
      .describe('Form in which the value is sent; by default the form of the expression’s type. Fixed once sent'),
    map: z
      .record(z.string(), z.union([constant, z.null()]))
      .check(notEmpty())
      .optional()
      .meta({
        minProperties: 1,
        description: 'Text of the value to what is sent instead; null unsets. On lists, per element',
      }),
    otherwise,
    default: constant.optional().describe('Constant used when the result is null'),
    when_null: z
      .enum(['unset', 'skip', 'error'])
      .default('unset')
      .describe(
        '`unset`: null is sent if a value had been sent; `skip`: the old value stays; `error`: the record is not sent',
      ),
    on_overflow: z
      .enum(['truncate', 'skip', 'error'])
      .default('truncate')
      .describe('What happens to a text or list over Braze’s limit'),
    write: z
      .enum(['always', 'once'])
      .default('always')
      .describe('`once`: sent while nothing has been sent for it, never changed or unset afterwards'),
    refresh: duration
      .optional()
      .describe('Read again after this time without a change of the record; `schedule.formula_refresh` where needed'),
    pii: z
      .enum(['none', 'personal', 'sensitive'])
      .optional()
      .describe('Personal data; guessed from the fields it reads. `sensitive` needs `doc`'),
    doc: doc.optional().describe('One sentence for the marketers’ guide'),
  })
  .check(needs(fieldNeeds))
  .meta({ oneOf: [{ required: ['from'] }, { required: ['value'] }], dependencies: dependencies(fieldNeeds) });

/** Where a value comes from, and what is done to it on the way. */
export const field = z
  .union([expression, fieldObject])
  .meta({ id: 'field', description: 'An expression, or an object with `from` (expression) or `value` (constant)' });

export type RawField = z.output<typeof field>;
export type RawFieldObject = z.output<typeof fieldObject>;
