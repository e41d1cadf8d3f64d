import type { DiagnosticCode, ParamsOf } from '../../diagnostics/codes.ts';
import type { Extras, Span } from '../../diagnostics/diagnostic.ts';
import type { Snapshot } from '../../salesforce/snapshot.ts';
import type { ExpressionType, Node } from '../ir.ts';
import type { Syntax, TextRange } from '../syntax.ts';

/** Where an expression stands and what is expected of it. */
export interface ExpressionScope {
  /** SObject whose records it is evaluated on; undefined when that is not known. */
  readonly object: string | undefined;
  /** Without it, fields are not checked and have no types. */
  readonly snapshot: Snapshot | undefined;
  /** Whether `previous` is known here: inside `events`. */
  readonly allowPrevious: boolean;
  readonly expects: 'condition' | 'value';
  /** What the destination is called in a sentence. */
  readonly place: string;
}

/** What the checks of one expression share. A check that fails reports and gives no node. */
export interface Checker {
  readonly scope: ExpressionScope;
  /** Nodes that stand for a field this org cannot have, and so are constant without being a mistake. */
  readonly assumed: Set<Node>;
  spanOf(range: TextRange): Span;
  report<Code extends DiagnosticCode>(code: Code, span: Span, params: ParamsOf<Code>, extras?: Extras): void;
  /** The node of a piece of syntax; `hint` is the type that would fit, for guesses about mistyped names. */
  check(syntax: Syntax, hint?: ExpressionType['kind']): Node | undefined;
}
