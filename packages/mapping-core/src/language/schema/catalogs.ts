import * as z from 'zod';
import { field } from './field.ts';
import { notEmpty, otherKeysAre } from './keyed.ts';
import { expression, key, objectName } from './names.ts';

// The checks say which rule of Braze a name breaks; the patterns are for other editors.
const catalogName = z.string().min(1).meta({ pattern: '^[A-Za-z0-9_-]{1,250}$' });
const catalogFieldName = z.string().meta({ pattern: '^(?!id$)[A-Za-z0-9_-]{1,250}$' });

const catalog = z.strictObject({
  from: objectName.describe('Salesforce object'),
  name: catalogName.describe('Name of the catalog in Braze; with `target: data_object`, the object type'),
  description: z
    .string()
    .max(250)
    .optional()
    .describe('Description in Braze; `Salesforce <object>, kept by sf-braze` by default'),
  target: z.enum(['catalog', 'data_object']).default('catalog').describe('What Braze keeps the records as'),
  where: expression.optional().describe('Condition for a record to be an item; all records by default'),
  on_exit: z
    .enum(['keep', 'delete'])
    .default('delete')
    .describe('What happens to the item when a known record stops matching'),
  unknown_fields: z
    .enum(['report', 'keep'])
    .default('report')
    .describe('Columns in Braze that the mapping does not know; a sync never deletes them'),
  fields: z.record(catalogFieldName, field).check(notEmpty()).meta({
    minProperties: 1,
    maxProperties: 499,
    description: 'Catalog fields: name in Braze to field; `id` is implied, the 18-character id',
  }),
});

export const catalogs = z
  .record(z.string(), catalog)
  .check(otherKeysAre(key, []))
  .meta({
    propertyNames: { pattern: '^[a-z][a-z0-9_]{0,29}$' },
    description: 'Objects whose records are catalog items',
  });
