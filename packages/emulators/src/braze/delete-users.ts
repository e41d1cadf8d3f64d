import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { idsExceeded, refusal } from './errors.ts';
import { findUser, type Identifier, parseAlias, parsePrioritization } from './identifiers.ts';
import { isList, isObject, isText, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Workspace } from './workspace.ts';

const parsers: Readonly<Record<string, (value: unknown) => Identifier | undefined>> = {
  external_ids: (value) => (isText(value) ? { kind: 'external_id', id: value } : undefined),
  braze_ids: (value) => (isText(value) ? { kind: 'braze_id', id: value } : undefined),
  user_aliases: (value) => {
    const alias = parseAlias(value);
    return alias === undefined ? undefined : { kind: 'alias', alias };
  },
  email_addresses: (value) => byAddress('email', value),
  phone_numbers: (value) => byAddress('phone', value),
};

/**
 * `POST /users/delete`: `deleted` counts the identifiers that were queued, known or not.
 * https://www.braze.com/docs/api/endpoints/user_data/post_user_delete
 */
export function deleteUsers(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const kinds = Object.keys(parsers).filter((name) => body[name] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1)
    return refusal(400, `exactly one of ${Object.keys(parsers).join(', ')} is required`);
  const list = body[kind];
  if (!isList(list)) return refusal(400, `'${kind}' must be an array`);
  if (list.length > limits.idsPerRequest) return refusal(400, idsExceeded);
  const identifiers = list.map((element) => parsers[kind]?.(element));
  if (!identifiers.every((identifier) => identifier !== undefined)) return refusal(400, `'${kind}' is not valid`);

  const { profiles, processing, settings } = workspace;
  for (const identifier of identifiers) {
    const doomed = findUser(profiles, identifier);
    if (doomed !== undefined) doomed.deleting = true;
    processing.schedule('delete', settings.delayMs, () => {
      const profile = findUser(profiles, identifier);
      if (profile !== undefined) profiles.remove(profile);
    });
  }
  return json(201, { deleted: identifiers.length, message: 'success' });
}

function byAddress(kind: 'email' | 'phone', value: unknown): Identifier | undefined {
  if (!isObject(value)) return undefined;
  const prioritization = parsePrioritization(value['prioritization']);
  const { email, phone } = value;
  if (prioritization === undefined) return undefined;
  if (kind === 'email') return isText(email) ? { kind, email, prioritization } : undefined;
  return isText(phone) ? { kind, phone, prioritization } : undefined;
}
