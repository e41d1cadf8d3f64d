import type { BrazeValue } from '../braze/objects.ts';
import type { ParamsOf } from '../diagnostics/codes.ts';
import type { EvaluationRun } from '../expression/evaluation.ts';
import type { RecordId } from '../salesforce/id.ts';
import { parseRecordId } from '../salesforce/id.ts';
import { canonicalDatetime, type Column, isMasked, type RecordValue, type Row } from '../salesforce/record.ts';
import type { CompiledDestination, CompiledExpression, SystemColumns } from './compiled.ts';
import { fieldOutcome } from './value.ts';
import type { PreviousValues, RecordFinding, WantedValue } from './wanted.ts';

/** When a record is looked at. */
export interface TransformRun {
  /** ISO time: the run's clock. */
  readonly at: string;
}

/** One row being evaluated: collects findings under the destination they are about. */
export interface Reading {
  readonly findings: readonly RecordFinding[];
  /** Whether every column it reads was given, and none is masked. */
  given(expression: CompiledExpression): boolean;
  cellGiven(column: number): boolean;
  /** A cell; null when it was not given. */
  cell(column: number): RecordValue;
  value(expression: CompiledExpression): RecordValue;
  /** Whether a condition is true; a condition whose columns were not given holds as far as we know. */
  holds(condition: CompiledExpression | undefined): boolean;
  /** The value of a destination; undefined when it was not given or is to be left alone. */
  destination(compiled: CompiledDestination): WantedValue;
  note<Code extends RecordFinding['code']>(code: Code, params: ParamsOf<Code>): void;
  /** Set once a finding keeps the record back. */
  readonly rejected: RecordFinding | undefined;
  reject<Code extends RecordFinding['code']>(code: Code, params: ParamsOf<Code>): void;
}

export function readRow(columns: readonly Column[], given: Row, run: TransformRun, previous?: PreviousValues): Reading {
  const readable = withoutMasks(columns, given);
  const row = filled(columns, readable);
  const findings: RecordFinding[] = [];
  let destination: string | undefined;
  let rejected: RecordFinding | undefined;
  const note = (code: RecordFinding['code'], params: RecordFinding['params']): void => {
    findings.push({ code, params, destination });
  };
  const reject = (): void => {
    rejected ??= findings.at(-1);
  };
  const evaluation: EvaluationRun = { at: canonicalDatetime(run.at), report: note, previous };
  const value = (expression: CompiledExpression): RecordValue => expression.evaluate(row, evaluation);
  const isGiven = (expression: CompiledExpression): boolean =>
    expression.columns.every((column) => given[column] !== undefined && Object.is(readable[column], given[column]));
  const isUnknown = (condition: CompiledExpression): boolean =>
    condition.columns.some((column) => given[column] === undefined);
  return {
    findings,
    given: isGiven,
    cellGiven: (column) => given[column] !== undefined,
    cell: (column) => row[column] ?? null,
    value,
    holds: (condition) => condition === undefined || isUnknown(condition) || value(condition) === true,
    destination: (compiled) => {
      const { source } = compiled;
      if (source !== undefined && !isGiven(source)) return undefined;
      destination = compiled.destination.name;
      const outcome = fieldOutcome(compiled, source === undefined ? constant(compiled) : value(source), note);
      destination = undefined;
      if (outcome.kind === 'reject') reject();
      return outcome.kind === 'value' ? outcome.value : undefined;
    },
    note,
    get rejected() {
      return rejected;
    },
    reject: (code, params) => {
      note(code, params);
      reject();
    },
  };
}

/** Id and time of the row's record. A row without a usable id is kept back. */
export function recordHead(
  reading: Reading,
  system: SystemColumns,
  run: TransformRun,
): { readonly id: RecordId; readonly modstamp: string; readonly master: RecordId | undefined } {
  const text = reading.cell(system.id);
  const id = typeof text === 'string' ? parseRecordId(text) : undefined;
  if (id === undefined) reading.reject('record/id-malformed', { value: String(text).slice(0, 18) });
  const modstamp = system.modstamp === undefined ? null : reading.cell(system.modstamp);
  return {
    id: id ?? nobody(),
    modstamp: typeof modstamp === 'string' ? modstamp : run.at,
    master: system.master === undefined ? undefined : (recordId(reading.cell(system.master)) ?? undefined),
  };
}

/** The id in a cell; null when it holds none. */
export function recordId(value: RecordValue): RecordId | null {
  return typeof value === 'string' ? (parseRecordId(value) ?? null) : null;
}

/** Values that exist, by destination name. */
export function properties(
  reading: Reading,
  compiled: readonly CompiledDestination[],
): Readonly<Record<string, BrazeValue>> {
  const entries = compiled.flatMap((one): [string, BrazeValue][] => {
    const value = reading.destination(one);
    return value === null || value === undefined ? [] : [[one.destination.name, value]];
  });
  return Object.fromEntries(entries);
}

/** Salesforce's own “no record”. */
function nobody(): RecordId {
  const id = parseRecordId('000000000000000');
  if (id === undefined) throw new Error('fifteen zeros are an id');
  return id;
}

function constant({ destination }: CompiledDestination): RecordValue {
  const { source } = destination.field;
  return source.kind === 'constant' ? source.value : null;
}

/** A masked value is blank to conditions, and sent nowhere: it would replace what Braze has by asterisks. */
function withoutMasks(columns: readonly Column[], given: Row): Row {
  if (!columns.some(({ type }) => type === 'encryptedstring')) return given;
  return columns.map((column, index) => (isMasked(column, given[index]) ? null : given[index]));
}

/** A fixture may leave cells out: a checkbox is then false, everything else null. */
function filled(columns: readonly Column[], given: Row): Row {
  if (!given.includes(undefined) && given.length >= columns.length) return given;
  return columns.map(({ type }, index) => given[index] ?? (type === 'boolean' ? false : null));
}
