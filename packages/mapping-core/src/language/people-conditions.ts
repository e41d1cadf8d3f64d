import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts';
import { checkExpression, type CheckedExpression } from '../expression/check.ts';
import type { Expression } from '../expression/ir.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';

/** The text of an expression and where it stands. */
export interface ExpressionSource {
  readonly text: string;
  readonly file: string;
  readonly toFile: (start: number, end: number) => Span;
  /** Its key, in the words of the file. */
  readonly place: string;
}

export interface ExpressionUse {
  /** Object its fields belong to. */
  readonly object: string;
  readonly expects: 'condition' | 'value';
  readonly allowPrevious?: boolean;
}

/** A people object of the mapping. */
export interface PeopleObject {
  readonly key: string;
  readonly from: string;
}

/** A condition on people, per people key whose object has its fields. */
export interface PeopleConditions {
  readonly conditions: ReadonlyMap<string, Expression>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a condition on people once for every people object, and keeps it where the object has its fields.
 * Where none has them, what the first one lacks is reported.
 */
export function peopleConditions(
  people: readonly PeopleObject[],
  snapshot: Snapshot | undefined,
  source: ExpressionSource,
): PeopleConditions {
  const results = people.map(({ key, from }) => ({
    key,
    ...checkAt(snapshot, source, { object: from, expects: 'condition' }),
  }));
  const fitting = results.filter(({ diagnostics }) =>
    diagnostics.every((found) => found.code !== 'salesforce/field-not-found'),
  );
  const reported = fitting.length > 0 ? fitting : results.slice(0, 1);
  return {
    conditions: new Map(
      fitting.flatMap(({ key, expression }) => (expression === undefined ? [] : [[key, expression] as const])),
    ),
    diagnostics: reported.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Checks an expression against one object. */
export function checkAt(
  snapshot: Snapshot | undefined,
  { place, ...source }: ExpressionSource,
  { object, expects, allowPrevious = false }: ExpressionUse,
): CheckedExpression {
  // The checks say once that an object is not there; saying it again for each of its fields helps nobody.
  const known = snapshot?.objects.has(object) === true ? snapshot : undefined;
  return checkExpression({
    ...source,
    scope: { object, snapshot: known, allowPrevious, expects, place: `\`${place}\`` },
  });
}
