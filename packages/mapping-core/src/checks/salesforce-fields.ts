import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import type { Expression, PathNode } from '../expression/ir.ts';
import type { CheckContext } from './check.ts';
import { destinationsOf, type OwnedDestination } from './destinations.ts';
import { fieldExpression, fieldOf, parentOf, pathsOutside } from './expressions.ts';

/** What a describe says about the fields that are sent: who changes them unseen, who hides them, what they lack. */
export function* checkSalesforceFields(context: CheckContext): Iterable<Diagnostic> {
  const destinations = destinationsOf(context);
  const mapped = mappedCurrencies(destinations);
  for (const owned of destinations) {
    const expression = fieldExpression(owned.destination.field);
    if (expression === undefined) continue;
    const refresh = durationText(owned.destination.field.refreshMinutes ?? refreshOf(context));
    for (const path of expression.paths) {
      yield* unseenChanges(expression, path, refresh);
      if (path.field?.encrypted === true)
        yield diagnostic('salesforce/field-masked', placeIn(expression, path), { field: fieldName(path) });
    }
    yield* richText(expression);
    yield* currencies(context, owned, expression, mapped);
  }
  yield* conditionChanges(context);
}

/** Formulas and parents' fields in the conditions that decide what is in scope. */
function* conditionChanges(context: CheckContext): Iterable<Diagnostic> {
  const { people, catalogs } = context.mapping;
  const refresh = durationText(refreshOf(context));
  for (const { where } of [...people, ...catalogs])
    for (const path of where?.paths ?? []) yield* unseenChanges(where, path, refresh);
}

function* unseenChanges(expression: Expression | undefined, path: PathNode, refresh: string): Iterable<Diagnostic> {
  if (expression === undefined) return;
  const place = placeIn(expression, path);
  if (path.field?.calculated === true)
    yield diagnostic('salesforce/formula-field', place, { field: fieldName(path), refresh });
  else if (path.field !== undefined && path.path.includes('.'))
    yield diagnostic('salesforce/parent-field', place, { path: path.path, refresh });
}

function* richText(expression: Expression): Iterable<Diagnostic> {
  for (const path of pathsOutside(expression.node, 'text'))
    if (path.field?.html === true)
      yield diagnostic('mapping/rich-text', placeIn(expression, path), { field: path.path });
}

/** An amount travels with its currency: beside it, from the same record, or converted. */
function* currencies(
  { snapshot }: CheckContext,
  { owner }: OwnedDestination,
  expression: Expression,
  mapped: ReadonlySet<string>,
): Iterable<Diagnostic> {
  if (snapshot?.switches.multiCurrency !== true) return;
  for (const path of pathsOutside(expression.node, 'corporate')) {
    if (path.field?.type === 'currency' && !mapped.has(recordOf(owner, path)))
      yield diagnostic('salesforce/currency-without-code', placeIn(expression, path), { field: path.path });
  }
}

/** Records, seen from their owners, whose currency code is mapped. */
function mappedCurrencies(destinations: readonly OwnedDestination[]): ReadonlySet<string> {
  const records = destinations.flatMap(({ owner, destination }) => {
    const expression = fieldExpression(destination.field);
    const paths = expression === undefined ? [] : pathsOutside(expression.node, 'corporate');
    return paths.filter(({ path }) => fieldOf(path) === 'CurrencyIsoCode').map((path) => recordOf(owner, path));
  });
  return new Set(records);
}

/** The record a path ends in: `catalogs.deals Account`. */
function recordOf(owner: string, { path }: PathNode): string {
  return `${owner} ${parentOf(path)}`;
}

function placeIn({ file }: Expression, { span }: PathNode): Place {
  return { file, span };
}

/** `Account.Renewal_Date__c`: the object that holds it, not the way to it. */
function fieldName({ object, path }: PathNode): string {
  return object === undefined ? path : `${object}.${fieldOf(path)}`;
}

function refreshOf({ project }: CheckContext): number {
  return project?.schedule.formulaRefreshMinutes ?? 24 * 60;
}

/** Minutes in the language's own words: `15d`, `24h`, `90m`. */
function durationText(minutes: number): string {
  if (minutes > 0 && minutes % 60 === 0)
    return minutes % 1440 === 0 && minutes > 1440 ? `${minutes / 1440}d` : `${minutes / 60}h`;
  return `${minutes}m`;
}
