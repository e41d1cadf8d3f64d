import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { combineProfiles, isUnmergeable } from './combine-profiles.ts';
import { refusal } from './errors.ts';
import { findUser, type Identifier, parseAlias, parsePrioritization } from './identifiers.ts';
import { isList, isObject, isString, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Workspace } from './workspace.ts';

const badIdentifier =
  "identifiers must be objects with an 'external_id' property that is a string, 'user_alias' property that is an object, " +
  "'email' property that is a string, or 'phone' property that is a string";

interface Merge {
  readonly merge: Identifier;
  readonly keep: Identifier;
}

/**
 * `POST /users/merge`: 202 for whatever is well formed; what cannot be merged later is not told.
 * https://www.braze.com/docs/api/endpoints/user_data/post_users_merge
 */
export function mergeUsers(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const { profiles, processing, settings } = workspace;
  const merges = parseMerges(body['merge_updates']);
  if (isString(merges)) return refusal(400, merges);
  const isUnknown = (identifier: Identifier) => findUser(profiles, identifier) === undefined;
  if (settings.mergeUnknown === 'reject' && merges.some(({ merge, keep }) => isUnknown(merge) || isUnknown(keep))) {
    return refusal(400, 'identifiers must belong to existing users');
  }
  for (const merge of merges) {
    processing.schedule('merge', settings.mergeDelayMs, () => mergeTwo(workspace, merge));
  }
  return json(202, { message: 'success' });
}

function mergeTwo(workspace: Workspace, { merge, keep }: Merge): void {
  const source = findUser(workspace.profiles, merge);
  const target = findUser(workspace.profiles, keep);
  if (source === undefined || target === undefined || source === target) return;
  if (isUnmergeable(workspace, source, target)) return;
  combineProfiles(workspace, source, target, workspace.settings.mergeCarriesAliases);
}

function parseMerges(value: unknown): readonly Merge[] | string {
  if (!isList(value) || !value.every(isObject)) return "'merge_updates' must be an array of objects";
  if (value.length > limits.idsPerRequest) return 'a single request may not contain more than 50 merge updates';
  const merges: Merge[] = [];
  for (const update of value) {
    const keys = Object.keys(update).toSorted().join(' ');
    if (keys !== 'identifier_to_keep identifier_to_merge') {
      return "'merge_updates' must only have 'identifier_to_merge' and 'identifier_to_keep'";
    }
    const merge = parseIdentifier(update['identifier_to_merge']);
    const keep = parseIdentifier(update['identifier_to_keep']);
    if (merge === undefined || keep === undefined) return badIdentifier;
    merges.push({ merge, keep });
  }
  return merges;
}

function parseIdentifier(value: unknown): Identifier | undefined {
  if (!isObject(value)) return undefined;
  const { external_id, user_alias, email, phone } = value;
  if (isString(external_id)) return { kind: 'external_id', id: external_id };
  const alias = parseAlias(user_alias);
  if (alias !== undefined) return { kind: 'alias', alias };
  const prioritization = parsePrioritization(value['prioritization']);
  if (prioritization === undefined) return undefined;
  if (isString(email)) return { kind: 'email', email, prioritization };
  return isString(phone) ? { kind: 'phone', phone, prioritization } : undefined;
}
