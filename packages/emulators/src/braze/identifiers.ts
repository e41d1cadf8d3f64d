import { isList, isObject, isString, isText, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Alias, Profile, Profiles } from './profiles.ts';
import { badEmail, isEmail } from './reserved-fields.ts';

/** One way to say which user is meant. */
export type Identifier =
  | { readonly kind: 'external_id'; readonly id: string }
  | { readonly kind: 'alias'; readonly alias: Alias }
  | { readonly kind: 'braze_id'; readonly id: string }
  | { readonly kind: 'email'; readonly email: string; readonly prioritization?: readonly string[] }
  | { readonly kind: 'phone'; readonly phone: string; readonly prioritization?: readonly string[] };

/** The alias in `{alias_label, alias_name}`; `undefined` unless both are texts that Braze accepts. */
export function parseAlias(value: unknown): Alias | undefined {
  if (!isObject(value)) return undefined;
  const { alias_label, alias_name } = value;
  if (!isText(alias_label) || !isText(alias_name)) return undefined;
  const tooLong = Math.max(Buffer.byteLength(alias_label), Buffer.byteLength(alias_name)) > limits.aliasBytes;
  return tooLong ? undefined : { alias_label, alias_name };
}

/** Whom an object of `/users/track` addresses, or the text of its refusal. */
export function parseTrackIdentifier(object: JsonObject): Identifier | string {
  const { external_id, user_alias, braze_id, email, phone } = object;
  const primary = [external_id, user_alias, braze_id].filter((id) => id !== undefined && id !== null);
  if (primary.length > 1) return "You must specify only one of 'external_id', 'user_alias' or 'braze_id'";
  if (isText(external_id)) {
    if (Buffer.byteLength(external_id) > limits.externalIdBytes) return "'external_id' must be fewer than 988 bytes";
    return { kind: 'external_id', id: external_id };
  }
  if (isText(braze_id)) return { kind: 'braze_id', id: braze_id };
  if (user_alias !== undefined && user_alias !== null) {
    const alias = parseAlias(user_alias);
    if (alias === undefined) return "'user_alias' must have an 'alias_name' and an 'alias_label' of at most 236 bytes";
    return { kind: 'alias', alias };
  }
  if (primary.length === 0 && isText(email)) return isEmail(email) ? { kind: 'email', email } : badEmail;
  if (primary.length === 0 && isText(phone)) return { kind: 'phone', phone };
  return "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required";
}

const priorities = new Set(['identified', 'unidentified', 'most_recently_updated', 'least_recently_updated']);

/** An ordered `prioritization`; `undefined` when it is none that Braze accepts. */
export function parsePrioritization(value: unknown): readonly string[] | undefined {
  if (!isList(value) || value.length === 0 || !value.every(isString)) return undefined;
  const contradicts = value.includes('identified') && value.includes('unidentified');
  return contradicts || value.some((name) => !priorities.has(name)) ? undefined : value;
}

/** The one user an identifier means. E-mail and phone without an unambiguous `prioritization` mean nobody. */
export function findUser(profiles: Profiles, identifier: Identifier): Profile | undefined {
  switch (identifier.kind) {
    case 'external_id':
      return profiles.byExternalId(identifier.id);
    case 'alias':
      return profiles.byAlias(identifier.alias);
    case 'braze_id':
      return profiles.byBrazeId(identifier.id);
    case 'email':
      return prioritize(profiles.byEmail(identifier.email), identifier.prioritization ?? []);
    case 'phone':
      return prioritize(profiles.byPhone(identifier.phone), identifier.prioritization ?? []);
    default:
      return assertNever(identifier);
  }
}

/** As `findUser`, but several matches by e-mail or phone give the latest updated one, those with an external id first. */
export function findTrackedUser(profiles: Profiles, identifier: Identifier): Profile | undefined {
  if (identifier.kind !== 'email' && identifier.kind !== 'phone') return findUser(profiles, identifier);
  const matches = identifier.kind === 'email' ? profiles.byEmail(identifier.email) : profiles.byPhone(identifier.phone);
  const identified = matches.filter((profile) => profile.externalId !== undefined);
  return latest(identified.length > 0 ? identified : matches);
}

function prioritize(matches: readonly Profile[], prioritization: readonly string[]): Profile | undefined {
  let left = matches;
  for (const priority of prioritization) {
    if (priority === 'identified') left = left.filter((profile) => profile.externalId !== undefined);
    else if (priority === 'unidentified') left = left.filter((profile) => profile.externalId === undefined);
    else if (priority === 'most_recently_updated') return latest(left);
    else return left.toSorted((a, b) => a.updatedAt - b.updatedAt)[0];
  }
  return left.length === 1 ? left[0] : undefined;
}

function latest(profiles: readonly Profile[]): Profile | undefined {
  return profiles.toSorted((a, b) => b.updatedAt - a.updatedAt)[0];
}

function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
