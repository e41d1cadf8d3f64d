import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Node, PathNode } from '../expression/ir.ts';
import type { Constant } from '../language/mapping.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { PicklistValue } from '../salesforce/snapshot.ts';
import type { CheckContext } from './check.ts';
import { destinationsOf, type OwnedDestination, writtenKeys } from './destinations.ts';
import { fieldExpression } from './expressions.ts';

const SHOWN = 5;

/** A map answers for every value of its picklist, or says what happens to the others; and for nothing else. */
export function* checkMaps(context: CheckContext): Iterable<Diagnostic> {
  for (const owned of destinationsOf(context)) {
    const { map } = owned.destination.field;
    const picked = pickedFrom(fieldExpression(owned.destination.field)?.node);
    if (map === undefined || picked === undefined) continue;
    yield* missingValues(owned, map, picked);
    yield* strangeKeys(owned, map, picked);
  }
}

type ValueMap = ReadonlyMap<string, Constant | null>;

/** The picklist a value comes from, and whether its labels are meant. */
interface Picked {
  readonly path: PathNode;
  readonly values: readonly PicklistValue[];
  readonly textOf: (value: PicklistValue) => string;
}

function* missingValues(owned: OwnedDestination, map: ValueMap, { values, textOf }: Picked): Iterable<Diagnostic> {
  if (writtenKeys(owned).has('otherwise')) return;
  // Those that are no longer active are still on old records, or the snapshot would not know them.
  const missing = values.map(textOf).filter((text) => !map.has(text));
  const { name } = owned.destination;
  if (missing.length > 0)
    yield diagnostic('mapping/incomplete-map', owned.placeOfKey(['map']), { name, values: listed(missing) });
}

function* strangeKeys(
  { placeOfKey }: OwnedDestination,
  map: ValueMap,
  { path, values, textOf }: Picked,
): Iterable<Diagnostic> {
  const known = values.map(textOf);
  for (const value of map.keys())
    if (!known.includes(value))
      yield diagnostic(
        'mapping/value-not-in-picklist',
        placeOfKey(['map', value]),
        { value, field: path.path },
        { nearest: nearestName(value, known) },
      );
}

/** Nothing when the expression is anything but a picklist, or its labels. */
function pickedFrom(node: Node | undefined): Picked | undefined {
  const labelled = node?.kind === 'call' && node.name === 'label';
  const path = labelled ? node.args[0] : node;
  if (path?.kind !== 'path' || path.field === undefined || path.field.picklist.length === 0) return undefined;
  return { path, values: path.field.picklist, textOf: ({ value, label }) => (labelled ? label : value) };
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, SHOWN).map((value) => `\`${value}\``);
  const more = values.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
