import {
  attributesObject,
  batchTrack,
  handleText,
  type PersonKey,
  type PersonPlan,
  type RecordId,
  type TrackBatch,
} from '@sf-braze/mapping-core';
import type { PageMember } from '../passes/page-member.ts';
import type { PeoplePage, PeopleStream } from '../passes/people-pages.ts';
import { problemChange } from '../passes/problems.ts';
import type { Outcome, Sent } from '../ports.ts';
import { checkSignal, type RunContext } from '../run-context.ts';
import type { OutboxEntry, PersonNote, StateChange } from '../state.ts';
import { countEvents, countProblem } from '../tally.ts';
import { type AddressedEvent, eventObjects } from './event-objects.ts';
import { inRounds } from './in-flight.ts';
import { notedEvent } from './noted-event.ts';
import type { Sending } from './sending.ts';

/** One person of a page that is in the state, with everything to send at once. */
interface Addressed {
  readonly key: PersonKey;
  readonly plan: PersonPlan;
  /** Of the person, as far as they were read. */
  readonly records: readonly RecordId[];
  readonly events: readonly AddressedEvent[];
}

/**
 * Notes links and events of a page in one transaction, then writes the profiles. Events that depend on a look
 * stay in the outbox; the others go with the person's attributes, in one request.
 */
export async function sendPeople(sending: Sending, stream: PeopleStream, page: PeoplePage): Promise<void> {
  const { context } = sending.pass;
  const noted = await notePage(sending, page);
  const people = noted.filter(({ plan, events }) => plan.write !== undefined || events.length > 0);
  const objects = people.map(({ plan, events }) => ({
    person: handleText(plan.handle),
    attributes: plan.write === undefined ? undefined : attributesObject(plan.handle, plan.write),
    events: events.map(({ object }) => object),
  }));
  await inRounds(
    batchTrack(objects, context.compiled.capabilities),
    context.project.limits.concurrency,
    async (batch) => {
      await markSending(context, eventsOf(people, batch.members));
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
      : [{ plan, address: page.addresses.hashOf(input), records: recordsOf(input) }];
  });
  const notes = noted.map(({ plan, address }): PersonNote => {
    for (const draft of plan.events) sending.memory.remember(draft.key, draft.properties);
    const events = plan.events.map((draft) => notedEvent(draft, context.fingerprint));
    // A suspension counts from its acceptance: noted before, a killed run would never send it.
    const change = plan.write === undefined ? plan.change : { ...plan.change, suspendedAt: undefined };
    return { key: plan.key, change, events, address };
  });
  const keys = await context.store.notePeople(notes, pageProblems(sending, page));
  countEvents(sending.tally, await context.store.expandOccurrences(keys));
  const entries = Map.groupBy(await context.store.outbox(keys), ({ person }) => person);
  const people: Addressed[] = [];
  for (const [index, { plan, records }] of noted.entries()) {
    const key = keys[index];
    if (key === undefined) continue;
    const ready = mustWait(plan) ? [] : (entries.get(key) ?? []).filter(({ status }) => status === 'ready');
    people.push({ key, plan, records, events: await eventObjects(sending, plan.handle, ready) });
  }
  return people;
}

/** Events addressed by alias create nobody: until a look has shown the profile, they would be lost. */
function mustWait({ handle, profileSeen }: PersonPlan): boolean {
  return handle.kind === 'alias' && !profileSeen;
}

/** People nobody can reach, and records that change nothing, leave no trace in the state. */
function mustBeNoted({ key, write, events, change, aliases }: PersonPlan): boolean {
  const changes =
    change.links.length > 0 || change.rules.size > 0 || change.records.length > 0 || change.suspendedAt !== undefined;
  return write !== undefined || events.length > 0 || aliases.length > 0 || (key !== undefined && changes);
}

/** What is still to be sent ends its problems when Braze has taken it: a killed run must find them again. */
function pageProblems({ pass: { context } }: Sending, page: PeoplePage): StateChange[] {
  const records = page.inputs.flatMap((input, index) =>
    page.plans[index]?.write === undefined ? recordsOf(input) : [],
  );
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
    const { key, plan, records } = person;
    const { at } = sending.pass.context;
    const over: StateChange = { kind: 'problems-over', records: [...records, plan.leading.id], since: at };
    if (outcome?.kind === 'rejected') return [refusal(sending, plan, outcome), over];
    if (outcome?.kind !== 'accepted') return [refusal(sending, plan, outcome)];
    const { accepted } = person.plan.write;
    return [{ kind: 'accepted', key, acceptance: accepted, suspendedAt: plan.change.suspendedAt, at }, over];
  });
  const logged = members.events.flatMap(({ input, event }, position) => {
    const entry = people[input]?.events[event]?.entry;
    return entry === undefined ? [] : eventSettled(sending.pass.context, entry, sent.events[position]);
  });
  return [...written, ...logged];
}

/** Accepted is sent. Refused is over too: it would be refused again. Of unknown fate stays `sending`, and is looked up. */
export function eventSettled({ clock }: RunContext, { id }: OutboxEntry, outcome: Outcome | undefined): StateChange[] {
  const over = outcome?.kind === 'accepted' || outcome?.kind === 'rejected';
  return over ? [{ kind: 'outbox', ids: [id], status: 'sent', at: clock.now() }] : [];
}

/** Before a request leaves: from now on nobody knows whether Braze has its events, until the answer says so. */
export async function markSending(
  { store, clock, signal }: RunContext,
  events: readonly AddressedEvent[],
): Promise<void> {
  checkSignal(signal);
  if (events.length === 0) return;
  const ids = events.map(({ entry }) => entry.id);
  await store.commit([{ kind: 'outbox', ids, status: 'sending', at: clock.now() }]);
}

function eventsOf(people: readonly Addressed[], members: TrackBatch['members']): readonly AddressedEvent[] {
  return members.events.flatMap(({ input, event }) => people[input]?.events[event] ?? []);
}

function recordsOf({ records }: PageMember): readonly RecordId[] {
  return records.map(({ id }) => id);
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
