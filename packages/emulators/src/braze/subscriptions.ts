import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { idsExceeded, refusal } from './errors.ts';
import { isList, isObject, isString, isText, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Profile, SubscriptionState } from './profiles.ts';
import { isGroupId, isSubscriptionState, sharingEmail } from './subscription-groups.ts';
import type { Workspace } from './workspace.ts';

interface Change {
  readonly group: string;
  readonly state: SubscriptionState;
  readonly externalIds: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** `POST /subscription/status/set`: https://www.braze.com/docs/api/endpoints/subscription_groups/post_update_user_subscription_group_status */
export function setSubscription(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const { external_id, email, phone } = body;
  return applyChanges(workspace, [parseChange(body, external_id, email, phone)]);
}

/** `POST /v2/subscription/status/set`: several groups at once. */
export function setSubscriptions(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const groups = body['subscription_groups'];
  if (!isList(groups) || groups.length === 0) return refusal(400, "'subscription_groups' must be an array of objects");
  const changes = groups.map((group) =>
    isObject(group)
      ? parseChange(group, group['external_ids'], group['emails'], group['phones'])
      : 'groups must be objects',
  );
  return applyChanges(workspace, changes);
}

/** `GET /subscription/status/get` */
export function getSubscription(workspace: Workspace, query: URLSearchParams): LoopbackResponse {
  const group = query.get('subscription_group_id');
  if (!isGroupId(group)) return refusal(400, "'subscription_group_id' must be a UUID");
  const asked = askedUsers(workspace, query);
  if (asked.length === 0) return refusal(400, "'external_id', 'email' or 'phone' is required");
  if (asked.length > limits.idsPerRequest) return refusal(400, idsExceeded);
  const status = asked.map(([id, profile]) => [id, statusName(profile?.groups.get(group))] as const);
  return json(200, { status: Object.fromEntries(status), message: 'success' });
}

/** `GET /subscription/user/status` */
export function getUserSubscriptions(workspace: Workspace, query: URLSearchParams): LoopbackResponse {
  const asked = askedUsers(workspace, query);
  if (asked.length === 0) return refusal(400, "'external_id', 'email' or 'phone' is required");
  const found = asked.flatMap(([, profile]) => profile ?? []);
  const users = found.map((profile) => ({
    email: profile.fields.get('email') ?? null,
    phone: profile.fields.get('phone') ?? null,
    external_id: profile.externalId ?? null,
    subscription_groups: Array.from(profile.groups, ([id, state]) => ({ id, status: statusName(state) })),
  }));
  return json(200, { users, total_count: users.length, message: 'success' });
}

function parseChange(source: JsonObject, externalIds: unknown, emails: unknown, phones: unknown): Change | string {
  const { subscription_group_id: group, subscription_state: state } = source;
  if (!isGroupId(group)) return "'subscription_group_id' must be a UUID";
  if (!isSubscriptionState(state)) return "'subscription_state' must be 'subscribed' or 'unsubscribed'";
  const change = { group, state, externalIds: texts(externalIds), emails: texts(emails), phones: texts(phones) };
  const count = change.externalIds.length + change.emails.length + change.phones.length;
  if (count === 0) return "'external_id', 'email' or 'phone' is required";
  return count > limits.idsPerRequest ? idsExceeded : change;
}

function applyChanges(workspace: Workspace, changes: readonly (Change | string)[]): LoopbackResponse {
  const refused = changes.find(isString);
  if (refused !== undefined) return refusal(400, refused);
  const accepted = changes.flatMap((change) => (isString(change) ? [] : [change]));
  workspace.processing.schedule('subscription', workspace.settings.delayMs, () => {
    for (const change of accepted) applyChange(workspace, change);
  });
  return json(201, { message: 'success' });
}

function applyChange({ profiles }: Workspace, { group, state, externalIds, emails, phones }: Change): void {
  const known = externalIds.flatMap((id) => profiles.byExternalId(id) ?? []);
  const addressed = [
    ...emails.flatMap((email) => profiles.byEmail(email)),
    ...phones.flatMap((phone) => profiles.byPhone(phone)),
  ];
  for (const profile of [...known, ...addressed]) {
    for (const one of sharingEmail(profiles, profile)) one.groups.set(group, state);
  }
}

type Asked = readonly [id: string, profile: Profile | undefined];

function askedUsers({ profiles }: Workspace, query: URLSearchParams): readonly Asked[] {
  const ids = (name: string) => [...query.getAll(name), ...query.getAll(`${name}[]`)].filter(isText);
  return [
    ...ids('external_id').map((id): Asked => [id, profiles.byExternalId(id)]),
    ...ids('email').map((email): Asked => [email, profiles.byEmail(email)[0]]),
    ...ids('phone').map((phone): Asked => [phone, profiles.byPhone(phone)[0]]),
  ];
}

function statusName(state: SubscriptionState | undefined): string {
  return state === undefined ? 'Unknown' : state === 'subscribed' ? 'Subscribed' : 'Unsubscribed';
}

function texts(value: unknown): readonly string[] {
  return (isList(value) ? value : [value]).filter(isText);
}
