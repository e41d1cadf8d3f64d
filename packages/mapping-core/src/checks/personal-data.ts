import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import type { PathNode } from '../expression/ir.ts';
import type { CheckContext } from './check.ts';
import { destinationsOf, type OwnedDestination, placeOfName } from './destinations.ts';
import { fieldExpression } from './expressions.ts';
import { placeOfKey } from './written-values.ts';

/** Words of a field's name or label that mean special categories of data, identity papers, or money. Whole words only. */
const SENSITIVE =
  /\b(ssn|social security|passport|national id|tax id|driver'?s? licen[cs]e|credit card|card number|cvv|iban|bank account|password|medical|diagnosis|disability|disabilities|religion|religious|ethnicity|ethnic|race|racial|political|sexual orientation|biometric|genetic|criminal|trade union|union member|salary)\b/i;

/** Personal data leaves the CRM on purpose, and marketers know what a name means. */
export function* checkPersonalData(context: CheckContext): Iterable<Diagnostic> {
  for (const owned of destinationsOf(context)) {
    yield* sensitive(owned);
    yield* personalItems(owned);
    yield* withoutDoc(owned);
  }
  for (const { name, doc } of context.mapping.events)
    if (isBlank(doc)) yield diagnostic('mapping/no-doc', placeOfKey(context, ['events', name]), { name });
}

function* sensitive({ destination: { field, ...name } }: OwnedDestination): Iterable<Diagnostic> {
  if (field.pii === 'sensitive' && !isBlank(field.doc)) return;
  const expression = fieldExpression(field);
  const paths = expression?.paths.filter(looksSensitive) ?? [];
  for (const { path, span } of paths)
    yield diagnostic('security/sensitive-field', { file: expression?.file ?? name.file, span }, { field: path });
  if (field.pii === 'sensitive' && paths.length === 0)
    yield diagnostic('security/sensitive-field', placeOf(name), { field: expression?.text ?? name.name });
}

function looksSensitive({ path, field }: PathNode): boolean {
  return SENSITIVE.test(words(path)) || SENSITIVE.test(field?.label ?? '');
}

/** `Passport_Number__c` and `PassportNumber` as words. */
function words(path: string): string {
  return path.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[_.]+/g, ' ');
}

function* personalItems({ owner, destination }: OwnedDestination): Iterable<Diagnostic> {
  if (owner.startsWith('catalogs.') && destination.field.pii !== 'none')
    yield diagnostic('security/personal-data-in-catalog', placeOfName(destination), { name: destination.name });
}

/** Standard profile fields explain themselves; properties are explained by their event. */
function* withoutDoc({ destination }: OwnedDestination): Iterable<Diagnostic> {
  const { kind, name, field } = destination;
  if ((kind === 'attribute' || kind === 'catalog-field') && isBlank(field.doc))
    yield diagnostic('mapping/no-doc', placeOfName(destination), { name });
}

function placeOf({ file, span }: Place): Place {
  return { file, span };
}

function isBlank(doc: string | undefined): boolean {
  return (doc ?? '').trim() === '';
}
