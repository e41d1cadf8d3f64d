import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { PathNode } from '../expression/ir.ts';
import type { EventMapping } from '../language/mapping.ts';
import type { RecordValue } from '../salesforce/record.ts';
import type { PreviousValues, RecordFinding, WantedEvent, WantedItem, WantedPerson } from '../transform/wanted.ts';
import type { ReconcileContext } from './context.ts';
import { eventTime } from './event-time.ts';
import type { Fingerprint, KnownRule } from './known.ts';
import type { EventDraft } from './plans.ts';

/** What an event rule makes of a record. */
export interface RuleOutcome {
  readonly event: EventDraft | undefined;
  /** What to remember; undefined when that is nothing new. */
  readonly rule: KnownRule | undefined;
  /** Of the event's properties, when the condition begins to hold. */
  readonly findings: readonly RecordFinding[];
}

/**
 * Finds the edge of an event rule: its condition holds now and did not when the record was last seen.
 * A condition that names `previous` is the edge itself. A changed condition starts over, silently.
 */
export function ruleOutcome(
  wanted: WantedEvent,
  record: WantedPerson | WantedItem,
  known: KnownRule | undefined,
  context: ReconcileContext,
): RuleOutcome {
  const { rule } = wanted;
  const digest = digestOf(rule);
  const last = known?.digest === digest ? known : undefined;
  const decision = wanted.decide(last && previousValues(wanted, last, context));
  const held = decision.when || (rule.when === undefined && last?.held === true);
  const previous = fingerprints(wanted, context);
  const isEdge = decision.when && (last === undefined ? isFirstSight(rule, known, context) : isNew(rule, last));
  // What is kept back is not remembered either, so its moment is found again once the record is complete.
  if (isEdge && decision.rejected) return { event: undefined, rule: undefined, findings: decision.findings };
  const isSame = last !== undefined && last.held === held && sameFingerprints(last.previous, previous);
  return {
    event: isEdge && decision.where ? draft(rule, record, decision.properties, context) : undefined,
    rule: isSame ? undefined : { digest, held, previous },
    findings: isEdge ? decision.findings : [],
  };
}

/** Identifies the text of a rule's condition. */
export function digestOf({ when }: EventMapping): string {
  return bytesToHex(sha256(utf8ToBytes(when?.text ?? ''))).slice(0, 16);
}

/** Destination under which the last value of an observed field is hashed; blank is the empty text. */
export function observedFingerprint(
  rule: EventMapping,
  path: string,
  value: RecordValue,
  { fingerprint }: Pick<ReconcileContext, 'fingerprint'>,
): Fingerprint {
  return fingerprint(`${rule.on}.${path}`, value ?? '');
}

/** On the first load of a rule its past is unknown; later, a record seen for the first time had none. */
function isFirstSight(rule: EventMapping, known: KnownRule | undefined, context: ReconcileContext): boolean {
  if (known !== undefined) return false;
  return context.firstLoad(rule.name) ? rule.backfill === 'emit' : true;
}

function isNew({ when }: EventMapping, last: KnownRule): boolean {
  return (when !== undefined && when.previous.length > 0) || !last.held;
}

function previousValues({ rule, observed }: WantedEvent, last: KnownRule, context: ReconcileContext): PreviousValues {
  return {
    changed: (path) => {
      const before = last.previous.get(path);
      const now = observed.get(path);
      return before === undefined || now === undefined
        ? undefined
        : observedFingerprint(rule, path, now, context) !== before;
    },
    value: (path) => {
      const before = last.previous.get(path);
      return candidates(rule, path).find((value) => observedFingerprint(rule, path, value, context) === before);
    },
  };
}

/** Every value a field can have had, where the describe lists them. */
function candidates(rule: EventMapping, path: string): readonly RecordValue[] {
  const field = observedPaths(rule).find((node) => node.path === path)?.field;
  if (field?.type === 'boolean') return [true, false];
  return [null, ...(field?.picklist.map(({ value }) => value) ?? [])];
}

function observedPaths({ when, where, properties }: EventMapping): readonly PathNode[] {
  const sources = properties.map(({ field }) =>
    field.source.kind === 'expression' ? field.source.expression : undefined,
  );
  return [when, where, ...sources].flatMap((expression) => expression?.previous ?? []);
}

function fingerprints({ rule, observed }: WantedEvent, context: ReconcileContext): ReadonlyMap<string, Fingerprint> {
  return new Map([...observed].map(([path, value]) => [path, observedFingerprint(rule, path, value, context)]));
}

function sameFingerprints(a: ReadonlyMap<string, Fingerprint>, b: ReadonlyMap<string, Fingerprint>): boolean {
  return a.size === b.size && [...a].every(([path, fingerprint]) => b.get(path) === fingerprint);
}

function draft(
  rule: EventMapping,
  { object, id, modstamp }: WantedPerson | WantedItem,
  properties: EventDraft['properties'],
  { at }: ReconcileContext,
): EventDraft {
  return {
    key: ['rule', rule.name, id, modstamp].join('|'),
    name: rule.name,
    time: eventTime(modstamp, at),
    properties,
    source: { object, id },
  };
}
