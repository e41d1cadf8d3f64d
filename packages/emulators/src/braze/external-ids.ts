import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { idsExceeded, refusal } from './errors.ts';
import { isList, isObject, isText, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Workspace } from './workspace.ts';

/**
 * `POST /users/external_ids/rename`: the old id stays as a deprecated one that keeps leading to the user.
 * https://www.braze.com/docs/api/endpoints/user_data/external_id_migration/post_external_ids_rename
 */
export function renameExternalIds(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const list = body['external_id_renames'];
  const refused = refuseList(list, 'external_id_renames');
  if (refused !== undefined || !isList(list)) return refused ?? refusal(400, idsExceeded);
  const renamed: string[] = [];
  const errors: { index: number; type: string }[] = [];
  for (const [index, element] of list.entries()) {
    const { current_external_id: before, new_external_id: after } = isObject(element) ? element : {};
    const type = renameOne(workspace, before, after);
    if (type === undefined) renamed.push(String(after));
    else errors.push({ index, type });
  }
  return json(201, { message: 'success', external_ids: renamed, rename_errors: errors });
}

/** `POST /users/external_ids/remove`: takes deprecated ids only. */
export function removeExternalIds(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const list = body['external_ids'];
  const refused = refuseList(list, 'external_ids');
  if (refused !== undefined || !isList(list)) return refused ?? refusal(400, idsExceeded);
  const removed: string[] = [];
  const errors: { index: number; type: string }[] = [];
  for (const [index, id] of list.entries()) {
    const profile = isText(id) ? workspace.profiles.byExternalId(id) : undefined;
    if (profile !== undefined && isText(id) && profile.externalId !== id) {
      workspace.profiles.dropDeprecatedId(profile, id);
      removed.push(id);
    } else {
      errors.push({
        index,
        type: profile === undefined ? 'external_id does not exist' : 'external_id is not deprecated',
      });
    }
  }
  return json(201, { message: 'success', removed_ids: removed, removal_errors: errors });
}

function refuseList(list: unknown, name: string): LoopbackResponse | undefined {
  if (!isList(list) || list.length === 0) return refusal(400, `'${name}' must be an array that is not empty`);
  return list.length > limits.idsPerRequest ? refusal(400, idsExceeded) : undefined;
}

function renameOne({ profiles, clock }: Workspace, before: unknown, after: unknown): string | undefined {
  if (!isText(before) || !isText(after)) return 'current_external_id and new_external_id are required';
  const profile = profiles.byExternalId(before);
  if (profile === undefined) return 'current_external_id does not exist';
  if (profile.externalId !== before) return 'current_external_id is deprecated';
  if (before === after) return 'new_external_id must differ from current_external_id';
  if (Buffer.byteLength(after) > limits.externalIdBytes) return "'new_external_id' must be fewer than 988 bytes";
  if (profiles.byExternalId(after) !== undefined) return 'new_external_id is already in use';
  profiles.setExternalId(profile, after);
  profile.updatedAt = clock.now();
  return undefined;
}
