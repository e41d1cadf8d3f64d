import type { RecordId } from '../salesforce/id.ts';
import type { RecordFinding, WantedPerson } from '../transform/wanted.ts';
import type { PersonInput, ReconcileContext } from './context.ts';
import type { KnownPerson } from './known.ts';
import { byRank, type Leading, leadingRecord } from './persons.ts';

/** Where a person stands, and so which transition follows. Numbers are those of the lifecycle table. */
export type Situation =
  /** Nobody is known and nobody may be created: no plan. */
  | { readonly kind: 'nobody' }
  /** T1, T2, T12: the profile is to be created. */
  | { readonly kind: 'create'; readonly known: KnownPerson | undefined; readonly leading: WantedPerson }
  /** T3, T4, T12, T14, T15, T24, T25: the profile is ours, and its records or links may have changed. */
  | { readonly kind: 'update'; readonly known: KnownPerson; readonly leading: Leading }
  /** T18, T27: nobody leads any more. */
  | {
      readonly kind: 'suspend';
      readonly known: KnownPerson;
      readonly record: WantedPerson;
      readonly reason: 'deleted' | 'left_scope';
      readonly findings: readonly RecordFinding[];
    }
  /** T19, T28: a suspended person is back. */
  | { readonly kind: 'restore'; readonly known: KnownPerson; readonly leading: WantedPerson }
  /** Nothing of the records is sent, except that an opt-out still counts when `optOuts` says so. */
  | {
      readonly kind: 'keep-back';
      readonly known: KnownPerson | undefined;
      readonly record: RecordName;
      readonly findings: readonly RecordFinding[];
      readonly optOuts: boolean;
    };

/** The record that stands for a person in reports. */
export interface RecordName {
  readonly people: string;
  readonly id: RecordId;
}

export function situationOf({ known, records }: PersonInput, context: ReconcileContext): Situation {
  // Erasure beats everything: nobody who asked to be forgotten is created or written.
  if (records.some(({ erase }) => erase)) return untouched(known, records, context);
  const leading = leadingRecord(context.compiled, known, records);
  if (leading === undefined) return withoutLeading(known, records, context);
  if (leading.kind === 'unread') return known === undefined ? { kind: 'nobody' } : lookAgain(known, leading);
  return leading.record.guarded ? untouched(known, records, context) : withLeading(known, leading.record, context);
}

function withLeading(known: KnownPerson | undefined, leading: WantedPerson, context: ReconcileContext): Situation {
  const because = (...findings: readonly RecordFinding[]): Situation =>
    keepBack(known, leading, [...leading.findings, ...findings]);
  if (leading.rejected !== undefined) return because();
  if (known === undefined || known.profile === 'none') {
    return leading.reachable ? { kind: 'create', known, leading } : because(notReachable(context));
  }
  if (isOtherExternalId(known, leading)) return because(finding('record/external-id-changed', {}));
  if (known.suspendedAt !== undefined) return { kind: 'restore', known, leading };
  return { kind: 'update', known, leading: { kind: 'read', record: leading } };
}

function lookAgain(known: KnownPerson, leading: Leading): Situation {
  if (known.suspendedAt === undefined && known.profile !== 'none') return { kind: 'update', known, leading };
  return { kind: 'keep-back', known, record: leading.record, findings: [], optOuts: false };
}

/** Every record that was read is deleted, converted or out of scope, and no other is left. */
function withoutLeading(
  known: KnownPerson | undefined,
  records: readonly WantedPerson[],
  context: ReconcileContext,
): Situation {
  const { lifecycle } = context.compiled.mapping;
  const record = records.toSorted(byRank(context.compiled))[0];
  if (known === undefined || record === undefined || record.guarded) return untouched(known, records, context);
  if (known.profile === 'none') return untouched(known, records, context);
  if (known.suspendedAt !== undefined) return stillSuspended(known, record, records, context);
  switch (record.standing) {
    case 'live':
      return untouched(known, records, context);
    case 'converted':
      // Its alias is never written again, unless lead and contact are to be two profiles.
      return lifecycle.convert === 'separate' ? leaveScope(known, record, context) : untouched(known, records, context);
    case 'out-of-scope':
      return leaveScope(known, record, context);
    case 'deleted': {
      const isMerged = record.master !== undefined;
      if (lifecycle.delete.people === 'ignore') return untouched(known, records, context);
      if (isMerged && lifecycle.merge === 'follow') return untouched(known, records, context);
      const findings = isMerged ? [finding('record/merge-not-followed', {})] : [];
      return { kind: 'suspend', known, record, reason: 'deleted', findings };
    }
  }
}

/** The profile is still there, so an opt-out counts; but records that became another one are never written. */
function stillSuspended(
  known: KnownPerson,
  record: WantedPerson,
  records: readonly WantedPerson[],
  context: ReconcileContext,
): Situation {
  const isItself = record.standing !== 'converted' && record.master === undefined;
  return isItself ? keepBack(known, record, []) : untouched(known, records, context);
}

function leaveScope(known: KnownPerson, record: WantedPerson, { compiled }: ReconcileContext): Situation {
  const findings = [finding('record/left-scope', {})];
  return compiled.people.get(record.people)?.mapping.onExit === 'keep'
    ? keepBack(known, record, findings)
    : { kind: 'suspend', known, record, reason: 'left_scope', findings };
}

function keepBack(known: KnownPerson | undefined, record: RecordName, findings: readonly RecordFinding[]): Situation {
  return { kind: 'keep-back', known, record, findings, optOuts: true };
}

function untouched(
  known: KnownPerson | undefined,
  records: readonly WantedPerson[],
  { compiled }: ReconcileContext,
): Situation {
  const record = [...records, ...(known?.records ?? [])].toSorted(byRank(compiled))[0];
  return known === undefined || record === undefined
    ? { kind: 'nobody' }
    : { kind: 'keep-back', known, record, findings: [], optOuts: false };
}

function isOtherExternalId(known: KnownPerson, { externalId }: WantedPerson): boolean {
  return known.externalId !== undefined && typeof externalId === 'string' && externalId !== known.externalId;
}

function notReachable({ compiled }: ReconcileContext): RecordFinding {
  const ways = compiled.mapping.identity.reachableBy.map((way) => way.replace('_', ' ')).join(', no ');
  return finding('record/not-reachable', { ways });
}

function finding(code: RecordFinding['code'], params: RecordFinding['params']): RecordFinding {
  return { code, params, destination: undefined };
}
