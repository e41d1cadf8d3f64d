import type { EventDraft, FingerprintOf } from '@sf-braze/mapping-core';
import type { NotedEvent } from '../state.ts';

/** What the outbox may keep of an event: ids and reasons of link events, fingerprints of everything else. */
export function notedEvent(draft: EventDraft, fingerprint: FingerprintOf): NotedEvent {
  const { properties, ...rest } = draft;
  if (draft.source === undefined) return { draft: rest, stored: properties };
  const stored = Object.entries(properties).map(([name, value]): [string, string] => [
    name,
    fingerprint(propertyScope(draft.name, name), value),
  ]);
  return { draft: rest, stored: Object.fromEntries(stored) };
}

/** The destination under which a property's fingerprint is made. */
export function propertyScope(event: string, property: string): string {
  return `${event}.${property}`;
}
