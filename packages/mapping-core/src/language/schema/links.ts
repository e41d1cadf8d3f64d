import * as z from 'zod';
import { field } from './field.ts';
import { dependencies, needs, noneTwice, otherKeysAre } from './keyed.ts';
import { attributeName, eventName, expression, fieldPath, key, linkKey, propertyName } from './names.ts';

const maximum = z.int().min(1).max(500).default(25).describe('Most ids the attribute holds; the order decides which');

const relationship = z
  .strictObject({
    kind: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/)
      .meta({ description: 'Kind of the relationship in Braze', examples: ['works_at'] }),
    attributes: z.record(z.string(), field).default({}).describe('Attributes of the relationship'),
  })
  .optional()
  .describe('Also keep a Data Objects user relationship of this kind (needs `capabilities.data_objects`)');

const catalog = key.describe('Key of the catalog under `catalogs`');
const attribute = attributeName.describe('Custom attribute that holds the id, or the set of ids');
const linked = eventName.optional().describe('Event logged when a pair appears');
const unlinked = z
  .union([eventName, z.literal(false)])
  .optional()
  .describe('Event logged when a pair disappears; false switches it off');
const property = propertyName
  .optional()
  .describe('Event property that carries the id; by default the link’s name in the singular, and `_id`');
const backfill = z
  .enum(['emit', 'skip'])
  .default('emit')
  .describe('Whether events are logged for the pairs that exist on the first load');
const primary = attributeName.optional().describe('Attribute that holds the one primary id');

const others = z
  .strictObject({
    attribute: attributeName.describe('Custom attribute that holds the ids of all accounts'),
    where: expression.default('IsActive == true').describe('Condition on the relation'),
    max: maximum,
  })
  .optional()
  .describe('Every relation in `AccountContactRelation`');

const accountLink = z.strictObject({
  catalog: catalog.default('accounts').describe('Key of the catalog under `catalogs`'),
  attribute: attribute.default('AccountId').describe('Custom attribute that holds the id'),
  where: expression.optional().describe('Condition on the person'),
  linked: eventName.default('account_linked').describe('Event logged when a person gets an account'),
  unlinked: z
    .union([eventName, z.literal(false)])
    .default('account_unlinked')
    .describe('Event logged when a person leaves an account; false switches it off'),
  property: propertyName.default('account_id').describe('Event property that carries the id'),
  backfill,
  relationship,
  others,
});

const opportunitiesNeeds = { unlinked: 'linked' };
const opportunitiesLink = z
  .strictObject({
    catalog: catalog.default('opportunities').describe('Key of the catalog under `catalogs`'),
    attribute: attribute.default('Opportunities').describe('Custom attribute that holds the set of ids'),
    where: expression.default('Opportunity.IsClosed == false').describe('Condition on the contact role'),
    linked,
    unlinked,
    property: propertyName.default('opportunity_id').describe('Event property that carries the id'),
    backfill,
    relationship,
    max: maximum,
    primary,
  })
  .check(needs(opportunitiesNeeds))
  .meta({ dependencies: dependencies(opportunitiesNeeds) });

// `person` without `to`, and the other way round, is an incomplete link: `language/build-links.ts` says so.
const customNeeds = { max: 'person', primary: 'person', unlinked: 'linked', property: 'linked', backfill: 'linked' };
const customLink = z
  .strictObject({
    catalog,
    attribute,
    where: expression.optional().describe('Condition on the person (lookup) or on the junction record'),
    linked,
    unlinked,
    property,
    backfill: z
      .enum(['emit', 'skip'])
      .optional()
      .meta({ default: 'emit', description: 'Whether events are logged for the pairs that exist on the first load' }),
    relationship,
    through: fieldPath.describe('A lookup path on the person, or (with `person` and `to`) a junction object'),
    person: z
      .union([fieldPath, z.array(fieldPath).min(1).check(noneTwice()).meta({ uniqueItems: true })])
      .optional()
      .describe('Junction: path or paths to the person’s id; the first with a value counts'),
    to: fieldPath.optional().describe('Junction: path to the id of the catalog’s record'),
    max: z
      .int()
      .min(1)
      .max(500)
      .optional()
      .meta({ default: 25, description: 'Junction: most ids the attribute holds' }),
    primary,
  })
  .check(needs(customNeeds))
  .meta({ dependencies: { ...dependencies(customNeeds), person: ['to'], to: ['person'] } });

/** What relates people to the items of a catalog. */
export const links = z
  .object({
    account: accountLink.optional().describe('Built in: the account the person belongs to'),
    opportunities: opportunitiesLink.optional().describe('Built in: deals, through contact roles'),
  })
  .catchall(customLink)
  .check(otherKeysAre(linkKey, []))
  .meta({
    propertyNames: { pattern: '^(?!self$)[a-z][a-z0-9_]{0,29}$' },
    description: 'What relates people to the items of a catalog',
  });

export type RawAccountLink = z.output<typeof accountLink>;
export type RawOpportunitiesLink = z.output<typeof opportunitiesLink>;
export type RawCustomLink = z.output<typeof customLink>;
