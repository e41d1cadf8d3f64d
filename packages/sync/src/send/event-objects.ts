import { type BrazeValue, type EventObject, type Handle, handleFields } from '@sf-braze/mapping-core';
import type { OutboxEntry } from '../state.ts';
import { recoverProperties } from './recover-properties.ts';
import type { Sending } from './sending.ts';

export interface AddressedEvent {
  readonly entry: OutboxEntry;
  readonly object: EventObject;
}

/** Outbox entries as Braze takes them. Same time and `link_id` however often they are built. */
export async function eventObjects(
  sending: Sending,
  handle: Handle,
  entries: readonly OutboxEntry[],
): Promise<readonly AddressedEvent[]> {
  const built: AddressedEvent[] = [];
  for (const entry of entries) {
    const properties = await propertiesOf(sending, entry);
    built.push({ entry, object: { ...handleFields(handle), name: entry.name, time: entry.time, properties } });
  }
  return built;
}

async function propertiesOf(sending: Sending, entry: OutboxEntry): Promise<Readonly<Record<string, BrazeValue>>> {
  if (entry.source === undefined) return entry.properties as Readonly<Record<string, BrazeValue>>; // ids and reasons, as noted
  const known = sending.memory.recall(entry.draftKey);
  if (known !== undefined) return known;
  const recovered = await recoverProperties(sending.pass.context, entry, entry.source);
  sending.memory.remember(entry.draftKey, recovered);
  return recovered;
}
