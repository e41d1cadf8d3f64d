import * as z from 'zod';

/** Name of a project, mapping or environment. */
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .meta({
    id: 'slug',
    examples: ['b2b', 'acme-eu'],
    description: 'Small letters, digits and hyphens; at most 40 characters',
  });

const KEY = /^[a-z][a-z0-9_]{0,29}$/;

/** Key under `people`, `catalogs` or `links`. */
export const key = z
  .string()
  .regex(KEY)
  .meta({
    id: 'key',
    examples: ['contact', 'partner_user'],
    description: 'Small letters, digits and underscore; at most 30 characters',
  });

/** Key of a link; `self` is the audience of events about a person's own record. */
export const linkKey = z
  .string()
  .regex(/^(?!self$)[a-z][a-z0-9_]{0,29}$/)
  .meta({ id: 'linkKey', examples: ['account', 'partners'], description: 'As for other keys; `self` is taken' });

export const objectName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,79}$/)
  .meta({ id: 'objectName', examples: ['Contact', 'Invoice__c'], description: 'API name of a Salesforce object' });

export const fieldPath = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*){0,5}$/)
  .meta({
    id: 'fieldPath',
    examples: ['AccountId', 'Partner__c'],
    description: 'Path to a Salesforce field, with at most five parents',
  });

export const aliasLabel = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,99}$/)
  .meta({ id: 'aliasLabel', examples: ['salesforce_contact_id'], description: 'Label of a Braze user alias' });

export const duration = z
  .string()
  .regex(/^[0-9]{1,7}(m|h|d)$/)
  .meta({
    id: 'duration',
    examples: ['15m', '24h', '15d'],
    description: 'Minutes, hours or days: `15m`, `24h`, `15d`',
  });

/** Its grammar is the expression checker's business. */
export const expression = z.string().min(1).meta({
  id: 'expression',
  maxLength: 4000,
  description: 'An expression (CEL syntax): a field path, a constant in quotes, operators and functions',
});

export const constant = z
  .union([z.string(), z.number(), z.boolean()])
  .meta({ id: 'constant', description: 'A text, a number, or true or false' });

export const doc = z.string().min(1).meta({ id: 'doc', description: 'One sentence for the marketers’ guide' });

// The three names below are only shapes for other editors: the checks say which rule of Braze a name breaks.

export const attributeName = z.string().meta({
  id: 'attributeName',
  description: 'Name of a custom attribute',
  minLength: 1,
  maxLength: 255,
  pattern:
    '^(?!(external_id|user_alias|alias_name|alias_label|braze_id|_update_existing_only|_merge_objects|salesforce_deleted_at|email|phone|first_name|last_name|home_city|country|language|time_zone|gender|dob|email_subscribe|push_subscribe|subscription_groups|image_url|current_location|date_of_first_session|date_of_last_session|marked_email_as_spam_at|email_open_tracking_disabled|email_click_tracking_disabled|facebook|twitter|push_tokens|push_token_import)$)[^$.\\s]([^.]*[^.\\s])?$',
});

export const eventName = z.string().meta({
  id: 'eventName',
  description: 'Name of a custom event',
  minLength: 1,
  maxLength: 255,
  pattern: '^[^$\\s]',
});

export const propertyName = z.string().meta({
  id: 'propertyName',
  description: 'Name of an event property',
  minLength: 1,
  maxLength: 255,
  pattern: '^(?!(time|event_name)$)[^$]',
});
