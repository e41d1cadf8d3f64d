import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { CatalogMapping, LinkMapping } from '../language/mapping.ts';
import { fieldAt } from '../salesforce/field-at.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';
import type { CheckContext } from './check.ts';
import { fieldExpression, fieldOf } from './expressions.ts';
import { placeOfKey } from './written-values.ts';

/** A link leads from people to the records of one catalog, and says when somebody leaves. */
export function* checkLinks(context: CheckContext): Iterable<Diagnostic> {
  const { mapping, placeOf } = context;
  for (const link of mapping.links) {
    const catalog = mapping.catalogs.find(({ key }) => key === link.catalog);
    if (catalog === undefined) {
      const place = placeOf(['links', link.name, 'catalog']);
      yield diagnostic(
        'mapping/unknown-catalog',
        place,
        { catalog: link.catalog },
        { allowed: mapping.catalogs.map(({ key }) => key) },
      );
    } else yield* wrongTargets(context, link, catalog);
    yield* withoutPeople(context, link);
    if (link.linked !== undefined && link.unlinked === undefined)
      yield diagnostic('mapping/no-unlink-event', placeOf(['links', link.name, 'unlinked']), { link: link.name });
  }
  yield* unlinkedCatalogs(context);
}

/** Where a link's paths start, in the words of the file. */
interface TargetPath {
  readonly object: string;
  readonly path: string;
  readonly key: string;
}

function* wrongTargets(
  { snapshot, placeOf, ...context }: CheckContext,
  link: LinkMapping,
  catalog: CatalogMapping,
): Iterable<Diagnostic> {
  if (snapshot === undefined) return;
  for (const { object, path, key } of targetPaths(context, link)) {
    const actual = referencedBy(snapshot, object, path);
    if (actual === undefined || actual.includes(catalog.from)) continue;
    yield diagnostic('mapping/link-target-mismatch', placeOf(['links', link.name, key]), {
      path,
      actual: actual.length === 0 ? 'no record' : actual.join(', '),
      catalog: catalog.key,
      expected: catalog.from,
    });
  }
}

function targetPaths({ mapping }: Pick<CheckContext, 'mapping'>, link: LinkMapping): readonly TargetPath[] {
  if (link.kind === 'junction') return [{ object: link.set.object, path: link.set.target, key: 'to' }];
  return mapping.people.flatMap(({ key, from }) => {
    const path = link.paths.get(key);
    return path === undefined ? [] : [{ object: from, path, key: 'through' }];
  });
}

/** Objects the field at the end of a path points at: none when it is no lookup, undefined when nobody knows. */
function referencedBy(snapshot: Snapshot, object: string, path: string): readonly string[] | undefined {
  if (!snapshot.objects.has(object)) return undefined;
  const field = fieldAt(snapshot, object, path);
  return field?.type === 'id' ? [object] : field?.referenceTo;
}

/** A built-in link can meet a mapping without contacts; a junction can name the wrong people. */
function* withoutPeople({ mapping, snapshot, placeOf }: CheckContext, link: LinkMapping): Iterable<Diagnostic> {
  const people = new Set(mapping.people.map(({ from }) => from));
  const leadsToPeople = (path: string): boolean => {
    if (link.kind === 'lookup' || snapshot === undefined) return true;
    return referencedBy(snapshot, link.set.object, path)?.some((object) => people.has(object)) ?? true;
  };
  const reaches = link.kind === 'lookup' ? link.paths.size > 0 : link.set.person.some(leadsToPeople);
  if (!reaches)
    yield diagnostic('mapping/link-incomplete', placeOf(['links', link.name, 'person']), {
      link: link.name,
      catalog: link.catalog,
    });
}

/** Segments join a catalog by the ids that links and events carry. */
function* unlinkedCatalogs(context: CheckContext): Iterable<Diagnostic> {
  const { mapping } = context;
  const linked = new Set(mapping.links.map(({ catalog }) => catalog));
  for (const { key, from } of mapping.catalogs) {
    const carried = mapping.events.some(({ on, properties }) =>
      properties.some(({ field }) => {
        const node = fieldExpression(field)?.node;
        if (node?.kind !== 'path') return false;
        return node.field?.referenceTo.includes(from) === true || (on === from && fieldOf(node.path) === 'Id');
      }),
    );
    if (!linked.has(key) && !carried)
      yield diagnostic('mapping/unlinked-catalog', placeOfKey(context, ['catalogs', key]), { catalog: key });
  }
}
