import * as z from 'zod';
import { field } from './field.ts';
import { otherKeysAre } from './keyed.ts';
import { attributeName, expression, key, objectName } from './names.ts';

const profile = z
  .strictObject({
    email: field.optional().describe('Email address'),
    first_name: field.optional().describe('First name'),
    last_name: field.optional().describe('Last name'),
    phone: field.optional().describe('Phone number in international form'),
    country: field.optional().describe('ISO 3166-1 alpha-2 code of the country'),
    home_city: field.optional().describe('City'),
    language: field.optional().describe('ISO 639-1 code of the language'),
    gender: field.optional().describe('`M F O N P`'),
    dob: field.optional().describe('Date of birth'),
    time_zone: field.optional().describe('IANA name of the time zone'),
  })
  .prefault({})
  .describe('Standard fields of the profile');

const attributes = z.record(attributeName, field).default({}).describe('Custom attributes: name in Braze to field');

const both = z.strictObject({ profile, attributes });

const person = z.strictObject({
  from: objectName
    .optional()
    .describe('Salesforce object; `Lead` for the key lead, `Contact` for contact, required for others'),
  where: expression.optional().describe('Condition for a record to be synced; all records by default'),
  on_exit: z
    .enum(['keep', 'suspend', 'delete'])
    .default('keep')
    .describe('What happens to the profile when a known record stops matching'),
  profile,
  attributes,
});

const otherPerson = person.extend({ from: objectName.describe('Salesforce object') });

/** The objects whose records are people. */
export const people = z
  .object({
    both: both.optional().describe('Evaluated on lead and on contact; a destination may not also stand under them'),
    lead: person.optional().describe('Leads'),
    contact: person.optional().describe('Contacts'),
  })
  .catchall(otherPerson)
  .check(otherKeysAre(key, []))
  .meta({ propertyNames: { pattern: '^[a-z][a-z0-9_]{0,29}$' }, description: 'Objects whose records are people' });

export type RawPerson = z.output<typeof person>;
export type RawBoth = z.output<typeof both>;
