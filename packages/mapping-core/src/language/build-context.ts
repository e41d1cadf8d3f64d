import { type Diagnostic, diagnostic, type Extras, type Span } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode, ParamsOf } from '../diagnostics/codes.ts';
import type { Expression } from '../expression/ir.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';
import type { JoinedMappings } from './join-mappings.ts';
import {
  checkAt,
  type ExpressionSource,
  type ExpressionUse,
  peopleConditions,
  type PeopleObject,
} from './people-conditions.ts';
import type { Path } from './yaml-tree.ts';

/** What every section of a mapping is built with. */
export interface BuildContext {
  readonly joined: JoinedMappings;
  readonly snapshot: Snapshot | undefined;
  /** In order of rank. */
  readonly people: readonly PeopleObject[];
  /** Pace at which formulas and parents' fields are read again. */
  readonly formulaRefreshMinutes: number;
  readonly diagnostics: Diagnostic[];
}

export function report<Code extends DiagnosticCode>(
  context: BuildContext,
  code: Code,
  path: Path,
  params: ParamsOf<Code>,
  extras: Extras = {},
): void {
  context.diagnostics.push(diagnostic(code, context.joined.placeOf(path), params, extras));
}

/** Checks the expression at a path and reports what is wrong with it. Nothing when it cannot be evaluated. */
export function buildExpression(
  context: BuildContext,
  path: Path,
  text: string,
  use: ExpressionUse,
): Expression | undefined {
  const { expression, diagnostics } = checkAt(context.snapshot, sourceAt(context, path, text), use);
  context.diagnostics.push(...diagnostics);
  return expression;
}

/** A condition on people, per people key whose object has its fields. */
export function buildPeopleConditions(
  context: BuildContext,
  path: Path,
  text: string,
): ReadonlyMap<string, Expression> {
  const { conditions, diagnostics } = peopleConditions(context.people, context.snapshot, sourceAt(context, path, text));
  context.diagnostics.push(...diagnostics);
  return conditions;
}

function sourceAt({ joined }: BuildContext, path: Path, text: string): ExpressionSource {
  const { parsed, path: inFile } = joined.originOf(path);
  return { text, file: parsed.file, toFile: parsed.toFile(inFile), place: path.join('.') };
}

/** Where the key at a path stands, in its file. */
export function keySpan({ joined }: BuildContext, path: Path): Span {
  const { parsed, path: inFile } = joined.originOf(path);
  return parsed.spanOfKey(inFile);
}
