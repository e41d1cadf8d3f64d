import type { BinaryOperator, UnaryOperator } from './ir.ts';

/** Where a piece of an expression stands: half-open UTF-16 offsets inside the expression's own text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** One name of a dotted path. */
export interface NamePart extends TextRange {
  readonly name: string;
}

/** An expression as it was written: no names resolved, no types. */
export type Syntax = TextRange &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'name'; readonly parts: readonly NamePart[] }
    | { readonly kind: 'list'; readonly items: readonly Syntax[] }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Syntax }
    | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Syntax; readonly right: Syntax }
    | { readonly kind: 'conditional'; readonly test: Syntax; readonly whenTrue: Syntax; readonly otherwise: Syntax }
    /** `f(a, b)` and `a.f(b)` alike. */
    | { readonly kind: 'call'; readonly name: NamePart; readonly args: readonly Syntax[] }
  );

export type SyntaxOf<Kind extends Syntax['kind']> = Extract<Syntax, { readonly kind: Kind }>;

/** Why a text is no expression. */
export type SyntaxProblem = TextRange &
  (
    | { readonly code: 'mapping/invalid-expression'; readonly reason: string }
    | { readonly code: 'mapping/unsupported-syntax'; readonly syntax: string }
    | { readonly code: 'mapping/expression-too-large'; readonly limit: string }
  );
