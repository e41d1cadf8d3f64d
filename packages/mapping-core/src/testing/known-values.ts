import type { BrazeValue } from '../braze/objects.ts';
import { observedFingerprint, digestOf } from '../reconcile/event-edges.ts';
import type { Fingerprint, KnownRule } from '../reconcile/known.ts';
import type { RecordValue, Row } from '../salesforce/record.ts';
import type { CompiledCatalog, CompiledDestination, CompiledPeople } from '../transform/compiled.ts';
import { readRow } from '../transform/reading.ts';
import { wantedEvent } from '../transform/rules.ts';
import { fieldOutcome, type Note } from '../transform/value.ts';
import { fixtureFingerprint } from './fixture-fingerprint.ts';
import { isRecord } from './given-records.ts';

/** Values a fixture says Braze holds, and constants, which count as sent. */
export function sentValues(
  sent: unknown,
  destinations: readonly CompiledDestination[],
): ReadonlyMap<string, BrazeValue> {
  const values = new Map<string, BrazeValue>();
  for (const compiled of destinations) {
    const { name, field } = compiled.destination;
    if (field.source.kind !== 'constant') continue;
    const outcome = fieldOutcome(compiled, field.source.value, ignored);
    if (outcome.kind === 'value' && outcome.value !== null) values.set(name, outcome.value);
  }
  for (const [name, value] of Object.entries(isRecord(sent) ? sent : {})) {
    if (isBrazeValue(value)) values.set(name, value);
  }
  return values;
}

/** Findings about a constant are reported with the record. */
const ignored: Note = () => undefined;

export function fingerprintsOf(values: ReadonlyMap<string, BrazeValue>): ReadonlyMap<string, Fingerprint> {
  return new Map([...values].map(([name, value]) => [name, fixtureFingerprint(name, value)]));
}

/** What event rules remember of a known record, as far as the values that were sent show it. */
export function knownRules(
  compiled: CompiledPeople | CompiledCatalog,
  sent: ReadonlyMap<string, BrazeValue>,
  at: string,
): ReadonlyMap<string, KnownRule> {
  const row = rowBefore(compiled, sent);
  return new Map(
    compiled.rules.map((rule): [string, KnownRule] => {
      const previous = rule.observed.flatMap(({ path, column }): [string, Fingerprint][] => {
        const value = row[column];
        const context = { fingerprint: fixtureFingerprint };
        return value === undefined ? [] : [[path, observedFingerprint(rule.rule, path, value, context)]];
      });
      return [
        rule.rule.name,
        { digest: digestOf(rule.rule), held: heldBefore(compiled, rule, row, at), previous: new Map(previous) },
      ];
    }),
  );
}

function heldBefore(
  { columns }: CompiledPeople | CompiledCatalog,
  rule: CompiledPeople['rules'][number],
  row: Row,
  at: string,
): boolean {
  if (rule.when === undefined) return true;
  const isKnown = rule.when.columns.every((column) => row[column] !== undefined);
  if (!isKnown || rule.when.comparesPrevious) return false;
  const source = { columns, row, run: { at }, inScope: true };
  return wantedEvent(rule, source, readRow(columns, row, { at })).decide(undefined).when;
}

/** Fields that are sent as they are, read back from what was sent. */
function rowBefore(
  { columns, destinations }: CompiledPeople | CompiledCatalog,
  sent: ReadonlyMap<string, BrazeValue>,
): Row {
  const values = new Map<number, RecordValue>();
  for (const { destination, source } of destinations) {
    const value = sent.get(destination.name);
    const column = source?.columns[0];
    if (value === undefined || column === undefined || !isPlain(destination.field)) continue;
    values.set(column, value);
  }
  return columns.map((_, index) => values.get(index));
}

function isPlain({ source, map, as }: CompiledDestination['destination']['field']): boolean {
  const isPath = source.kind === 'expression' && source.expression.node.kind === 'path';
  return isPath && map === undefined && as !== 'time' && as !== 'date';
}

function isBrazeValue(value: unknown): value is BrazeValue {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
