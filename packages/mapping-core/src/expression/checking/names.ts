import type { Node, PathNode } from '../ir.ts';
import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { NamePart, SyntaxOf } from '../syntax.ts';
import type { Checker } from './checker.ts';
import { checkPath } from './paths.ts';
import type { TypeKind } from './type-rules.ts';

const VARIABLES = ['org.id', 'env', 'previous'] as const;

/** A dotted name: a variable, `previous.F`, or a field path. */
export function checkName(checker: Checker, name: SyntaxOf<'name'>, hint: TypeKind | undefined): Node | undefined {
  const [first, ...rest] = name.parts;
  const written = dotted(name.parts);
  const span = checker.spanOf(name);
  if (written === 'org.id' || written === 'env') {
    return { kind: 'variable', name: written, type: { kind: 'string' }, nullable: false, span };
  }
  if (first?.name === 'previous' && rest.length > 0) return checkPrevious(checker, name, rest, hint);
  if (first !== undefined && isFieldName(first.name)) return checkPath(checker, name.parts, name, hint);
  checker.report(
    'mapping/unknown-name',
    span,
    { name: written },
    { nearest: nearestName(written, namesHere(checker)) },
  );
  return undefined;
}

/** Names of Salesforce start with a capital, or carry a suffix such as `__c`. */
function isFieldName(name: string): boolean {
  return /^[A-Z]/.test(name) || name.includes('__');
}

function* namesHere({ scope }: Checker): Generator<string> {
  const object = scope.object === undefined ? undefined : scope.snapshot?.objects.get(scope.object);
  yield* object?.fields.keys() ?? [];
  yield* VARIABLES;
}

function checkPrevious(
  checker: Checker,
  name: SyntaxOf<'name'>,
  parts: readonly NamePart[],
  hint: TypeKind | undefined,
): Node | undefined {
  const field = previousField(checker, name, parts, hint);
  if (field === undefined) return undefined;
  const span = checker.spanOf(name);
  if (!isKept(field)) {
    checker.report('mapping/previous-not-kept', span, { field: field.path });
    return undefined;
  }
  return { kind: 'previous', field, type: field.type, nullable: true, span };
}

/** The own field that `previous` names. */
function previousField(
  checker: Checker,
  name: SyntaxOf<'name'>,
  parts: readonly NamePart[],
  hint?: TypeKind,
): PathNode | undefined {
  const span = checker.spanOf(name);
  if (!checker.scope.allowPrevious) {
    checker.report('mapping/previous-outside-events', span, {});
    return undefined;
  }
  const [first] = parts;
  if (first === undefined || parts.length > 1) {
    checker.report('mapping/previous-not-kept', span, { field: dotted(parts) });
    return undefined;
  }
  const field = checkPath(checker, parts, first, hint);
  return field?.kind === 'path' ? field : undefined;
}

/** Old values are found by matching their fingerprint, which takes a known set of values. */
function isKept({ field }: PathNode): boolean {
  return field === undefined || field.type === 'boolean' || field.type === 'picklist';
}

/** `F != previous.F` and `F == previous.F`, in either order; undefined when that is not what was written. */
export function checkChanged(
  checker: Checker,
  { operator, left, right, ...range }: SyntaxOf<'binary'>,
): { readonly node: Node | undefined } | undefined {
  if ((operator !== '==' && operator !== '!=') || left.kind !== 'name' || right.kind !== 'name') return undefined;
  const [old, now] = left.parts[0]?.name === 'previous' ? [left, right] : [right, left];
  if (old.parts[0]?.name !== 'previous' || dotted(old.parts.slice(1)) !== dotted(now.parts)) return undefined;
  const field = previousField(checker, old, old.parts.slice(1));
  if (field === undefined) return { node: undefined };
  const { type, nullable, span } = { type: { kind: 'boolean' } as const, nullable: true, span: checker.spanOf(range) };
  return { node: { kind: 'changed', field, negated: operator === '==', type, nullable, span } };
}

function dotted(parts: readonly NamePart[]): string {
  return parts.map(({ name }) => name).join('.');
}
