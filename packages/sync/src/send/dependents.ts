import {
  batchTrack,
  codes,
  type Handle,
  handleOf,
  handleText,
  type KnownPerson,
  type KnownRecord,
  type UserAlias,
} from '@sf-braze/mapping-core';
import { type Answers, type LookOptions, lookUntil } from './looks.ts';
import { itemContext } from '../passes/reconcile-context.ts';
import type { Outcome } from '../ports.ts';
import { chunks } from '../run-context.ts';
import type { StateChange } from '../state.ts';
import { countEvents, countProblem } from '../tally.ts';
import { eventObjects } from './event-objects.ts';
import { inFlight, inRounds } from './in-flight.ts';
import { eventSettled, markSending } from './people.ts';
import { LOOK_FIELDS, type Sending } from './sending.ts';

const PEOPLE_AT_ONCE = 500;

interface Dependent {
  readonly person: KnownPerson;
  readonly handle: Handle;
}

/**
 * Work that had to wait until Braze shows a profile: aliases to add, events addressed by alias. People whose
 * profile does not show in time are left for the next run; everything they wait for stays in the state.
 */
export async function sendDependents(sending: Sending): Promise<void> {
  const { store, clock } = sending.pass.context;
  countEvents(sending.tally, await store.expandOccurrences(undefined));
  let after: KnownPerson['key'] | undefined;
  for (;;) {
    const keys = await store.dependents(after, PEOPLE_AT_ONCE);
    if (keys.length === 0) return;
    after = keys.at(-1);
    const people = (await store.peopleByKey(keys)).map((person): Dependent => {
      return { person, handle: handleOf(person, itemContext(sending.pass)) };
    });
    const seen = await seenPeople(sending, people);
    await addAliases(sending, seen);
    await sendEvents(sending, seen);
    await store.renew(clock.now());
  }
}

async function seenPeople(sending: Sending, people: readonly Dependent[]): Promise<readonly Dependent[]> {
  const waiting = people.filter(({ person }) => person.profile !== 'seen');
  if (waiting.length === 0) return people;
  const handles = waiting.map(({ handle }) => handle);
  const { missing } = await lookUntil(
    handles,
    (handle, answers) => answers(handle) !== undefined,
    lookOptions(sending),
  );
  const unseen = new Set(missing.map(handleText));
  const { store } = sending.pass.context;
  const found = waiting.filter(({ handle }) => !unseen.has(handleText(handle)));
  const lost = waiting.filter(({ handle }) => unseen.has(handleText(handle)));
  await store.commit([
    { kind: 'seen', keys: found.map(({ person }) => person.key) },
    over(
      sending,
      found.flatMap(({ person }) => person.records),
      'braze/write-not-visible',
    ),
    ...lost.map(({ person }) => notVisible(sending, person)),
  ]);
  return people.filter(({ handle }) => !unseen.has(handleText(handle)));
}

interface Addition {
  readonly person: KnownPerson;
  readonly record: KnownRecord;
  readonly externalId: string;
  readonly alias: UserAlias;
}

/** `alias/new` says success whoever holds the alias: only a look tells whether it is ours now. */
async function addAliases(sending: Sending, people: readonly Dependent[]): Promise<void> {
  const additions = people.flatMap(({ person }) => additionsOf(sending, person));
  if (additions.length === 0) return;
  await verifyAliases(sending, await requestAliases(sending, additions));
}

/** Answers those that Braze took. */
async function requestAliases(sending: Sending, additions: readonly Addition[]): Promise<readonly Addition[]> {
  const { context } = sending.pass;
  const requested: Addition[] = [];
  await inFlight(chunks(additions, 50), context.project.limits.concurrency, async (part) => {
    const aliases = part.map(({ alias, externalId }) => ({ external_id: externalId, ...alias }));
    const sent = await context.destination.send({ kind: 'alias-new', aliases }, context.signal);
    const accepted = part.filter((_, index) => sent.objects[index]?.kind === 'accepted');
    await context.store.commit([
      ...accepted.map(({ record }): StateChange => ({ kind: 'alias', id: record.id, alias: 'requested' })),
      ...part.flatMap((addition, index) => aliasRefused(sending, addition, sent.objects[index])),
    ]);
    requested.push(...accepted);
  });
  return requested;
}

/** Not shown in time: asked for again by the next run. Shown with another profile: somebody else has it. */
async function verifyAliases(sending: Sending, additions: readonly Addition[]): Promise<void> {
  const owners = new Map<string, string | undefined>();
  const handles = additions.map(({ alias }): Handle => ({ kind: 'alias', alias }));
  const seen = (handle: Handle, answers: Answers): boolean => {
    const profile = answers(handle);
    if (profile !== undefined) owners.set(handleText(handle), profile.external_id);
    return profile !== undefined;
  };
  const { missing } = await lookUntil(handles, seen, lookOptions(sending));
  const unseen = new Set(missing.map(handleText));
  const unverified = sending.pass.context.compiled.capabilities.consistency !== 'poll';
  await sending.pass.context.store.commit(
    additions.flatMap((addition): StateChange[] => {
      const text = handleText({ kind: 'alias', alias: addition.alias });
      if (unseen.has(text)) return [{ kind: 'alias', id: addition.record.id, alias: 'wanted' }];
      if (unverified || owners.get(text) === addition.externalId)
        return [
          { kind: 'alias', id: addition.record.id, alias: 'present' },
          over(sending, [addition.record], 'record/alias-taken'),
        ];
      return aliasTaken(sending, addition);
    }),
  );
}

function additionsOf({ pass }: Sending, person: KnownPerson): Addition[] {
  const { externalId } = person;
  if (externalId === undefined) return [];
  return person.records.flatMap((record) => {
    const label = pass.context.compiled.people.get(record.people)?.mapping.aliasLabel;
    if ((record.alias !== 'wanted' && record.alias !== 'requested') || label === undefined) return [];
    return [{ person, record, externalId, alias: { alias_label: label, alias_name: record.id } }];
  });
}

async function sendEvents(sending: Sending, people: readonly Dependent[]): Promise<void> {
  const { context } = sending.pass;
  const entries = Map.groupBy(
    await context.store.outbox(people.map(({ person }) => person.key)),
    ({ person }) => person,
  );
  const ready = await Promise.all(
    people.map(async ({ person, handle }) => {
      const own = (entries.get(person.key) ?? []).filter(({ status }) => status === 'ready');
      return { person: handleText(handle), events: await eventObjects(sending, handle, own) };
    }),
  );
  const waiting = ready.filter(({ events }) => events.length > 0);
  if (waiting.length === 0) return;
  const batches = batchTrack(
    waiting.map(({ person, events }) => ({ person, events: events.map(({ object }) => object) })),
    context.compiled.capabilities,
  );
  await inRounds(batches, context.project.limits.concurrency, async ({ request, members }) => {
    await markSending(
      context,
      members.events.flatMap(({ input, event }) => waiting[input]?.events[event] ?? []),
    );
    const sent = await context.destination.send(request, context.signal);
    const changes = members.events.flatMap(({ input, event }, position): StateChange[] => {
      const entry = waiting[input]?.events[event]?.entry;
      return entry === undefined ? [] : eventSettled(context, entry, sent.events[position]);
    });
    await context.store.commit(changes);
    context.progress({ kind: 'events', events: changes.length });
  });
}

function lookOptions({ pass: { context } }: Sending): LookOptions {
  const { destination, clock, signal, compiled } = context;
  return { destination, clock, signal, consistency: compiled.capabilities.consistency, fields: LOOK_FIELDS };
}

/** What a look has refuted. */
function over(
  { pass }: Sending,
  records: readonly KnownRecord[],
  code: 'braze/write-not-visible' | 'record/alias-taken',
): StateChange {
  return { kind: 'problems-over', records: records.map(({ id }) => id), since: pass.context.at, codes: [code] };
}

/** Wanted as before: the next run asks again. */
function aliasRefused(sending: Sending, { person, record }: Addition, outcome: Outcome | undefined): StateChange[] {
  if (outcome?.kind === 'accepted') return [];
  return outcome?.kind === 'rejected'
    ? [problemOf(sending, person, record, 'braze/object-rejected', { reason: outcome.reason })]
    : [problemOf(sending, person, record, 'braze/unreachable', {})];
}

function notVisible(sending: Sending, person: KnownPerson): StateChange {
  return problemOf(sending, person, person.records[0], 'braze/write-not-visible', {});
}

/** The alias is not ours: it is retired, and the person goes on under the external id, until somebody decides. */
function aliasTaken(sending: Sending, { person, record }: Addition): StateChange[] {
  return [
    { kind: 'alias', id: record.id, alias: 'retired' },
    problemOf(sending, person, record, 'record/alias-taken', { id: record.id }),
  ];
}

function problemOf(
  sending: Sending,
  person: KnownPerson,
  record: KnownRecord | undefined,
  code: 'braze/write-not-visible' | 'record/alias-taken' | 'braze/object-rejected' | 'braze/unreachable',
  params: Readonly<Record<string, string>>,
): StateChange {
  const { compiled, at } = sending.pass.context;
  countProblem(sending.tally, code);
  return {
    kind: 'problem',
    problem: {
      object: compiled.people.get(record?.people ?? '')?.object ?? '',
      record: record?.id ?? String(person.key),
      code,
      severity: codes[code].severity,
      params,
      retry: false,
    },
    at,
  };
}
