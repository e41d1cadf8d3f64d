import { isString } from './json-value.ts';
import type { Profile } from './profiles.ts';
import { mergedFields } from './reserved-fields.ts';
import type { Workspace } from './workspace.ts';

/**
 * Fills what `target` lacks from `source`, moves events, purchases and (as the settings say) aliases, and removes
 * `source`. The target's own values always win.
 * https://www.braze.com/docs/api/endpoints/user_data/post_users_merge
 */
export function combineProfiles(workspace: Workspace, source: Profile, target: Profile, carryAliases: boolean): void {
  const { profiles, settings, clock } = workspace;
  const subscription = settings.mergeSubscription ? ['email_subscribe', 'push_subscribe'] : [];
  const lacking = [...mergedFields, ...subscription].filter((name) => !target.fields.has(name));
  const filled = lacking.map((name) => [name, source.fields.get(name)] as const);
  profiles.remove(source);

  for (const [name, value] of filled) if (value !== undefined) profiles.setField(target, name, value);
  for (const [name, value] of source.custom) if (!target.custom.has(name)) target.custom.set(name, value);
  if (settings.mergeSubscription) {
    for (const [id, state] of source.groups) if (!target.groups.has(id)) target.groups.set(id, state);
  }
  target.events = [...source.events, ...target.events];
  target.purchases = [...source.purchases, ...target.purchases];
  for (const alias of source.aliases) {
    const carried = carryAliases && profiles.addAlias(target, alias);
    if (!carried && settings.droppedAlias === 'gone') profiles.spendAlias(alias);
  }
  const { brazeId, externalId, aliases, mergedAway } = source;
  const gone = { braze_id: brazeId, external_id: externalId ?? null, user_aliases: aliases };
  target.mergedAway = [...target.mergedAway, ...mergedAway, gone];
  target.updatedAt = clock.now();
}

/** Users that Braze never merges: pending deletion, Global Control Group, two unusable phone numbers. */
export function isUnmergeable(workspace: Workspace, source: Profile, target: Profile): boolean {
  const { controlGroup } = workspace.settings;
  const isControlled = (profile: Profile) => namesOf(profile).some((name) => controlGroup.includes(name));
  if (source.deleting || target.deleting) return true;
  return isControlled(source) || isControlled(target) || (hasBadPhone(source) && hasBadPhone(target));
}

function namesOf(profile: Profile): readonly string[] {
  const { externalId, brazeId, aliases, deprecatedIds, fields } = profile;
  const labelled = aliases.flatMap(({ alias_label, alias_name }) => [alias_name, `${alias_label}:${alias_name}`]);
  return [brazeId, externalId, fields.get('email'), ...deprecatedIds, ...labelled].filter(isString);
}

function hasBadPhone(profile: Profile): boolean {
  const phone = profile.fields.get('phone');
  return isString(phone) && !/^\+?\d{7,15}$/u.test(phone.replaceAll(/[\s().-]/gu, ''));
}
