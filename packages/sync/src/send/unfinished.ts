import { type Handle, handleOf, handleText } from '@sf-braze/mapping-core';
import { itemContext } from '../passes/reconcile-context.ts';
import type { ExportedProfile } from '../ports.ts';
import type { RunContext } from '../run-context.ts';
import type { OutboxEntry, StateChange } from '../state.ts';
import { countProblem } from '../tally.ts';
import { lookUntil } from './looks.ts';
import type { Sending } from './sending.ts';

const ENTRIES_AT_ONCE = 500;
const EVENT_FIELDS = ['custom_events', 'external_id', 'user_aliases'] as const;
/** After so long, Braze shows what it has taken. */
const VISIBLE_AFTER = 300_000;

/**
 * Events of unknown fate: Braze may have taken them or not. The profile tells, once Braze has had five minutes; what
 * it does not show goes again with the same time and `link_id`.
 */
export async function finishUnfinished(sending: Sending): Promise<void> {
  const { store, clock } = sending.pass.context;
  for (;;) {
    const entries = await store.unfinished(ENTRIES_AT_ONCE);
    if (entries.length === 0) return;
    countProblem(sending.tally, 'sync/unfinished-work');
    await decide(sending, entries);
    await store.renew(clock.now());
  }
}

async function decide(sending: Sending, entries: readonly OutboxEntry[]): Promise<void> {
  const { context } = sending.pass;
  const people = await context.store.peopleByKey([...new Set(entries.map(({ person }) => person))]);
  const handles = new Map(people.map((person) => [person.key, handleOf(person, itemContext(sending.pass))]));
  const byHandle = Map.groupBy(entries, ({ person }) => textOf(handles.get(person)));
  const shown = new Set<number>();
  const showsAll = (handle: Handle, answers: (handle: Handle) => ExportedProfile | undefined): boolean => {
    const own = byHandle.get(handleText(handle)) ?? [];
    for (const entry of own) if (wasSent(entry, answers(handle))) shown.add(entry.id);
    return own.every(({ id }) => shown.has(id));
  };
  const { destination, clock, signal, compiled } = context;
  // Without looks nothing can be told: what goes again is the same event to whoever counts by `link_id`.
  if (compiled.capabilities.consistency === 'poll') {
    const options = { destination, clock, signal, consistency: 'poll' as const, fields: EVENT_FIELDS };
    await lookUntil([...handles.values()], showsAll, { ...options, forMs: untilVisible(context, entries) });
  }
  await context.store.commit(
    entries.map(({ id }): StateChange => {
      return { kind: 'outbox', ids: [id], status: shown.has(id) ? 'sent' : 'ready', at: clock.now() };
    }),
  );
}

function textOf(handle: Handle | undefined): string {
  return handle === undefined ? '' : handleText(handle);
}

/** What is left of the five minutes since the youngest of these left. */
function untilVisible({ clock }: RunContext, entries: readonly OutboxEntry[]): number {
  const youngest = Math.max(...entries.map(({ sendingSince }) => Date.parse(sendingSince ?? '') || 0));
  return Math.min(VISIBLE_AFTER, youngest + VISIBLE_AFTER - Date.parse(clock.now()));
}

/** The precision of `custom_events.last` is seconds: at or after our time means that ours is among them. */
function wasSent({ name, time }: OutboxEntry, profile: ExportedProfile | undefined): boolean {
  const last = profile?.custom_events.find((event) => event.name === name)?.last;
  return last !== undefined && Math.floor(Date.parse(last) / 1000) >= Math.floor(Date.parse(time) / 1000);
}
