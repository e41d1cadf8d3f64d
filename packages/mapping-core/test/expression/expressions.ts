import assert from 'node:assert/strict';

import type { Span } from '../../src/diagnostics/diagnostic.ts';
import { type CheckedExpression, checkExpression } from '../../src/expression/check.ts';
import type { ExpressionScope } from '../../src/expression/checking/checker.ts';
import { compileExpression } from '../../src/expression/evaluate.ts';
import type { EvaluationRun } from '../../src/expression/evaluation.ts';
import type { Expression } from '../../src/expression/ir.ts';
import type { RecordValue } from '../../src/salesforce/record.ts';
import { org } from './org.ts';

const scope: ExpressionScope = {
  object: 'Contact',
  snapshot: org,
  allowPrevious: false,
  expects: 'value',
  place: '`where`',
};

const toFile = (start: number, end: number): Span => ({ start, end });

/** Checks a text as it stands, on a contact. */
export function checked(text: string, given: Partial<ExpressionScope> = {}): CheckedExpression {
  return checkExpression({ text, file: 'b2b.braze.yaml', toFile, scope: { ...scope, ...given } });
}

/** The expression of a text that has no errors. */
export function expression(text: string, given: Partial<ExpressionScope> = {}): Expression {
  const result = checked(text, given);
  assert.ok(result.expression, `${text}: ${result.diagnostics.map(({ message }) => message).join(' ')}`);
  return result.expression;
}

export type Given = Readonly<Record<string, RecordValue>>;

/** What an expression gives for a record, and the codes it reported. */
export function outcome(
  node: Expression['node'],
  given: Given,
  run: Partial<EvaluationRun> = {},
): { readonly value: RecordValue; readonly reported: readonly string[] } {
  const columns = Object.keys(given);
  const reported: string[] = [];
  const evaluate = compileExpression(node, {
    columnOf: (path) => columns.indexOf(path),
    env: 'production',
    orgId: org.org.id,
    snapshot: org,
  });
  const value = evaluate(
    columns.map((path) => given[path]),
    {
      at: '2026-01-01T12:00:00.000Z',
      previous: undefined,
      report(code, params) {
        reported.push([code, ...Object.values(params)].join(' '));
      },
      ...run,
    },
  );
  return { value, reported };
}

export const condition: Partial<ExpressionScope> = { expects: 'condition' };
export const event: Partial<ExpressionScope> = { expects: 'condition', allowPrevious: true };

/** A text, and below it its findings: marks under the place, the code, and the guess if there is one. */
export function checkFindings(fixture: string, given: Partial<ExpressionScope> = {}): void {
  const [text = '', ...expected] = fixture.split('\n');
  const found = checked(text, given).diagnostics.map(({ span, code, nearest }) => {
    const marks = ' '.repeat(span.start) + '^'.repeat(span.end - span.start);
    return `${marks} ${code}${nearest === undefined ? '' : ` (${nearest})`}`;
  });
  assert.equal([text, ...found].join('\n'), [text, ...expected].join('\n'));
}

/** The first message of a text. */
export function firstMessage(text: string, given: Partial<ExpressionScope> = {}): string | undefined {
  return checked(text, given).diagnostics[0]?.message;
}
