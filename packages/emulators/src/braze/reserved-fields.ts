import { toCountryCode } from './countries.ts';
import { isObject, isString, truncate } from './json-value.ts';
import { limits } from './limits.ts';
import { parseGroupStates } from './subscription-groups.ts';
import { parseTime } from './times.ts';

/**
 * A field that Braze knows itself. `refuse` gives the text that refuses the whole object; `convert` gives the value to
 * store, `null` to empty the field, `undefined` to leave it as it is.
 * https://www.braze.com/docs/api/objects_filters/user_attributes_object
 */
export interface ReservedField {
  readonly refuse?: (value: unknown) => string | undefined;
  readonly convert: (value: unknown) => unknown;
}

const text: ReservedField = { convert: (value) => (isString(value) ? truncate(value, limits.text) : undefined) };
const flag: ReservedField = { convert: (value) => (typeof value === 'boolean' ? value : undefined) };
const time: ReservedField = { convert: (value) => (isString(value) ? parseTime(value)?.toISOString() : undefined) };
const object: ReservedField = { convert: (value) => (isObject(value) ? value : undefined) };
const ignored: ReservedField = { convert: () => undefined };

const subscription = (name: string): ReservedField => ({
  refuse: (value) =>
    isString(value) && ['subscribed', 'unsubscribed', 'opted_in'].includes(value)
      ? undefined
      : `'${name}' must be 'subscribed', 'unsubscribed', or 'opted_in'`,
  convert: (value) => value,
});

export const badEmail = "The value provided for the 'email' field is not a valid email.";

const email: ReservedField = {
  refuse: (value) => (isEmail(value) ? undefined : badEmail),
  convert: (value) => (isString(value) ? value.toLowerCase() : undefined),
};

const groups: ReservedField = {
  refuse: (value) => {
    const states = parseGroupStates(value);
    return isString(states) ? states : undefined;
  },
  convert: () => undefined, // kept per group, not as a field
};

const location: ReservedField = {
  refuse: (value) => (isLocation(value) ? undefined : 'BAD_LOCATION_UPDATE'),
  convert: (value) => value,
};

export const reservedFields: ReadonlyMap<string, ReservedField> = new Map(
  Object.entries({
    external_id: ignored,
    user_alias: ignored,
    braze_id: ignored,
    alias_name: ignored,
    alias_label: ignored,
    _update_existing_only: ignored,
    _merge_objects: ignored,
    push_tokens: ignored,
    push_token_import: ignored,
    email,
    phone: text,
    first_name: text,
    last_name: text,
    home_city: text,
    country: { convert: (value) => (isString(value) ? (toCountryCode(value) ?? null) : undefined) },
    language: { convert: (value) => (isString(value) && /^[a-z]{2}$/iu.test(value) ? value.toLowerCase() : undefined) },
    time_zone: { convert: (value) => (isString(value) && isTimeZone(value) ? value : undefined) },
    gender: { convert: (value) => (isString(value) && /^[MFONP]$/u.test(value) ? value : undefined) },
    dob: {
      convert: (value) =>
        isString(value) && /^\d{4}-\d\d-\d\d$/u.test(value) ? parseTime(value)?.toISOString() : undefined,
    },
    email_subscribe: subscription('email_subscribe'),
    push_subscribe: subscription('push_subscribe'),
    subscription_groups: groups,
    email_open_tracking_disabled: flag,
    email_click_tracking_disabled: flag,
    marked_email_as_spam_at: time,
    date_of_first_session: time,
    date_of_last_session: time,
    current_location: location,
    image_url: { convert: (value) => (isString(value) && value.length <= 1024 ? value : undefined) },
    facebook: object,
    twitter: object,
  }),
);

/** What a merge copies when the kept profile lacks it. */
export const mergedFields: readonly string[] = [
  'first_name',
  'last_name',
  'email',
  'gender',
  'dob',
  'phone',
  'time_zone',
  'home_city',
  'country',
  'language',
];

export function isEmail(value: unknown): boolean {
  return isString(value) && /^[^\s@<>()[\]\\,;:"]+@[^\s@.]+(?:\.[^\s@.]+)+$/u.test(value);
}

function isLocation(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { longitude, latitude } = value;
  return isWithin(longitude, 180) && isWithin(latitude, 90);
}

function isWithin(value: unknown, limit: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= limit;
}

const railsZones = /^[A-Z][A-Za-z. &]+ \((?:US & Canada|Canada)\)$/u;

function isTimeZone(name: string): boolean {
  if (railsZones.test(name)) return true;
  if (!/^(?:[A-Za-z]+\/[\w/+-]+|UTC|GMT)$/u.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
