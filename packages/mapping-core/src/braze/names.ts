import { limits } from './limits.ts';

/** Profile fields a mapping may fill. https://www.braze.com/docs/api/objects_filters/user_attributes_object */
export const profileFields = [
  'email',
  'first_name',
  'last_name',
  'phone',
  'country',
  'home_city',
  'language',
  'gender',
  'dob',
  'time_zone',
] as const;

export type ProfileField = (typeof profileFields)[number];

/** Standard fields about consent: they belong to `consent`, never to `profile` or `attributes`. */
export const consentFields: readonly string[] = ['email_subscribe', 'push_subscribe', 'subscription_groups'];

/** The attribute that marks a suspended person. */
const SUSPENSION_ATTRIBUTE = 'salesforce_deleted_at';

/** Profile fields the Braze SDK fills by itself until somebody else sets them. https://www.braze.com/docs/user_guide/data/user_data_collection/sdk_data_collection */
export const sdkFields: readonly string[] = ['country', 'language', 'time_zone'];

/** Standard fields, identifiers and control keys of an attributes object: none can be a custom attribute. */
const reservedAttributes: ReadonlySet<string> = new Set([
  ...profileFields,
  ...consentFields,
  'external_id',
  'user_alias',
  'alias_name',
  'alias_label',
  'braze_id',
  'email_open_tracking_disabled',
  'email_click_tracking_disabled',
  'marked_email_as_spam_at',
  'date_of_first_session',
  'date_of_last_session',
  'current_location',
  'image_url',
  'facebook',
  'twitter',
  'push_tokens',
  'push_token_import',
]);

/** Property names that make Braze refuse an event. https://www.braze.com/docs/api/objects_filters/event_object */
const reservedProperties: ReadonlySet<string> = new Set(['time', 'event_name']);

const CATALOG_NAME = /^[A-Za-z0-9_-]+$/;

/** Why a name is not possible. */
export type NameFlaw =
  | 'empty'
  | 'too-long'
  | 'leading-dollar'
  | 'dot'
  | 'outer-space'
  | 'control'
  | 'characters'
  | 'id';

export function isProfileField(name: string): name is ProfileField {
  const known: readonly string[] = profileFields;
  return known.includes(name);
}

/**
 * Whether Braze, or the suspension marker, takes the name. Control keys of the API begin with an underscore.
 * Case is ignored: `Email` beside `email` would be a second, useless attribute.
 */
export function isReservedAttribute(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    reservedAttributes.has(lower) ||
    lower === SUSPENSION_ATTRIBUTE ||
    lower === '_update_existing_only' ||
    lower === '_merge_objects'
  );
}

export function isReservedProperty(name: string): boolean {
  return reservedProperties.has(name);
}

/** What is wrong with a custom attribute's name. https://www.braze.com/docs/developer_guide/analytics/setting_user_attributes */
export function attributeNameFlaw(name: string): NameFlaw | undefined {
  return nameFlaw(name, limits.attributeNameCharacters.value) ?? (name.includes('.') ? 'dot' : undefined);
}

/** What is wrong with an event's name. https://www.braze.com/docs/developer_guide/analytics/logging_events */
export function eventNameFlaw(name: string): NameFlaw | undefined {
  return nameFlaw(name, limits.eventNameCharacters.value);
}

/** What is wrong with the name of an event property. https://www.braze.com/docs/api/objects_filters/event_object */
export function propertyNameFlaw(name: string): NameFlaw | undefined {
  return nameFlaw(name, limits.propertyNameCharacters.value);
}

/** What is wrong with a catalog's name. */
export function catalogNameFlaw(name: string): NameFlaw | undefined {
  return catalogFlaw(name, limits.catalogNameCharacters.value);
}

/** What is wrong with the name of a catalog field; `id` is always there. */
export function catalogFieldNameFlaw(name: string): NameFlaw | undefined {
  return name === 'id' ? 'id' : catalogFlaw(name, limits.catalogFieldNameCharacters.value);
}

function nameFlaw(name: string, max: number): NameFlaw | undefined {
  if (name.trim() === '') return 'empty';
  if (name.length > max || utf8Length(name) > limits.nameBytes.value) return 'too-long';
  if (name.startsWith('$')) return 'leading-dollar';
  if (name !== name.trim()) return 'outer-space';
  if (/\p{Cc}/u.test(name)) return 'control';
  return undefined;
}

function catalogFlaw(name: string, max: number): NameFlaw | undefined {
  if (name === '') return 'empty';
  if (name.length > max) return 'too-long';
  return CATALOG_NAME.test(name) ? undefined : 'characters';
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x8_00 ? 2 : point < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
}
