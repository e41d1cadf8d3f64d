import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { CheckContext } from './check.ts';
import { destinationsOf, writtenKeys } from './destinations.ts';
import { fieldExpression } from './expressions.ts';

/** A value that changes with the calendar has to be read again without a change of its record. */
export function* checkRefresh(context: CheckContext): Iterable<Diagnostic> {
  for (const owned of destinationsOf(context)) {
    const expression = fieldExpression(owned.destination.field);
    if (expression?.calendar === true && !writtenKeys(owned).has('refresh'))
      yield diagnostic('mapping/refresh-missing', expression, { expression: expression.text });
  }
}
