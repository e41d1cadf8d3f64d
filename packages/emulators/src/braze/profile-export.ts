import { isList, isObject, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { LoggedEvent, LoggedPurchase, Profile } from './profiles.ts';
import type { Settings } from './settings.ts';

const day = 24 * 60 * 60 * 1000;

/** A profile as `/users/export/ids` tells it: what it holds, events and purchases of the last 90 days as sums. */
export function exportProfile(profile: Profile, now: number, eventPrecision: Settings['eventPrecision']): JsonObject {
  const unit = eventPrecision === 'seconds' ? 1000 : 1;
  const since = now - limits.exportDays * day;
  return {
    ...(profile.externalId === undefined ? {} : { external_id: profile.externalId }),
    braze_id: profile.brazeId,
    created_at: iso(profile.createdAt),
    user_aliases: profile.aliases.map(({ alias_name, alias_label }) => ({ alias_name, alias_label })),
    ...Object.fromEntries(profile.fields),
    custom_attributes: Object.fromEntries(profile.custom),
    custom_events: sumUp(
      profile.events.filter(({ time }) => time >= since),
      unit,
    ),
    purchases: sumUp(profile.purchases.filter(({ time }) => time >= since).flatMap(toOccurrences), unit),
  };
}

/** Everything the emulator knows about a profile, for the control API. */
export function dumpProfile(profile: Profile): JsonObject {
  return {
    external_id: profile.externalId ?? null,
    braze_id: profile.brazeId,
    user_aliases: profile.aliases,
    deprecated_external_ids: profile.deprecatedIds,
    created_at: iso(profile.createdAt),
    updated_at: iso(profile.updatedAt),
    ...Object.fromEntries(profile.fields),
    subscription_groups: Object.fromEntries(profile.groups),
    custom_attributes: Object.fromEntries(profile.custom),
    time_attributes: timePaths(Object.fromEntries(profile.custom)),
    custom_events: sumUp(profile.events, 1),
    events: profile.events.map((event) => ({ ...event, time: iso(event.time) })),
    purchases: profile.purchases.map((purchase) => ({ ...purchase, time: iso(purchase.time) })),
    merged_away: profile.mergedAway,
    ...(profile.deleting ? { deleting: true } : {}),
  };
}

function toOccurrences({ product_id, time, quantity }: LoggedPurchase): { name: string; time: number }[] {
  return Array.from({ length: quantity }, () => ({ name: product_id, time }));
}

/** Times are cut to whole units of that many milliseconds. */
function sumUp(events: readonly Pick<LoggedEvent, 'name' | 'time'>[], unit: number): readonly JsonObject[] {
  const sums = new Map<string, { first: number; last: number; count: number }>();
  for (const { name, time } of events) {
    const sum = sums.get(name) ?? { first: time, last: time, count: 0 };
    sum.first = Math.min(sum.first, time);
    sum.last = Math.max(sum.last, time);
    sum.count += 1;
    sums.set(name, sum);
  }
  return Array.from(sums, ([name, { first, last, count }]) => ({
    name,
    first: iso(Math.floor(first / unit) * unit),
    last: iso(Math.floor(last / unit) * unit),
    count,
  }));
}

/** Paths (`CloseDate`, `dates.start`) of the values that are times and not texts that look like them. */
function timePaths(value: unknown, path: readonly string[] = []): readonly string[] {
  if (value instanceof Date) return [path.join('.')];
  if (isList(value)) return value.flatMap((element, index) => timePaths(element, [...path, String(index)]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => timePaths(inner, [...path, key]));
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
