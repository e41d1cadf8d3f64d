import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';

import type { BinaryOperator } from './ir.ts';
import { readingProblem } from './reading-problem.ts';
import type { NamePart, Syntax, SyntaxProblem, TextRange } from './syntax.ts';
import { type Token, tokensOf } from './tokens.ts';
import { unsupportedSyntax } from './unsupported.ts';

const MAX_CHARACTERS = 4000;
const MAX_NODES = 2000;
const MAX_DEPTH = 64;

const environment = new Environment({
  limits: {
    maxAstNodes: MAX_NODES,
    maxDepth: MAX_DEPTH,
    maxListElements: MAX_NODES,
    maxCallArguments: MAX_NODES,
    maxMapEntries: MAX_NODES,
  },
});

export type ParseResult =
  | { readonly syntax: Syntax; readonly problems: readonly [] }
  | { readonly syntax: undefined; readonly problems: readonly SyntaxProblem[] };

/**
 * Reads an expression of at most 4,000 characters, 2,000 nodes and 64 levels.
 * Never throws; a text that is no expression gives its problems instead.
 */
export function parseExpression(text: string): ParseResult {
  if (text.length > MAX_CHARACTERS) {
    return failed([
      { code: 'mapping/expression-too-large', limit: '4,000 characters', start: MAX_CHARACTERS, end: text.length },
    ]);
  }
  const tokens = tokensOf(text);
  const unsupported = unsupportedSyntax(tokens);
  if (unsupported.length > 0) return failed(unsupported);
  const trailing = trailingComma(tokens);
  if (trailing !== undefined) return failed([trailing]);
  return read(text, tokens);
}

function failed(problems: readonly SyntaxProblem[]): ParseResult {
  return { syntax: undefined, problems };
}

function read(text: string, tokens: readonly Token[]): ParseResult {
  try {
    const reader: Reader = { text, tokens, problems: [] };
    const syntax = convert(reader, environment.parse(text).ast, 1);
    return syntax === undefined || reader.problems.length > 0 ? failed(reader.problems) : { syntax, problems: [] };
  } catch (error) {
    if (error instanceof ParseError) return failed([readingProblem(text, error)]);
    throw error;
  }
}

/** CEL takes `[a, b,]`; the language does not. */
function trailingComma(tokens: readonly Token[]): SyntaxProblem | undefined {
  const comma = tokens.find(({ text }, index) => text === ',' && /^[)\]]$/.test(tokens[index + 1]?.text ?? ''));
  if (comma === undefined) return undefined;
  const { start, end } = comma;
  return { code: 'mapping/invalid-expression', reason: 'nothing follows the comma', start, end };
}

interface Reader {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly problems: SyntaxProblem[];
}

/** `depth` counts nesting; the left sides of an operator chain (`a && b && c`) stand on one level. */
function convert(reader: Reader, node: ASTNode, depth: number): Syntax | undefined {
  const range = widened(reader.tokens, node);
  if (depth > MAX_DEPTH) return tooDeep(reader, range);
  switch (node.op) {
    case 'value':
      return literal(reader, node.args, range);
    case 'id':
      return { kind: 'name', parts: [{ name: node.args, ...range }], ...range };
    case '.':
      return member(reader, node.args, range, depth);
    case 'call':
      return call(reader, { name: nameAt(reader, node.args[0], node.start), args: node.args[1], range, depth });
    case 'rcall': {
      const [name, receiver, args] = node.args;
      return call(reader, { name: nameAt(reader, name, receiver.end), args: [receiver, ...args], range, depth });
    }
    case 'list':
      return list(reader, node.args, range, depth);
    case '!_':
    case '-_':
      return unary(reader, { operator: node.op === '!_' ? '!' : '-', operand: node.args, range, depth });
    case '?:':
      return conditional(reader, node.args, range, depth);
    case '[]':
    case '[?]':
    case '.?':
    case 'map':
      return refuse(reader, range);
    case '&&':
    case '||':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return binary(reader, node, range, depth);
  }
}

function literal(
  reader: Reader,
  value: Extract<ASTNode, { op: 'value' }>['args'],
  range: TextRange,
): Syntax | undefined {
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (Number.isFinite(number)) return { kind: 'literal', value: number, ...range };
    reader.problems.push({ code: 'mapping/invalid-expression', reason: 'the number is too large', ...range });
    return undefined;
  }
  if (typeof value === 'object' && value !== null) return refuse(reader, range);
  return { kind: 'literal', value, ...range };
}

/** `a.b.c` is one name; a name after anything else (`f(x).c`) has no meaning here. */
function member(
  reader: Reader,
  [left, name]: readonly [ASTNode, string],
  range: TextRange,
  depth: number,
): Syntax | undefined {
  const owner = convert(reader, left, depth);
  if (owner === undefined) return undefined;
  const part = nameAt(reader, name, left.end);
  const plain = reader.text.slice(owner.end, part.start).trim() === '.';
  if (owner.kind !== 'name' || !plain) return refuse(reader, { start: part.start, end: part.end });
  return { kind: 'name', parts: [...owner.parts, part], ...range };
}

/** The next place where the name stands; only brackets, blanks and the dot can come before it. */
function nameAt(reader: Reader, name: string, from: number): NamePart {
  const start = reader.text.indexOf(name, from);
  return { name, start, end: start + name.length };
}

function call(
  reader: Reader,
  { name, args, range, depth }: { name: NamePart; args: readonly ASTNode[]; range: TextRange; depth: number },
): Syntax | undefined {
  const converted = each(reader, args, depth);
  return converted && { kind: 'call', name, args: converted, ...range };
}

function list(reader: Reader, items: readonly ASTNode[], range: TextRange, depth: number): Syntax | undefined {
  const converted = each(reader, items, depth);
  return converted && { kind: 'list', items: converted, ...range };
}

function each(reader: Reader, nodes: readonly ASTNode[], depth: number): readonly Syntax[] | undefined {
  const converted = nodes.map((node) => convert(reader, node, depth + 1)).filter((node) => node !== undefined);
  return converted.length === nodes.length ? converted : undefined;
}

function unary(
  reader: Reader,
  it: { operator: '!' | '-'; operand: ASTNode; range: TextRange; depth: number },
): Syntax | undefined {
  const operand = convert(reader, it.operand, it.depth + 1);
  return operand && { kind: 'unary', operator: it.operator, operand, ...it.range };
}

function conditional(
  reader: Reader,
  nodes: readonly [ASTNode, ASTNode, ASTNode],
  range: TextRange,
  depth: number,
): Syntax | undefined {
  const [test, whenTrue, otherwise] = each(reader, nodes, depth) ?? [];
  if (test === undefined || whenTrue === undefined || otherwise === undefined) return undefined;
  return { kind: 'conditional', test, whenTrue, otherwise, ...range };
}

type Infix = Extract<ASTNode, { op: BinaryOperator }>;

function binary(reader: Reader, node: Infix, range: TextRange, depth: number): Syntax | undefined {
  const left = convert(reader, node.args[0], depth);
  const right = convert(reader, node.args[1], depth + 1);
  return left && right && { kind: 'binary', operator: node.op, left, right, ...range };
}

function refuse({ text, problems }: Reader, range: TextRange): undefined {
  problems.push({ code: 'mapping/unsupported-syntax', syntax: text.slice(range.start, range.end), ...range });
}

function tooDeep({ problems }: Reader, range: TextRange): undefined {
  if (problems.length > 0) return;
  problems.push({ code: 'mapping/expression-too-large', limit: `${MAX_DEPTH} levels`, ...range });
}

/** The parser leaves the brackets around operands out of its ranges, so that `(a) + (b)` would read `a) + (b`. */
function widened(tokens: readonly Token[], { start, end }: TextRange): TextRange {
  let range = { start, end };
  for (const { start: from, end: to, partner } of tokens) {
    if (from < start || to > end || partner === undefined) continue;
    const other = tokens[partner];
    if (other === undefined) continue;
    range = { start: Math.min(range.start, other.start), end: Math.max(range.end, other.end) };
  }
  return range;
}
