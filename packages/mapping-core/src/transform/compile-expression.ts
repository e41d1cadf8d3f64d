import type { WorkspaceLimits } from '../braze/limits.ts';
import { compileExpression } from '../expression/evaluate.ts';
import type { Expression } from '../expression/ir.ts';
import type { Mapping } from '../language/mapping.ts';
import type { Capabilities } from '../language/project.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';
import type { ColumnList } from './columns.ts';
import type { CompiledExpression } from './compiled.ts';

export interface CompileOptions {
  readonly snapshot: Snapshot;
  /** Name of the environment: the variable `env`. */
  readonly env: string;
  /** 18 characters: the variable `org.id`. */
  readonly orgId: string;
  readonly capabilities: Capabilities;
  /** By people key: only people for whom it holds may leave the environment. */
  readonly guardWhere?: ReadonlyMap<string, Expression> | undefined;
}

/** What compiling needs everywhere. */
export interface CompileContext {
  readonly mapping: Mapping;
  readonly options: CompileOptions;
  readonly limits: WorkspaceLimits;
}

/** An expression over the columns of one query; the columns it needs are added. */
export function compileOver(context: CompileContext, list: ColumnList, expression: Expression): CompiledExpression {
  const { env, orgId, snapshot } = context.options;
  const columns = expression.paths.map(({ path }) => list.add(path));
  for (const { path } of expression.previous) list.add(path);
  return {
    evaluate: compileExpression(expression.node, { columnOf: (path) => list.add(path), env, orgId, snapshot }),
    kind: expression.node.type.kind,
    columns,
    comparesPrevious: expression.previous.length > 0,
  };
}
