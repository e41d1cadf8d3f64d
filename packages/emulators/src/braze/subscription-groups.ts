import { isList, isObject, isString } from './json-value.ts';
import type { Profile, Profiles, SubscriptionState } from './profiles.ts';

export interface GroupState {
  readonly id: string;
  readonly state: SubscriptionState;
}

export function isGroupId(value: unknown): value is string {
  return isString(value) && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu.test(value);
}

export function isSubscriptionState(value: unknown): value is SubscriptionState {
  return value === 'subscribed' || value === 'unsubscribed';
}

/** The states in a `subscription_groups` attribute, or Braze's code for what is wrong with it. */
export function parseGroupStates(value: unknown): readonly GroupState[] | string {
  if (!isList(value)) return 'BAD_SUBSCRIPTION_GROUP_ARRAY';
  const states: GroupState[] = [];
  for (const element of value) {
    if (!isObject(element)) return 'BAD_SUBSCRIPTION_GROUP_HASH';
    const { subscription_group_id: id, subscription_state: state } = element;
    if (!isGroupId(id)) return 'BAD_SUBSCRIPTION_GROUP_ID';
    if (!isSubscriptionState(state)) return 'BAD_SUBSCRIPTION_GROUP_STATE';
    states.push({ id, state });
  }
  return states;
}

/** Subscription state belongs to the address: every profile with the same e-mail changes with this one. */
export function sharingEmail(profiles: Profiles, profile: Profile): readonly Profile[] {
  const email = profile.fields.get('email');
  return isString(email) ? profiles.byEmail(email) : [profile];
}
