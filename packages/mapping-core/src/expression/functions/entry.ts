import type { RecordValue } from '../../salesforce/record.ts';
import type { Snapshot } from '../../salesforce/snapshot.ts';
import type { Evaluate } from '../evaluation.ts';
import type { ExpressionType, Node } from '../ir.ts';

/** What a parameter takes. `picklist` and `currency` are paths that end in such a field; `any` is one type for all arguments. */
export type ParameterType = 'string' | 'number' | 'date' | 'datetime' | 'list' | 'picklist' | 'currency' | 'any';

export interface Parameter {
  readonly name: string;
  readonly types: readonly ParameterType[];
  readonly optional?: true;
  /** Literal arguments this parameter cannot take although their type fits; undefined when the literal is fine. */
  refuses?(literal: string | number): LiteralProblem | undefined;
}

/** Why a literal argument is refused. */
export interface LiteralProblem {
  readonly nearest?: string | undefined;
  readonly allowed?: readonly string[] | undefined;
}

/** Where a call stands: its arguments, and the schema it may look labels and rates up in. */
export interface CallSite {
  readonly args: readonly Node[];
  readonly snapshot: Snapshot | undefined;
}

/** One function of the language. The documentation is made from this table, and each example runs as a test. */
export interface FunctionEntry {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** The last parameter may be repeated. */
  readonly variadic?: true;
  /** `argument` is the type of the first argument. */
  readonly result: Exclude<ExpressionType['kind'], 'null' | 'unknown'> | 'argument';
  /** Whether a call can be null although no argument is. */
  readonly nullable: boolean;
  /** Where it differs from “any argument can be null”; decides together with `nullable`. */
  nullableFrom?(args: readonly Node[]): boolean;
  /** The result moves with the calendar. */
  readonly calendar?: true;
  /** `same` in every warehouse dialect, through a generated `lookup` table, or `none`. */
  readonly sql: 'same' | 'lookup' | 'none';
  /** One sentence. */
  readonly doc: string;
  readonly example: FunctionExample;
  /** Compiled once per call; what depends on literals and schema is prepared here. */
  compile(args: readonly Evaluate[], site: CallSite): Evaluate;
}

export interface FunctionExample {
  readonly text: string;
  /** Values of the fields the text names. */
  readonly given?: Readonly<Record<string, RecordValue>>;
  readonly result: RecordValue;
}

/** `round(x[, n])`: how a call is written. */
export function signatureOf({ name, parameters, variadic }: FunctionEntry): string {
  const required = parameters.filter((parameter) => parameter.optional === undefined).map((p) => p.name);
  const optional = parameters.filter((parameter) => parameter.optional).map((p) => `[, ${p.name}]`);
  return `${name}(${required.join(', ')}${optional.join('')}${variadic ? ', …' : ''})`;
}
