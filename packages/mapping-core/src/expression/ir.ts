import type { Span } from '../diagnostics/diagnostic.ts';
import type { SnapshotField } from '../salesforce/snapshot.ts';

/** The type of a node. `unknown` stands where no snapshot is at hand, and fits everything. */
export type ExpressionType =
  | { readonly kind: 'string' }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  | { readonly kind: 'datetime' }
  /** `of` is given for list literals whose items are no texts; every other list holds texts. */
  | { readonly kind: 'list'; readonly of?: 'number' | 'boolean' | 'date' | 'datetime' }
  | { readonly kind: 'null' }
  | { readonly kind: 'unknown' };

interface Typed {
  readonly type: ExpressionType;
  /** Whether the value can be null at run time. */
  readonly nullable: boolean;
  /** Offsets in the file. */
  readonly span: Span;
}

export interface PathNode extends Typed {
  readonly kind: 'path';
  /** `Account.Owner.Email`: the column this node reads. */
  readonly path: string;
  /** The describe of the field the path ends in; absent without a snapshot. */
  readonly field: SnapshotField | undefined;
  /** The object that holds that field. */
  readonly object: string | undefined;
}

export type UnaryOperator = '!' | '-';
export type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '&&' | '||' | '+' | '-' | '*' | '/' | '%';

/** The typed tree on which evaluator, SOQL emitter and SQL emitter stand. */
export type Node =
  | (Typed & { readonly kind: 'literal'; readonly value: string | number | boolean | null })
  | PathNode
  | (Typed & { readonly kind: 'previous'; readonly field: PathNode })
  /** `F != previous.F` or, negated, `F == previous.F`: did the field change? Blank is a value here. */
  | (Typed & { readonly kind: 'changed'; readonly field: PathNode; readonly negated: boolean })
  | (Typed & { readonly kind: 'variable'; readonly name: 'org.id' | 'env' })
  | (Typed & { readonly kind: 'list'; readonly items: readonly Node[] })
  | (Typed & { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Node })
  | (Typed & { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node })
  /** `x == null` (or, negated, `x != null`): never null itself. */
  | (Typed & { readonly kind: 'is-null'; readonly operand: Node; readonly negated: boolean })
  | (Typed & { readonly kind: 'conditional'; readonly test: Node; readonly whenTrue: Node; readonly otherwise: Node })
  /** `corporate` carries the paths of the currency code and of the rate's date behind the argument that was written. */
  | (Typed & { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] });

/** A checked expression of a mapping. */
export interface Expression {
  readonly text: string;
  readonly file: string;
  /** Where it stands in the file. */
  readonly span: Span;
  readonly node: Node;
  /** Field paths it reads, each once. */
  readonly paths: readonly PathNode[];
  /** Own fields whose previous value or fingerprint it needs. */
  readonly previous: readonly PathNode[];
  /** True when the result changes with the calendar (`age`). */
  readonly calendar: boolean;
}
