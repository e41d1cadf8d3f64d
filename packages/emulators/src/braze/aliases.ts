import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { idsExceeded, type ObjectError, refusal } from './errors.ts';
import { parseAlias } from './identifiers.ts';
import { isList, isObject, isString, isText, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Alias } from './profiles.ts';
import type { Workspace } from './workspace.ts';

const badAlias = "'alias_name' and 'alias_label' must be texts of at most 236 bytes";

/**
 * `POST /users/alias/new`: a taken pair, a second name under a label and an unknown external id are all `success`.
 * https://www.braze.com/docs/api/endpoints/user_data/post_user_alias
 */
export function createAliases(workspace: Workspace, body: JsonObject): LoopbackResponse {
  return eachAlias(workspace, body['user_aliases'], 'user_aliases', (element) => {
    const alias = parseAlias(element);
    const { external_id: externalId } = element;
    if (alias === undefined) return badAlias;
    if (externalId !== undefined && !isText(externalId)) return "'external_id' is not valid";
    return () => createAlias(workspace, alias, externalId);
  });
}

/** `POST /users/alias/update`: https://www.braze.com/docs/api/endpoints/user_data/post_users_alias_update */
export function renameAliases(workspace: Workspace, body: JsonObject): LoopbackResponse {
  return eachAlias(workspace, body['alias_updates'], 'alias_updates', (element) => {
    const { alias_label } = element;
    const before = parseAlias({ alias_label, alias_name: element['old_alias_name'] });
    const after = parseAlias({ alias_label, alias_name: element['new_alias_name'] });
    return before === undefined || after === undefined ? badAlias : () => renameAlias(workspace, before, after);
  });
}

function eachAlias(
  workspace: Workspace,
  list: unknown,
  name: string,
  parse: (element: JsonObject) => (() => void) | string,
): LoopbackResponse {
  if (!isList(list) || list.length === 0) return refusal(400, `'${name}' must be an array of objects`);
  if (list.length > limits.idsPerRequest) return refusal(400, idsExceeded);
  const errors: ObjectError[] = [];
  for (const [index, element] of list.entries()) {
    const work = isObject(element) ? parse(element) : 'objects must be JSON objects';
    if (isString(work)) errors.push({ type: work, input_array: name, index });
    else workspace.processing.schedule(name, workspace.settings.delayMs, work);
  }
  const processed = list.length - errors.length;
  return json(201, { aliases_processed: processed, message: 'success', ...(errors.length === 0 ? {} : { errors }) });
}

function createAlias({ profiles, clock }: Workspace, alias: Alias, externalId: string | undefined): void {
  if (!profiles.isFree(alias)) return;
  const profile = externalId === undefined ? profiles.create(clock.now()) : profiles.byExternalId(externalId);
  if (profile !== undefined && profiles.addAlias(profile, alias)) profile.updatedAt = clock.now();
}

function renameAlias({ profiles, clock }: Workspace, before: Alias, after: Alias): void {
  const profile = profiles.byAlias(before);
  if (profile === undefined || !profiles.isFree(after)) return;
  profiles.removeAlias(profile, before);
  profiles.addAlias(profile, after);
  profile.updatedAt = clock.now();
}
