import type { LinkMapping, RelationSet } from '../language/mapping.ts';
import { columnList, relationshipOf } from './columns.ts';
import { type CompileContext, compileOver } from './compile-expression.ts';
import type { CompiledRelation } from './compiled.ts';

/** The junction queries of all links, by the key under which `reconcile` expects their rows. */
export function compileRelations(context: CompileContext): ReadonlyMap<string, CompiledRelation> {
  const { switches } = context.options.snapshot;
  return new Map(
    context.mapping.links.flatMap((link): [string, CompiledRelation][] => {
      if (link.kind === 'junction') return [[link.name, compileRelation(context, link, link.set)]];
      // The junction object does not exist in an org where the feature is off.
      if (link.others === undefined || !switches.contactsToMultipleAccounts) return [];
      return [[`${link.name}.others`, compileRelation(context, link, link.others)]];
    }),
  );
}

function compileRelation(context: CompileContext, link: LinkMapping, set: RelationSet): CompiledRelation {
  const { snapshot } = context.options;
  const list = columnList(snapshot, set.object);
  const target = relationshipOf(snapshot, set.object, set.target);
  return {
    link,
    set,
    columns: list.columns,
    person: set.person.map((path) => list.add(path)),
    target: list.add(set.target),
    isPrimary: list.addIfPresent('IsPrimary'),
    modstamp: list.addIfPresent('SystemModstamp'),
    targetModstamp: target === undefined ? undefined : list.addIfPresent(`${target}.SystemModstamp`),
    where: set.where && compileOver(context, list, set.where),
  };
}
