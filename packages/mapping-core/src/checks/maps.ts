import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../expression/ir.ts';
import type { CheckContext } from './check.ts';
import { destinationsOf, placeOfName, writtenKeys } from './destinations.ts';
import { fieldExpression } from './expressions.ts';

const SHOWN = 5;

/** A map answers for every active value of its picklist, or says what happens to the others. */
export function* checkMaps(context: CheckContext): Iterable<Diagnostic> {
  for (const owned of destinationsOf(context)) {
    const { destination } = owned;
    const { map } = destination.field;
    const expression = fieldExpression(destination.field);
    if (map === undefined || expression === undefined || writtenKeys(owned).has('otherwise')) continue;
    const missing = possibleValues(expression).filter((value) => !map.has(value));
    if (missing.length > 0)
      yield diagnostic('mapping/incomplete-map', placeOfName(destination), {
        name: destination.name,
        values: listed(missing),
      });
  }
}

/** The active values, or labels, of the picklist an expression is made of; none when it is anything else. */
function possibleValues({ node }: Expression): readonly string[] {
  if (node.kind === 'path') return active(node.field?.picklist).map(({ value }) => value);
  const [argument] = node.kind === 'call' && node.name === 'label' ? node.args : [];
  return argument?.kind === 'path' ? active(argument.field?.picklist).map(({ label }) => label) : [];
}

function active<Value extends { readonly active: boolean }>(values: readonly Value[] | undefined): readonly Value[] {
  return (values ?? []).filter((value) => value.active);
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, SHOWN).map((value) => `\`${value}\``);
  const more = values.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
