import { randomUUID } from 'node:crypto';
import type { Clock } from '../loopback/clock.ts';
import { type Catalog } from './catalog.ts';
import { type CdiState, emptyCdiState } from './cdi.ts';
import { type AttributeTypes, parseAttributeType } from './custom-attributes.ts';
import { isObject } from './json-value.ts';
import { createProcessing, type Processing } from './processing.ts';
import { createProfiles, type Profiles } from './profiles.ts';
import { createRateLimiter, type RateLimiter } from './rate-limits.ts';
import { defaultSettings, mergeSettings, type Settings } from './settings.ts';

/** Everything one Braze workspace knows. */
export interface Workspace {
  readonly clock: Clock;
  readonly apiKey: string;
  readonly settings: Settings;
  readonly profiles: Profiles;
  readonly catalogs: Map<string, Catalog>;
  readonly attributeTypes: AttributeTypes;
  /** Names of all custom events ever accepted, in order of appearance. */
  readonly eventNames: Set<string>;
  readonly processing: Processing;
  readonly rateLimiter: RateLimiter;
  readonly cdi: CdiState;
  /** The reason why the patch is refused, if it is. */
  changeSettings(patch: unknown): string | undefined;
  reset(): void;
}

export function createWorkspace(clock: Clock): Workspace {
  const apiKey = randomUUID();
  let settings = defaultSettings(apiKey);
  const attributeTypes: AttributeTypes = new Map();
  const rateLimiter = createRateLimiter(clock);
  const workspace = {
    clock,
    apiKey,
    get settings() {
      return settings;
    },
    profiles: createProfiles(),
    catalogs: new Map<string, Catalog>(),
    attributeTypes,
    eventNames: new Set<string>(),
    processing: createProcessing(clock),
    rateLimiter,
    cdi: emptyCdiState(),
    changeSettings(patch: unknown) {
      const merged = mergeSettings(settings, patch);
      if (typeof merged === 'string') return merged;
      for (const [name, typeName] of Object.entries(merged.attributeTypes)) {
        const type = parseAttributeType(typeName);
        if (type === undefined) return `attributeTypes: there is no type '${typeName}'`;
        attributeTypes.set(name, type);
      }
      if (isObject(patch) && 'windowExhausted' in patch) rateLimiter.exhaust(merged.windowExhausted);
      settings = merged;
      return undefined;
    },
    reset() {
      settings = defaultSettings(apiKey);
      workspace.processing.clear();
      workspace.profiles.clear();
      workspace.catalogs.clear();
      attributeTypes.clear();
      workspace.eventNames.clear();
      rateLimiter.clear();
      Object.assign(workspace.cdi, emptyCdiState());
    },
  };
  return workspace;
}
