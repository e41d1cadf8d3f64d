import * as z from 'zod';
import { notEmpty, otherKeysAre } from './keyed.ts';
import { key } from './names.ts';

const anyObject = z.record(z.string(), z.unknown());
const ids = z.array(z.string());

const known = z
  .object({
    external_id: z.string().optional().describe('External id of the profile'),
    account: z.string().optional().describe('Id of the account the person is linked to'),
    accounts: ids.optional().describe('Ids of all accounts'),
    opportunities: ids.optional().describe('Ids of the deals'),
    primary: z.string().optional().describe('Id of the primary deal'),
    links: z.record(z.string(), ids).optional().describe('Ids per link'),
    suspended: z.string().optional().describe('Time of the suspension'),
    item: z.string().optional().describe('Id of a catalog item'),
    sent: anyObject.optional().describe('What had been sent, per destination'),
  })
  .catchall(z.string())
  .check(otherKeysAre(key, []), notEmpty())
  .meta({ minProperties: 1, propertyNames: { pattern: '^[a-z][a-z0-9_]{0,29}$' } });

const expectation = z
  .strictObject({
    sends: z
      .array(z.string().regex(/^(POST|PUT|PATCH|DELETE) \//))
      .optional()
      .describe('Method and path of every request, in order'),
    calls: z.array(anyObject).optional().describe('Exact bodies'),
    attributes: z.array(anyObject).optional().describe('Each matches some attributes object, in part'),
    events: z.array(anyObject).optional().describe('Each matches some event, in part'),
    items: anyObject.optional().describe('Catalog to items, in part'),
    never: z.array(z.string()).optional().describe('Names, or `METHOD /path`, that never appear'),
    diagnostics: z
      .array(
        z
          .string()
          .regex(/^(syntax|mapping|salesforce|braze|record|sync|security|test|config)\/[a-z0-9]+(-[a-z0-9]+)*$/),
      )
      .optional()
      .describe('The exact set of error and warning codes'),
    nothing: z.literal(true).optional().describe('Nothing is sent'),
  })
  .check(notEmpty())
  .meta({ minProperties: 1 });

const test = z.strictObject({
  name: z.string().min(3).describe('A sentence'),
  at: z.string().optional().meta({ default: '2026-01-01T00:00:00Z', description: 'Clock of the run' }),
  environment: z.string().optional().describe('Gives `env` and the capabilities; the safest by default'),
  known: z.array(known).optional().describe('What exists in Braze already'),
  given: z
    .record(z.string(), z.array(anyObject))
    .meta({ propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_]*$' }, description: 'Records in Salesforce, by object' }),
  expect: expectation.describe('What must follow'),
});

export const tests = z.array(test).describe('Tests of the mapping; they use no network');
