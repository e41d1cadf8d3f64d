import type { RecordValue } from '../salesforce/record.ts';
import { compileExpression } from './evaluate.ts';
import type { EvaluationContext, EvaluationRun } from './evaluation.ts';
import { functions } from './functions.ts';
import type { Node } from './ir.ts';
import { walk } from './walk.ts';

const NOWHERE: EvaluationContext = { columnOf: () => 0, env: '', orgId: '', snapshot: undefined };
const NO_RUN: EvaluationRun = { at: '', report: () => undefined, previous: undefined };

/** The value of a node that names no field, no variable and no clock: `date('2027-01-01')`, `1 + 2`. Undefined for others. */
export function constantValue(node: Node): RecordValue | undefined {
  for (const { kind, ...part } of walk(node)) {
    if (kind === 'path' || kind === 'variable' || kind === 'previous' || kind === 'changed') return undefined;
    if ('name' in part && functions.get(part.name)?.calendar) return undefined;
  }
  return compileExpression(node, NOWHERE)([], NO_RUN);
}
