import {
  attributesObject,
  batchTrack,
  type EventObject,
  eventsWait,
  handleText,
  type PersonKey,
  type PersonPlan,
  type TrackBatch,
} from '@sf-braze/mapping-core';
import type { PeoplePage, PeopleStream } from '../passes/people-pages.ts';
import { problemChange } from '../passes/problems.ts';
import type { Outcome, Sent } from '../ports.ts';
import type { OutboxEntry, PersonNote, StateChange } from '../state.ts';
import { countProblem } from '../tally.ts';
import { eventObjects } from './event-objects.ts';
import { inRounds } from './in-flight.ts';
import { notedEvent } from './noted-event.ts';
import type { Sending } from './sending.ts';

/** One person of a page that is in the state, with everything to send at once. */
interface Addressed {
  readonly key: PersonKey;
  readonly plan: PersonPlan;
  readonly events: readonly { readonly entry: OutboxEntry; readonly object: EventObject }[];
}

/**
 * Notes links and events of a page in one transaction, then writes the profiles. Events that depend on a look
 * stay in the outbox; the others go with the person's attributes, in one request.
 */
export async function sendPeople(sending: Sending, stream: PeopleStream, page: PeoplePage): Promise<void> {
  const { context } = sending.pass;
  const noted = await notePage(sending, page);
  const people = noted.filter(({ plan, events }) => plan.write !== undefined || events.length > 0);
  const marked = people.flatMap(({ events }) => events.map(({ entry }) => entry.id));
  if (marked.length > 0) await context.store.commit([{ kind: 'outbox', ids: marked, status: 'sending' }]);
  const objects = people.map(({ plan, events }) => ({
    person: handleText(plan.handle),
    attributes: plan.write === undefined ? undefined : attributesObject(plan.handle, plan.write),
    events: events.map(({ object }) => object),
  }));
  await inRounds(
    batchTrack(objects, context.compiled.capabilities),
    context.project.limits.concurrency,
    async (batch) => {
      const sent = await context.destination.send(batch.request, context.signal);
      await context.store.commit(settled(sending, people, batch.members, sent));
      context.progress({ kind: 'sent', object: stream.compiled.object, records: batch.members.attributes.length });
    },
  );
}

async function notePage(sending: Sending, page: PeoplePage): Promise<readonly Addressed[]> {
  const { context } = sending.pass;
  const noted = page.plans.flatMap((plan, index) => {
    const input = page.inputs[index];
    return plan === undefined || input === undefined || !mustBeNoted(plan)
      ? []
      : [{ plan, address: page.addresses.hashOf(input) }];
  });
  const notes = noted.map(({ plan, address }): PersonNote => {
    for (const draft of plan.events) sending.memory.remember(draft.key, draft.properties);
    const events = plan.events.map((draft) => notedEvent(draft, context.fingerprint));
    // A suspension counts from its acceptance: noted before, a killed run would never send it.
    const change = plan.write === undefined ? plan.change : { ...plan.change, suspendedAt: undefined };
    return { key: plan.key, change, events, address };
  });
  const keys = await context.store.notePeople(notes, pageProblems(sending, page));
  await context.store.expandOccurrences(keys);
  const entries = Map.groupBy(await context.store.outbox(keys), ({ person }) => person);
  const people: Addressed[] = [];
  for (const [index, { plan }] of noted.entries()) {
    const key = keys[index];
    if (key === undefined) continue;
    const ready = eventsWait(plan) ? [] : (entries.get(key) ?? []).filter(({ status }) => status === 'ready');
    people.push({ key, plan, events: await eventObjects(sending, plan.handle, ready) });
  }
  return people;
}

/** People nobody can reach, and records that change nothing, leave no trace in the state. */
function mustBeNoted({ key, write, events, change, aliases }: PersonPlan): boolean {
  const changes =
    change.links.length > 0 || change.rules.size > 0 || change.records.length > 0 || change.suspendedAt !== undefined;
  return write !== undefined || events.length > 0 || aliases.length > 0 || (key !== undefined && changes);
}

function pageProblems({ pass: { context } }: Sending, page: PeoplePage): StateChange[] {
  const records = page.inputs.flatMap((input) => input.records.map(({ id }) => id));
  return [
    ...page.plans.flatMap((plan) => plan?.problems ?? []).map((problem) => problemChange(problem, context.at)),
    { kind: 'problems-over', records, since: context.at },
  ];
}

function settled(
  sending: Sending,
  people: readonly Addressed[],
  members: TrackBatch['members'],
  sent: Sent,
): StateChange[] {
  const written = members.attributes.flatMap((input, position): StateChange[] => {
    const person = people[input];
    const outcome = sent.attributes[position];
    if (person?.plan.write === undefined) return [];
    const { key, plan } = person;
    if (outcome?.kind !== 'accepted') return [refusal(sending, plan, outcome)];
    const { accepted } = person.plan.write;
    const { at } = sending.pass.context;
    return [{ kind: 'accepted', key, acceptance: accepted, suspendedAt: plan.change.suspendedAt, at }];
  });
  const logged = members.events.flatMap(({ input, event }, position) => {
    const entry = people[input]?.events[event]?.entry;
    return entry === undefined ? [] : eventSettled(entry, sent.events[position]);
  });
  return [...written, ...logged];
}

/** Accepted is sent. Refused is over too: it would be refused again. Of unknown fate stays `sending`, and is looked up. */
export function eventSettled({ id }: OutboxEntry, outcome: Outcome | undefined): StateChange[] {
  const over = outcome?.kind === 'accepted' || outcome?.kind === 'rejected';
  return over ? [{ kind: 'outbox', ids: [id], status: 'sent' }] : [];
}

function refusal(sending: Sending, { leading }: PersonPlan, outcome: Outcome | undefined): StateChange {
  const rejected = outcome?.kind === 'rejected';
  const code = rejected ? 'braze/object-rejected' : 'braze/unreachable';
  countProblem(sending.tally, code);
  return {
    kind: 'problem',
    problem: {
      object: leading.object,
      record: leading.id,
      code,
      severity: 'error',
      params: rejected ? { reason: outcome.reason } : {},
      retry: !rejected,
    },
    at: sending.pass.context.at,
  };
}
