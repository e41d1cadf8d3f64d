import { limits, limitsFor } from '../braze/limits.ts';
import { sdkFields } from '../braze/names.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Node, PathNode } from '../expression/ir.ts';
import type { RelationSet } from '../language/mapping.ts';
import { valueKind } from '../salesforce/field-types.ts';
import type { CheckContext } from './check.ts';
import { destinationsOf, type OwnedDestination, placeOfName } from './destinations.ts';
import { fieldExpression } from './expressions.ts';
import { placeOfKey } from './written-values.ts';

/** Counts and lengths against what Braze and this workspace take. */
export function* checkBrazeLimits(context: CheckContext): Iterable<Diagnostic> {
  yield* catalogSizes(context);
  yield* linkSets(context);
  for (const owned of destinationsOf(context)) {
    yield* pickedLists(context, owned);
    yield* longTexts(context, owned);
    yield* sdkFieldsOf(owned);
  }
}

function* catalogSizes(context: CheckContext): Iterable<Diagnostic> {
  for (const { key, fields } of context.mapping.catalogs) {
    const count = fields.length + 1;
    if (count > limits.catalogFields.value)
      yield diagnostic('braze/too-many-catalog-fields', placeOfKey(context, ['catalogs', key, 'fields']), {
        catalog: key,
        count,
      });
  }
}

function* linkSets({ mapping, capabilities, placeOf }: CheckContext): Iterable<Diagnostic> {
  const limit = limitsFor(capabilities).attributeArrayElements;
  for (const link of mapping.links) {
    const sets: readonly (readonly [RelationSet | undefined, readonly string[]])[] =
      link.kind === 'lookup' ? [[link.others, ['others', 'max']]] : [[link.set, ['max']]];
    for (const [set, keys] of sets)
      if (set !== undefined && set.max > limit)
        yield diagnostic('braze/list-may-overflow', placeOf(['links', link.name, ...keys]), {
          name: set.attribute,
          max: set.max,
          limit,
        });
  }
}

/** A multi-select picklist with more values than its destination holds. */
function* pickedLists({ capabilities }: CheckContext, { destination }: OwnedDestination): Iterable<Diagnostic> {
  const { attributeArrayElements, catalogArrayElements } = limitsFor(capabilities);
  const limit = destination.kind === 'catalog-field' ? catalogArrayElements : attributeArrayElements;
  const node = fieldExpression(destination.field)?.node;
  if (node?.kind !== 'path' || node.field?.type !== 'multipicklist' || destination.field.as !== 'array') return;
  const max = node.field.picklist.length;
  if (max > limit)
    yield diagnostic('braze/list-may-overflow', placeOfName(destination), { name: destination.name, max, limit });
}

/** A text field that is longer than its destination; what a function or a map makes of it is not guessed. */
function* longTexts({ capabilities }: CheckContext, { destination }: OwnedDestination): Iterable<Diagnostic> {
  const { field, kind, name } = destination;
  const { attributeText, catalogText } = limitsFor(capabilities);
  const limit = kind === 'catalog-field' ? catalogText : attributeText.length;
  const expression = fieldExpression(field);
  if (expression === undefined || field.as !== 'string' || field.map !== undefined) return;
  const longest = wholeTexts(expression.node).find((path) => (path.field?.length ?? 0) > limit);
  if (longest !== undefined)
    yield diagnostic(
      'braze/text-may-overflow',
      { file: expression.file, span: longest.span },
      { field: longest.path, name, limit },
    );
}

/** Functions that give a text back about as long as it was. */
const keepLength: ReadonlySet<string> = new Set(['trim', 'lower', 'upper', 'title', 'text', 'coalesce']);

function wholeTexts(node: Node): readonly PathNode[] {
  if (node.kind === 'path') return node.field && valueKind(node.field.type) === 'string' ? [node] : [];
  return node.kind === 'call' && keepLength.has(node.name) ? node.args.flatMap(wholeTexts) : [];
}

function* sdkFieldsOf({ destination }: OwnedDestination): Iterable<Diagnostic> {
  const { kind, name, field } = destination;
  if (kind === 'profile' && sdkFields.includes(name) && field.write === 'always')
    yield diagnostic('braze/sdk-also-writes', placeOfName(destination), { name });
}
