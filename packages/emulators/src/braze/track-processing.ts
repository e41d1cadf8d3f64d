import { updateCustomAttribute } from './custom-attributes.ts';
import { findTrackedUser, type Identifier } from './identifiers.ts';
import { isString, type JsonObject } from './json-value.ts';
import type { Profile } from './profiles.ts';
import { reservedFields } from './reserved-fields.ts';
import { parseGroupStates, sharingEmail } from './subscription-groups.ts';
import type { Addressed, TrackWork } from './track-objects.ts';
import type { Workspace } from './workspace.ts';

/** Does the accepted work: attributes first, then events, then purchases. Gives the profiles that it touched. */
export function processTrack(workspace: Workspace, work: TrackWork): readonly Profile[] {
  const touched = new Set<Profile>();
  const touch = (object: Addressed, aliasMayCreate: boolean) => {
    const profile = findOrCreate(workspace, object, aliasMayCreate);
    if (profile !== undefined) {
      profile.updatedAt = workspace.clock.now();
      touched.add(profile);
    }
    return profile;
  };
  for (const addressed of work.attributes) {
    const profile = touch(addressed, true);
    if (profile !== undefined) updateAttributes(workspace, profile, addressed.object);
  }
  for (const addressed of work.events) {
    if (workspace.settings.blocklist.includes(addressed.event.name)) continue;
    workspace.eventNames.add(addressed.event.name);
    touch(addressed, false)?.events.push(addressed.event);
  }
  for (const addressed of work.purchases) touch(addressed, false)?.purchases.push(addressed.purchase);
  return [...touched];
}

/** Lays one attributes object over a profile. */
export function updateAttributes(workspace: Workspace, profile: Profile, object: JsonObject): void {
  const { settings, attributeTypes } = workspace;
  const mergeObjects = object['_merge_objects'] === true;
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined || settings.blocklist.includes(name)) continue;
    if (reservedFields.has(name)) setReserved(workspace, profile, name, value);
    else updateCustomAttribute(profile, attributeTypes, { name, value, mergeObjects, arrayMax: settings.arrayMax });
  }
}

function findOrCreate(workspace: Workspace, object: Addressed, aliasMayCreate: boolean): Profile | undefined {
  const { profiles } = workspace;
  const { identifier, updateOnly } = object;
  const known = findTrackedUser(profiles, identifier);
  if (known !== undefined) return known;
  // An event never makes a profile for an alias, and an attributes object only when it is told to.
  const mayCreate = identifier.kind === 'alias' ? aliasMayCreate && updateOnly === false : updateOnly !== true;
  return mayCreate ? createFor(workspace, identifier) : undefined;
}

function createFor({ profiles, clock }: Workspace, identifier: Identifier): Profile | undefined {
  if (identifier.kind === 'braze_id') return undefined;
  if (identifier.kind === 'alias' && !profiles.isFree(identifier.alias)) return undefined;
  const profile = profiles.create(clock.now());
  switch (identifier.kind) {
    case 'external_id':
      profiles.setExternalId(profile, identifier.id);
      break;
    case 'alias':
      profiles.addAlias(profile, identifier.alias);
      break;
    case 'email':
      profiles.setField(profile, 'email', identifier.email.toLowerCase());
      break;
    case 'phone':
      profiles.setField(profile, 'phone', identifier.phone);
      break;
    default:
      return assertNever(identifier);
  }
  return profile;
}

function setReserved(workspace: Workspace, profile: Profile, name: string, value: unknown): void {
  const { profiles } = workspace;
  if (name === 'subscription_groups') {
    const states = value === null ? [] : parseGroupStates(value);
    if (isString(states)) return;
    for (const one of sharingEmail(profiles, profile)) for (const { id, state } of states) one.groups.set(id, state);
    return;
  }
  const stored = value === null ? null : reservedFields.get(name)?.convert(value);
  if (stored === undefined) return;
  const sharers = name === 'email_subscribe' ? sharingEmail(profiles, profile) : [profile];
  for (const one of sharers) profiles.setField(one, name, stored ?? undefined);
}

function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
