import * as z from 'zod';
import { field } from './field.ts';
import { doc, eventName, expression, key, objectName, propertyName } from './names.ts';

const event = z.strictObject({
  on: objectName.describe('Salesforce object; one that is mapped under `people` or `catalogs`'),
  when: expression
    .optional()
    .describe(
      'Edge: logged when it begins to hold; may compare with `previous.<Field>`. By default, when the record first comes into scope',
    ),
  where: expression.optional().describe('Must hold at that moment too'),
  to: key.describe('`self` for people, or the name of a link whose catalog is built from `on`'),
  backfill: z
    .enum(['skip', 'emit'])
    .default('skip')
    .describe('Whether it is logged for records that already satisfy `when` on the first load'),
  doc: doc.optional().describe('One sentence for the marketers’ guide'),
  properties: z
    .record(propertyName, field)
    .refine((properties) => Object.keys(properties).length <= 256)
    .default({})
    .meta({ maxProperties: 256, description: 'Properties: name in Braze to field' }),
});

export const events = z.record(eventName, event).describe('Custom events about changes of records');
