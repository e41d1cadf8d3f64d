import type { Clock } from '../loopback/clock.ts';
import type { Settings } from './settings.ts';

/** Endpoints that count against one limit together. */
export type RateFamily =
  | 'track'
  | 'track_burst'
  | 'track_bulk'
  | 'track_sync'
  | 'identity'
  | 'external_ids_rename'
  | 'external_ids_remove'
  | 'export'
  | 'export_fields'
  | 'catalogs'
  | 'catalog_items_bulk'
  | 'catalog_items'
  | 'catalog_fields'
  | 'cdi_list'
  | 'cdi_sync'
  | 'cdi_status'
  | 'subscription'
  | 'events_list'
  | 'shared';

/** What a call may do, and what its answer says about the window it fell in. */
export interface Allowance {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

export interface RateLimiter {
  /** Counts one call in the family's present window. */
  take(family: RateFamily, settings: Settings): Allowance;
  /** The window that each family's next call falls in is used up, or is not after all. */
  exhaust(exhausted: boolean): void;
  clear(): void;
}

interface Window {
  readonly start: number;
  used: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** https://www.braze.com/docs/api/api_limits */
const documented: Readonly<Record<RateFamily, { readonly limit: number; readonly windowMs: number }>> = {
  track: { limit: 3000, windowMs: 3 * second },
  track_burst: { limit: 3000, windowMs: 3 * second },
  track_bulk: { limit: 50, windowMs: second },
  track_sync: { limit: 500, windowMs: minute },
  identity: { limit: 20_000, windowMs: minute },
  external_ids_rename: { limit: 1000, windowMs: minute },
  external_ids_remove: { limit: 1000, windowMs: minute },
  export: { limit: 2500, windowMs: minute },
  export_fields: { limit: 40, windowMs: second },
  catalogs: { limit: 50, windowMs: minute },
  catalog_items_bulk: { limit: 16_000, windowMs: minute },
  catalog_items: { limit: 50, windowMs: minute },
  catalog_fields: { limit: 50, windowMs: minute },
  cdi_list: { limit: 50, windowMs: minute },
  cdi_sync: { limit: 20, windowMs: minute },
  cdi_status: { limit: 100, windowMs: minute },
  subscription: { limit: 5000, windowMs: minute },
  events_list: { limit: 1000, windowMs: hour },
  shared: { limit: 250_000, windowMs: hour },
};

// MAU contracts name their own hourly figure; this one is made up.
const mauHourly = { limit: 250_000, windowMs: hour };

/** From this day on exports are limited to 250 a minute and need `fields_to_export`. */
export const newCustomersFrom = '2024-08-22';

/** Windows begin on the clock (full hours, minutes, seconds) and do not roll. */
export function createRateLimiter(clock: Clock): RateLimiter {
  const windows = new Map<RateFamily, Window>();
  let exhausted = new Set<RateFamily>();

  const enter = (family: RateFamily, settings: Settings) => {
    const { limit, windowMs } = limitOf(family, settings);
    const start = Math.floor(clock.now() / windowMs) * windowMs;
    let window = windows.get(family);
    if (window?.start !== start) windows.set(family, (window = { start, used: 0 }));
    if (exhausted.delete(family)) window.used = limit;
    return { limit, window, resetAt: start + windowMs };
  };
  return {
    take(family, settings) {
      const entered = enter(family, settings);
      const mau = family === 'track' && settings.contract === 'mau';
      const burst = mau ? enter('track_burst', settings) : undefined;
      const full = [entered, burst].find((one) => one !== undefined && one.window.used >= one.limit);
      const left = (at: number) => String(Math.max(1, Math.ceil((at - clock.now()) / second)));
      if (full !== undefined && mau)
        return { allowed: false, headers: { 'X-Ratelimit-Retry-After': left(full.resetAt) } };
      if (full === undefined) {
        entered.window.used += 1;
        if (burst !== undefined) burst.window.used += 1;
      }
      const { limit, window, resetAt } = entered;
      const seconds = mau || settings.resetHeader === 'seconds';
      const headers = {
        'X-RateLimit-Limit': String(limit),
        'X-RateLimit-Remaining': String(Math.max(0, limit - window.used)),
        'X-RateLimit-Reset': seconds ? left(resetAt) : String(Math.ceil(resetAt / second)),
      };
      return { allowed: full === undefined, headers };
    },
    exhaust(all) {
      exhausted = new Set(all ? (Object.keys(documented) as RateFamily[]) : []); // the table's own keys
    },
    clear() {
      windows.clear();
      exhausted.clear();
    },
  };
}

function limitOf(family: RateFamily, settings: Settings): { readonly limit: number; readonly windowMs: number } {
  const own = settings.rateLimits[family];
  const usual = usualLimit(family, settings);
  return own === undefined ? usual : { limit: own.limit, windowMs: own.windowMs ?? usual.windowMs };
}

function usualLimit(family: RateFamily, settings: Settings) {
  if (family === 'track' && settings.contract === 'mau') return mauHourly;
  if (family === 'export' && settings.onboarded >= newCustomersFrom) return { limit: 250, windowMs: minute };
  return documented[family];
}
