import type { DiagnosticCode, ParamsOf } from '../diagnostics/codes.ts';
import type { RecordValue, Row } from '../salesforce/record.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';

type RecordCode = Extract<DiagnosticCode, `record/${string}`>;

/** What an expression may know of the run and of the record's past. */
export interface EvaluationRun {
  /** The run's clock, canonical (`YYYY-MM-DDThh:mm:ss.sssZ`). */
  readonly at: string;
  /** Takes what went wrong with the record's values; never a value itself. */
  report<Code extends RecordCode>(code: Code, params: ParamsOf<Code>): void;
  /** Absent when the record was never seen. `changed` is undefined then too; an undefined `value` is not known any more. */
  readonly previous:
    | { changed(path: string): boolean | undefined; value(path: string): RecordValue | undefined }
    | undefined;
}

/** A compiled expression. Total: every row gives a value. */
export type Evaluate = (row: Row, run: EvaluationRun) => RecordValue;

/** What an expression is compiled against. */
export interface EvaluationContext {
  /** Index of a field path in the rows. */
  columnOf(path: string): number;
  /** The environment's name. */
  readonly env: string;
  /** 18-character id of the org. */
  readonly orgId: string;
  readonly snapshot: Snapshot | undefined;
}
