import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { combineProfiles, isUnmergeable } from './combine-profiles.ts';
import { idsExceeded, type ObjectError, refusal } from './errors.ts';
import { findUser, type Identifier, parseAlias, parsePrioritization } from './identifiers.ts';
import { isList, isObject, isString, isText, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Workspace } from './workspace.ts';

const lists = ['aliases_to_identify', 'emails_to_identify', 'phone_numbers_to_identify'] as const;

interface Identification {
  readonly externalId: string;
  readonly identifier: Identifier;
}

/** `POST /users/identify`: https://www.braze.com/docs/api/endpoints/user_data/post_user_identify */
export function identifyUsers(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const given = lists.filter((name) => body[name] !== undefined);
  const elements = given.map((name) => body[name]);
  if (given.length === 0) return refusal(400, `one of ${lists.map((name) => `'${name}'`).join(', ')} is required`);
  if (!elements.every(isList))
    return refusal(400, `${given.map((name) => `'${name}'`).join(', ')} must be arrays of objects`);
  if (elements.some((list) => list.length > limits.idsPerRequest)) return refusal(400, idsExceeded);

  const errors: ObjectError[] = [];
  let processed = 0;
  for (const [index, element] of elements.flat().entries()) {
    const identification = parseIdentification(element);
    if (isString(identification)) {
      errors.push({ type: identification, input_array: 'user_identifiers', index });
      continue;
    }
    processed += 1;
    workspace.processing.schedule('identify', workspace.settings.delayMs, () => identify(workspace, identification));
  }
  return json(201, { aliases_processed: processed, message: 'success', ...(errors.length === 0 ? {} : { errors }) });
}

function parseIdentification(element: unknown): Identification | string {
  if (!isObject(element)) return 'objects must be JSON objects';
  const { external_id: externalId, user_alias, email, phone } = element;
  if (!isText(externalId)) return "'external_id' is required";
  if (Buffer.byteLength(externalId) > limits.externalIdBytes) return "'external_id' must be fewer than 988 bytes";
  if (user_alias !== undefined) {
    const alias = parseAlias(user_alias);
    return alias === undefined ? "'user_alias' is not valid" : { externalId, identifier: { kind: 'alias', alias } };
  }
  const prioritization = parsePrioritization(element['prioritization']);
  if (prioritization === undefined) return "'prioritization' is not valid";
  if (isText(email)) return { externalId, identifier: { kind: 'email', email, prioritization } };
  if (isText(phone)) return { externalId, identifier: { kind: 'phone', phone, prioritization } };
  return "'user_alias', 'email' or 'phone' is required";
}

/** Names an anonymous profile, or combines it with the known one; every reason not to is silent. */
function identify(workspace: Workspace, { externalId, identifier }: Identification): void {
  const { profiles, clock } = workspace;
  const target = profiles.byExternalId(externalId);
  if (target !== undefined && alsoMatches(workspace, identifier, target.brazeId)) return;
  const source = findUser(profiles, identifier);
  if (source === undefined || source === target || source.externalId !== undefined) return;
  if (target === undefined) {
    profiles.setExternalId(source, externalId);
    source.updatedAt = clock.now();
    return;
  }
  const { alias_label } = identifier.kind === 'alias' ? identifier.alias : { alias_label: undefined };
  if (target.aliases.some((alias) => alias.alias_label === alias_label)) return;
  if (!isUnmergeable(workspace, source, target)) combineProfiles(workspace, source, target, true);
}

/** An e-mail or number that the owner of the external id has as well identifies nobody else. */
function alsoMatches({ profiles }: Workspace, identifier: Identifier, brazeId: string): boolean {
  const matches =
    identifier.kind === 'email'
      ? profiles.byEmail(identifier.email)
      : identifier.kind === 'phone'
        ? profiles.byPhone(identifier.phone)
        : [];
  return matches.some((profile) => profile.brazeId === brazeId);
}
