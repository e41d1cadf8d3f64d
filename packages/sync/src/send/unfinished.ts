import { type Handle, handleOf, handleText, type KnownPerson } from '@sf-braze/mapping-core';
import { itemContext } from '../passes/reconcile-context.ts';
import type { ExportedProfile } from '../ports.ts';
import { chunks } from '../run-context.ts';
import type { OutboxEntry, StateChange } from '../state.ts';
import { countProblem } from '../tally.ts';
import type { Sending } from './sending.ts';

const LOOK_SIZE = 50;
const EVENT_FIELDS = ['custom_events', 'external_id', 'user_aliases'] as const;

/**
 * Events that a killed run was sending: Braze may have taken them or not. The profile tells; what it does not
 * show goes again with the same time and `link_id`.
 */
export async function finishUnfinished(sending: Sending): Promise<void> {
  const { store } = sending.pass.context;
  for (;;) {
    const entries = await store.unfinished(LOOK_SIZE * 10);
    if (entries.length === 0) return;
    countProblem(sending.tally, 'sync/unfinished-work');
    await decide(sending, entries);
  }
}

async function decide(sending: Sending, entries: readonly OutboxEntry[]): Promise<void> {
  const { context } = sending.pass;
  const people = await context.store.peopleByKey([...new Set(entries.map(({ person }) => person))]);
  const handles = new Map<KnownPerson['key'], Handle>();
  for (const person of people) handles.set(person.key, handleOf(person, itemContext(sending.pass)));
  const profiles: ExportedProfile[] = [];
  for (const part of chunks([...handles.values()], LOOK_SIZE)) {
    profiles.push(...(await context.destination.look(part, EVENT_FIELDS, context.signal)));
  }
  const changes = entries.map((entry): StateChange => {
    const handle = handles.get(entry.person);
    const sent = handle !== undefined && wasSent(entry, profileOf(handle, profiles));
    return { kind: 'outbox', ids: [entry.id], status: sent ? 'sent' : 'ready' };
  });
  await context.store.commit(changes);
}

/** The precision of `custom_events.last` is seconds: at or after our time means that ours is among them. */
export function wasSent({ name, time }: OutboxEntry, profile: ExportedProfile | undefined): boolean {
  const last = profile?.custom_events.find((event) => event.name === name)?.last;
  return last !== undefined && Math.floor(Date.parse(last) / 1000) >= Math.floor(Date.parse(time) / 1000);
}

function profileOf(handle: Handle, profiles: readonly ExportedProfile[]): ExportedProfile | undefined {
  if (handle.kind === 'external_id') return profiles.find(({ external_id }) => external_id === handle.externalId);
  const text = handleText(handle);
  return profiles.find(({ user_aliases }) =>
    user_aliases.some((alias) => handleText({ kind: 'alias', alias }) === text),
  );
}
