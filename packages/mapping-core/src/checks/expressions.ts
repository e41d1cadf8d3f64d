import type { Expression, Node, PathNode } from '../expression/ir.ts';
import { childrenOf, walk } from '../expression/walk.ts';
import type { Field, LinkMapping, Mapping } from '../language/mapping.ts';

/** The expression of a field, unless it is a constant. */
export function fieldExpression({ source }: Field): Expression | undefined {
  return source.kind === 'expression' ? source.expression : undefined;
}

/** Every expression of a mapping; one under `both` comes once for each people object. */
export function expressionsOf(mapping: Mapping): readonly Expression[] {
  const { people, catalogs, links, events, consent, lifecycle } = mapping;
  const fields = [
    ...people.flatMap(({ destinations }) => destinations),
    ...catalogs.flatMap((catalog) => catalog.fields),
    ...events.flatMap(({ properties }) => properties),
    ...links.flatMap(({ relationship }) => relationship?.attributes ?? []),
  ].map(({ field }) => fieldExpression(field));
  const conditions = [
    ...people.flatMap(({ externalId, where }) => [externalId, where]),
    ...catalogs.map(({ where }) => where),
    ...links.flatMap(linkConditions),
    ...events.flatMap(({ when, where }) => [when, where]),
    ...[consent.email, ...consent.groups].flatMap((rule) => Array.from(rule?.from.values() ?? [])),
    ...lifecycle.erase.values(),
  ];
  return [...fields, ...conditions].filter((expression) => expression !== undefined);
}

function linkConditions(link: LinkMapping): readonly (Expression | undefined)[] {
  return link.kind === 'lookup' ? [...link.where.values(), link.others?.where] : [link.set.where];
}

/** Paths of a tree that do not stand inside a call of one function. */
export function pathsOutside(node: Node, call: string): readonly PathNode[] {
  if (node.kind === 'path') return [node];
  if (node.kind === 'call' && node.name === call) return [];
  return childrenOf(node).flatMap((child) => pathsOutside(child, call));
}

/** Calls of one function anywhere in a tree. */
export function callsOf(node: Node, name: string): readonly Node[] {
  return [...walk(node)].filter((inner) => inner.kind === 'call' && inner.name === name);
}

/** `Account` for `Account.Owner`; empty for a field of the object itself. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** Last name of a path. */
export function fieldOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
