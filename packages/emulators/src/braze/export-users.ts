import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { exportIdsExceeded, refusal } from './errors.ts';
import { findUser, parseAlias } from './identifiers.ts';
import { isList, isString, isText, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import { exportProfile } from './profile-export.ts';
import type { Profile } from './profiles.ts';
import { newCustomersFrom } from './rate-limits.ts';
import type { Workspace } from './workspace.ts';

const lists = new Set([
  'user_aliases',
  'custom_events',
  'purchases',
  'devices',
  'push_tokens',
  'campaigns_received',
  'canvases_received',
]);

/** `POST /users/export/ids`: https://www.braze.com/docs/api/endpoints/export/user_data/post_users_identifier */
export function exportUsers(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const { settings, clock } = workspace;
  const fields = body['fields_to_export'];
  if (fields === undefined && settings.onboarded >= newCustomersFrom)
    return refusal(400, "'fields_to_export' is required");
  if (fields !== undefined && !(isList(fields) && fields.length > 0 && fields.every(isString))) {
    return refusal(400, "'fields_to_export' must be an array of field names");
  }
  const found = findExported(workspace, body);
  if (isString(found)) return refusal(400, found);
  const users = found.profiles.map((profile) => {
    const whole = exportProfile(profile, clock.now(), settings.eventPrecision);
    return fields === undefined ? whole : pickFields(whole, fields);
  });
  const invalid = found.unknown.length === 0 ? {} : { invalid_user_ids: found.unknown };
  return json(201, { message: 'success', users, ...invalid });
}

interface Found {
  readonly profiles: readonly Profile[];
  readonly unknown: readonly unknown[];
}

function findExported({ profiles }: Workspace, body: JsonObject): Found | string {
  const { external_ids = [], user_aliases = [], braze_id, email_address, phone, device_id } = body;
  const single = [braze_id, email_address, phone, device_id].filter((value) => value !== undefined);
  if (!isList(external_ids) || !isList(user_aliases)) return "'external_ids' and 'user_aliases' must be arrays";
  const many = external_ids.length + user_aliases.length;
  if (many > limits.idsPerRequest) return exportIdsExceeded;
  if (single.length > 1 || (single.length === 1 && many > 0) || single.length + many === 0) {
    return "give 'external_ids' and 'user_aliases', or one of 'braze_id', 'email_address', 'phone', 'device_id'";
  }
  if (isText(email_address)) return { profiles: profiles.byEmail(email_address), unknown: [] };
  if (isText(phone)) return { profiles: profiles.byPhone(phone), unknown: [] };
  if (isText(braze_id)) return toFound([[braze_id, profiles.byBrazeId(braze_id)]]);
  if (many === 0) return { profiles: [], unknown: [] };
  const byId = external_ids.map((id) => [id, isText(id) ? profiles.byExternalId(id) : undefined] as const);
  const byAlias = user_aliases.map((value) => {
    const alias = parseAlias(value);
    return [value, alias === undefined ? undefined : findUser(profiles, { kind: 'alias', alias })] as const;
  });
  return toFound([...byId, ...byAlias]);
}

function toFound(asked: readonly (readonly [id: unknown, profile: Profile | undefined])[]): Found {
  const found = new Set(asked.flatMap(([, profile]) => profile ?? []));
  return { profiles: [...found], unknown: asked.filter(([, profile]) => profile === undefined).map(([id]) => id) };
}

/** The fields asked for; what the user lacks is null or empty. */
function pickFields(whole: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(fields.map((name) => [name, Object.hasOwn(whole, name) ? whole[name] : emptyField(name)]));
}

function emptyField(name: string): unknown {
  if (lists.has(name)) return [];
  return name === 'custom_attributes' ? {} : null;
}
