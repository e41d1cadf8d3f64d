import * as z from 'zod';
import { noneTwice, otherKeysAre } from './keyed.ts';
import { aliasLabel, expression } from './names.ts';

const PATTERN = '^(?!both$)[a-z][a-z0-9_]{0,29}$';
const propertyNames = { pattern: PATTERN };
const peopleKey = z.string().regex(new RegExp(PATTERN));

/** How a person in Salesforce becomes one profile in Braze. */
export const identity = z.strictObject({
  external_id: z
    .object({
      on_conflict: z
        .enum(['report', 'contact_wins', 'oldest_wins'])
        .default('report')
        .describe('What happens when a lead and its contact carry different ids'),
    })
    .catchall(expression.describe('Where the CRM keeps the product’s user id'))
    .check(otherKeysAre(peopleKey, ['on_conflict']))
    .meta({ propertyNames, description: 'The product’s own user id, per people key' })
    .prefault({}),
  aliases: z
    .record(z.string(), aliasLabel.describe('Alias label of the profiles of this people key'))
    .check(otherKeysAre(peopleKey, []))
    .meta({
      propertyNames,
      description: 'Alias label per people key; `salesforce_<key>_id` by default. Fixed after the first run',
    })
    .default({}),
  reachable_by: z
    .array(z.enum(['email', 'phone', 'external_id', 'any']))
    .min(1)
    .check(noneTwice())
    .default(['email', 'phone', 'external_id'])
    .meta({ uniqueItems: true, description: 'A person without any of these is not created' }),
  duplicate_email: z
    .enum(['report', 'contact_only', 'allow'])
    .default('report')
    .describe('Two people share an address; `contact_only` leaves the lead’s profile without it'),
  shared_inboxes: z
    .array(z.string().regex(/^[^@\s]+$/))
    .check(noneTwice())
    .default(['info', 'sales', 'support', 'office', 'admin', 'contact', 'hello', 'billing', 'accounts', 'hr'])
    .meta({ uniqueItems: true, description: 'Local parts of addresses that belong to nobody in particular' }),
});
