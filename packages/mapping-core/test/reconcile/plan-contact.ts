import assert from 'node:assert/strict';
import type { ReconcileContext } from '../../src/reconcile/context.ts';
import type { KnownPerson } from '../../src/reconcile/known.ts';
import type { PersonPlan } from '../../src/reconcile/plans.ts';
import { reconcilePerson } from '../../src/reconcile/reconcile-person.ts';
import { parseRecordId, type RecordId } from '../../src/salesforce/id.ts';
import type { Row } from '../../src/salesforce/record.ts';
import { fixtureFingerprint } from '../../src/testing/fixture-fingerprint.ts';
import { completeRow, givenRecords } from '../../src/testing/given-records.ts';
import type { CompiledCatalog, CompiledMapping, CompiledPeople } from '../../src/transform/compiled.ts';
import { transformPerson } from '../../src/transform/transform.ts';
import type { Relation } from '../../src/transform/wanted.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';
import { C1, clock } from './lifecycle-fixture.ts';

/** What a run reads of one contact, and what it knows beside it. */
export interface ContactRun {
  readonly compiled: CompiledMapping;
  readonly known?: KnownPerson | undefined;
  readonly record: Readonly<Record<string, unknown>>;
  /** Rows by link; links that are missing have none. */
  readonly relations?: ReadonlyMap<string, readonly Relation[]>;
  readonly context?: Partial<ReconcileContext>;
}

/** Transform and reconcile of one contact whose record, links and past are given in full. */
export function planContact({ compiled, known, record, relations, context }: ContactRun): PersonPlan | undefined {
  const people = compiled.people.get('contact');
  assert.ok(people !== undefined);
  const wanted = transformPerson(people, fullRow(people, { Id: C1, ...record }), { at: clock });
  const rows = new Map([...compiled.relations.keys()].map((name) => [name, relations?.get(name) ?? []]));
  return reconcilePerson({ known, records: [wanted], relations: rows }, contextOf(compiled, context));
}

export function contextOf(compiled: CompiledMapping, changes: Partial<ReconcileContext> = {}): ReconcileContext {
  return {
    compiled,
    at: clock,
    fingerprint: fixtureFingerprint,
    itemExists: () => true,
    vanished: () => undefined,
    firstLoad: () => false,
    sharedAddress: () => undefined,
    ...changes,
  };
}

export function fullRow(
  { object, columns }: CompiledPeople | CompiledCatalog,
  record: Readonly<Record<string, unknown>>,
): Row {
  const given = givenRecords({ known: [], given: { [object]: [record] } }, b2bSnapshot);
  return completeRow(given.row(object, record, columns), columns);
}

/** A junction row of the contact. */
export function relation(target: string, changes: Partial<Relation> = {}): Relation {
  const modstamp = '2026-11-23T09:30:00.000Z';
  return {
    person: idOf(C1),
    target: idOf(target),
    kept: true,
    isPrimary: false,
    targetModstamp: modstamp,
    modstamp,
    ...changes,
  };
}

function idOf(text: string): RecordId {
  const id = parseRecordId(text);
  assert.ok(id !== undefined);
  return id;
}
