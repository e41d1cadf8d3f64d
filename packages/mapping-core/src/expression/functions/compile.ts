import type { RecordValue } from '../../salesforce/record.ts';
import type { Evaluate, EvaluationRun } from '../evaluation.ts';
import type { FunctionEntry } from './entry.ts';

type Compile = FunctionEntry['compile'];

/** An argument that was left out. */
const nothing: Evaluate = () => null;

/** A function of one text; null for everything else. */
export function ofText(apply: (text: string, run: EvaluationRun) => RecordValue): Compile {
  return ([argument = nothing]) =>
    (row, run) => {
      const value = argument(row, run);
      return typeof value === 'string' ? apply(value, run) : null;
    };
}

/** A function of one list; null for everything else. */
export function ofList(apply: (list: readonly string[]) => RecordValue): Compile {
  return ([argument = nothing]) =>
    (row, run) => {
      const value = argument(row, run);
      return isList(value) ? apply(value) : null;
    };
}

/** A function of two texts; null for everything else. */
export function ofTexts(apply: (first: string, second: string, run: EvaluationRun) => RecordValue): Compile {
  return ([first = nothing, second = nothing]) =>
    (row, run) => {
      const left = first(row, run);
      const right = second(row, run);
      return typeof left === 'string' && typeof right === 'string' ? apply(left, right, run) : null;
    };
}

/** Tells lists from the other values; `Array.isArray` loses their type. */
export function isList(value: RecordValue): value is readonly string[] {
  return Array.isArray(value);
}
