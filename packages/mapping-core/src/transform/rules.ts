import type { Column, Row } from '../salesforce/record.ts';
import type { CompiledRule } from './compiled.ts';
import { properties, readRow, type Reading, type TransformRun } from './reading.ts';
import type { EventDecision, PreviousValues, WantedEvent } from './wanted.ts';

/** A row, and what of it rules need: enough to decide once the past is known. */
export interface RuleSource {
  readonly columns: readonly Column[];
  readonly row: Row;
  readonly run: TransformRun;
  /** Whether the record is in scope: what a rule without `when` waits for. */
  readonly inScope: boolean;
}

export function wantedEvent(compiled: CompiledRule, source: RuleSource, reading: Reading): WantedEvent {
  return {
    rule: compiled.rule,
    observed: new Map(compiled.observed.map(({ path, column }) => [path, reading.cell(column)])),
    decide: (previous) => decide(compiled, source, previous),
    propertiesNow: () => properties(readRow(source.columns, source.row, source.run, undefined), compiled.properties),
  };
}

function decide(compiled: CompiledRule, source: RuleSource, previous: PreviousValues | undefined): EventDecision {
  const reading = readRow(source.columns, source.row, source.run, previous);
  const when = isMoment(compiled, source, reading, previous);
  const where = when && reading.holds(compiled.where);
  return {
    when,
    where,
    properties: where ? properties(reading, compiled.properties) : {},
    rejected: reading.rejected !== undefined,
    findings: reading.findings,
  };
}

/** A condition that names `previous` says nothing about a record that was never seen. */
function isMoment(
  { when }: CompiledRule,
  { inScope }: RuleSource,
  reading: Reading,
  previous: PreviousValues | undefined,
): boolean {
  if (when === undefined) return inScope;
  if (when.comparesPrevious && previous === undefined) return false;
  return reading.given(when) && reading.value(when) === true;
}
