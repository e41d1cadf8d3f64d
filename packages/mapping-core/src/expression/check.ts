import { type Diagnostic, diagnostic, type Extras, type Span } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode, ParamsOf } from '../diagnostics/codes.ts';
import { checkNode } from './checking/check-node.ts';
import type { Checker, ExpressionScope } from './checking/checker.ts';
import { checkConstantConditions } from './checking/constant-condition.ts';
import { checkNullableComparisons } from './checking/nullable-comparison.ts';
import { isStrayNull, mismatch, required } from './checking/type-rules.ts';
import { functions } from './functions.ts';
import type { Expression, Node, PathNode } from './ir.ts';
import { parseExpression } from './parse.ts';
import type { Syntax, SyntaxProblem } from './syntax.ts';
import { walk } from './walk.ts';

export interface ExpressionInput {
  readonly text: string;
  /** Path of the file, as in its diagnostics. */
  readonly file: string;
  /** Where a range of the text stands in the file; YAML may have quoted or folded it. */
  readonly toFile: (offset: number, end: number) => Span;
  readonly scope: ExpressionScope;
}

export interface CheckedExpression {
  /** Absent when the expression cannot be evaluated; there is an error then. */
  readonly expression: Expression | undefined;
  /** Everything there is to say, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and types an expression against the snapshot. Total: never throws, and finds all problems at once. */
export function checkExpression(input: ExpressionInput): CheckedExpression {
  const diagnostics: Diagnostic[] = [];
  const { syntax, problems } = parseExpression(input.text);
  if (syntax === undefined) return { expression: undefined, diagnostics: problems.map((each) => found(input, each)) };
  const checker = checkerOf(input, diagnostics);
  const node = checkRoot(checker, syntax);
  return {
    expression: node && expressionOf(input, node),
    diagnostics: diagnostics.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
  };
}

function found({ file, toFile }: ExpressionInput, problem: SyntaxProblem): Diagnostic {
  const place = { file, span: toFile(problem.start, problem.end) };
  switch (problem.code) {
    case 'mapping/invalid-expression':
      return diagnostic(problem.code, place, { reason: problem.reason });
    case 'mapping/unsupported-syntax':
      return diagnostic(problem.code, place, { syntax: problem.syntax });
    case 'mapping/expression-too-large':
      return diagnostic(problem.code, place, { limit: problem.limit });
  }
}

function checkerOf({ file, toFile, scope }: ExpressionInput, diagnostics: Diagnostic[]): Checker {
  const checker: Checker = {
    scope,
    assumed: new Set(),
    spanOf: ({ start, end }) => toFile(start, end),
    report<Code extends DiagnosticCode>(code: Code, span: Span, params: ParamsOf<Code>, extras?: Extras) {
      diagnostics.push(diagnostic(code, { file, span }, params, extras));
    },
    check: (syntax, hint) => checkNode(checker, syntax, hint),
  };
  return checker;
}

function checkRoot(checker: Checker, syntax: Syntax): Node | undefined {
  const { expects, place } = checker.scope;
  const isCondition = expects === 'condition';
  const node = checker.check(syntax, isCondition ? 'boolean' : undefined);
  const root = isCondition ? required(checker, node, 'boolean', place) : node && asValue(checker, node);
  if (root === undefined) return undefined;
  checkConstantConditions(checker, root, isCondition);
  if (isCondition) checkNullableComparisons(checker, root);
  return root;
}

/** Values that can be sent: `null` alone says nothing, and lists hold texts. */
function asValue(checker: Checker, node: Node): Node | undefined {
  if (isStrayNull(checker, node)) return undefined;
  if (node.type.kind !== 'list' || node.type.of === undefined) return node;
  mismatch(checker, node, 'list of strings', checker.scope.place);
  return undefined;
}

function expressionOf({ text, file, toFile }: ExpressionInput, node: Node): Expression {
  const nodes = [...walk(node)];
  return {
    text,
    file,
    span: toFile(0, text.length),
    node,
    paths: eachOnce(nodes.filter((each) => each.kind === 'path')),
    previous: eachOnce(
      nodes.flatMap((each) => (each.kind === 'previous' || each.kind === 'changed' ? each.field : [])),
    ),
    calendar: nodes.some((each) => each.kind === 'call' && functions.get(each.name)?.calendar),
  };
}

function eachOnce(paths: readonly PathNode[]): readonly PathNode[] {
  const first = new Map<string, PathNode>();
  for (const path of paths) if (!first.has(path.path)) first.set(path.path, path);
  return [...first.values()];
}
