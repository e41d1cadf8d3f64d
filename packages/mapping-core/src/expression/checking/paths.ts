import { valueKind } from '../../salesforce/field-types.ts';
import type { Snapshot, SnapshotField, SnapshotObject } from '../../salesforce/snapshot.ts';
import type { ExpressionType, Node, PathNode } from '../ir.ts';
import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { NamePart, TextRange } from '../syntax.ts';
import type { Checker } from './checker.ts';
import type { TypeKind } from './type-rules.ts';

const MAX_PARENTS = 5;

/** A field path against the snapshot: at most five parents, through lookups that may lead to several objects. */
export function checkPath(
  checker: Checker,
  parts: readonly NamePart[],
  range: TextRange,
  hint: TypeKind | undefined,
): Node | undefined {
  const path = parts.map(({ name }) => name).join('.');
  const span = checker.spanOf(range);
  if (parts.length - 1 > MAX_PARENTS) {
    checker.report('mapping/path-too-deep', span, { path });
    return undefined;
  }
  const { snapshot, object } = checker.scope;
  const root = object === undefined ? undefined : snapshot?.objects.get(object);
  if (snapshot === undefined || root === undefined) {
    return unknownPath(path, span, parts.length === 1 ? object : undefined);
  }
  return endOfPath(checker, { snapshot, parts, path, span, hint }, followParents(checker, snapshot, root, parts));
}

interface Destination {
  /** Objects the parents lead to; more than one behind a polymorphic lookup. */
  readonly objects: readonly SnapshotObject[];
  /** Whether the snapshot lacks one of them. */
  readonly incomplete: boolean;
  readonly nullable: boolean;
}

function followParents(
  checker: Checker,
  snapshot: Snapshot,
  root: SnapshotObject,
  parts: readonly NamePart[],
): Destination | undefined {
  let at: Destination = { objects: [root], incomplete: false, nullable: false };
  for (const part of parts.slice(0, -1)) {
    const lookups = at.objects.flatMap((object) => lookupOf(object, part.name) ?? []);
    if (lookups.length === 0) {
      if (!at.incomplete) noParent(checker, parts, part, at.objects);
      return at.incomplete ? { ...at, objects: [] } : undefined;
    }
    const names = [...new Set(lookups.flatMap(({ referenceTo }) => referenceTo))];
    const objects = names.flatMap((name) => snapshot.objects.get(name) ?? []);
    at = {
      objects,
      incomplete: objects.length < names.length,
      nullable: at.nullable || names.length > 1 || lookups.some(({ nillable }) => nillable),
    };
  }
  return at;
}

function lookupOf(object: SnapshotObject, name: string): SnapshotField | undefined {
  for (const field of object.fields.values()) if (field.relationshipName === name) return field;
  return undefined;
}

/** A name that leads to no parent: a field that is no lookup, a lookup's own name, or nothing at all. */
function noParent(
  checker: Checker,
  parts: readonly NamePart[],
  part: NamePart,
  objects: readonly SnapshotObject[],
): void {
  const field = objects.map(({ fields }) => fields.get(part.name)).find((each) => each !== undefined);
  if (field === undefined) {
    missing(checker, part, objects, relationshipNames(objects), () => false);
    return;
  }
  const name = parts.map((each) => each.name).join('.');
  checker.report('mapping/unknown-name', checker.spanOf(part), { name }, { nearest: field.relationshipName });
}

function relationshipNames(objects: readonly SnapshotObject[]): readonly string[] {
  return objects.flatMap(({ fields }) =>
    [...fields.values()].flatMap(({ relationshipName }) => relationshipName ?? []),
  );
}

interface Written {
  readonly snapshot: Snapshot;
  readonly parts: readonly NamePart[];
  readonly path: string;
  readonly span: PathNode['span'];
  readonly hint: TypeKind | undefined;
}

function endOfPath(checker: Checker, written: Written, end: Destination | undefined): Node | undefined {
  const last = written.parts.at(-1);
  if (end === undefined || last === undefined) return undefined;
  const { path, span, hint } = written;
  const holders = end.objects.filter(({ fields }) => fields.has(last.name));
  const field = holders[0]?.fields.get(last.name);
  if (field === undefined) {
    if (end.incomplete || end.objects.length === 0) return unknownPath(path, span, undefined);
    if (last.name === 'IsPersonAccount' && !written.snapshot.switches.personAccounts)
      return noPersonAccount(checker, span);
    // `Account` alone is the way to a parent; its id is in `AccountId`.
    const lookup = end.objects.flatMap((object) => lookupOf(object, last.name) ?? [])[0];
    const names = lookup ? [lookup.name] : end.objects.flatMap(({ fields }) => [...fields.keys()]);
    missing(checker, last, end.objects, names, (name) => hint !== undefined && kindIn(end.objects, name) === hint);
    return undefined;
  }
  const kind = valueKind(field.type);
  if (kind === 'unmappable') {
    checker.report('salesforce/type-not-mappable', span, { field: path, type: field.type });
    return undefined;
  }
  const onEvery = holders.length === end.objects.length && !end.incomplete;
  const nullable = end.nullable || !onEvery || (kind !== 'boolean' && field.nillable);
  return { kind: 'path', path, field, object: holders[0]?.name, type: { kind }, nullable, span };
}

function unknownPath(path: string, span: PathNode['span'], object: string | undefined): PathNode {
  return { kind: 'path', path, field: undefined, object, type: { kind: 'unknown' }, nullable: true, span };
}

/** Where person accounts are off, the field does not exist, and nobody is one. */
function noPersonAccount({ assumed }: Checker, span: PathNode['span']): Node {
  const type: ExpressionType = { kind: 'boolean' };
  const node: Node = { kind: 'literal', value: false, type, nullable: false, span };
  assumed.add(node);
  return node;
}

function kindIn(objects: readonly SnapshotObject[], name: string): TypeKind | 'unmappable' | undefined {
  const field = objects.map(({ fields }) => fields.get(name)).find((each) => each !== undefined);
  return field && valueKind(field.type);
}

function missing(
  checker: Checker,
  part: NamePart,
  objects: readonly SnapshotObject[],
  names: readonly string[],
  preferred: (name: string) => boolean,
): void {
  const object = objects.map(({ name }) => name).join('|');
  const guess = nearestName(part.name, names, preferred);
  checker.report('salesforce/field-not-found', checker.spanOf(part), { object, field: part.name }, { nearest: guess });
}
