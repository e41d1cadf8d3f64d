import { consentFields } from '../braze/names.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConsentRule } from '../language/mapping.ts';
import type { CheckContext } from './check.ts';
import { destinationsOf, type OwnedDestination, placeOfName } from './destinations.ts';
import { fieldExpression, fieldOf } from './expressions.ts';

/** Salesforce's opt-out of email, on leads and contacts. */
const OPT_OUT_FIELD = 'HasOptedOutOfEmail';

/** Consent goes one way and one road: out, and through `consent`. */
export function* checkConsent(context: CheckContext): Iterable<Diagnostic> {
  for (const owned of destinationsOf(context)) {
    if (isConsent(owned))
      yield diagnostic('mapping/consent-as-attribute', placeOfName(owned.destination), {
        name: owned.destination.name,
      });
  }
  for (const [path, rule] of rules(context)) {
    if (rule.direction === 'both' && (rule.doc ?? '').trim() === '')
      yield diagnostic('mapping/opt-in-possible', context.placeOf([...path, 'direction']), {});
  }
}

function isConsent({ owner, destination: { name, field } }: OwnedDestination): boolean {
  if (!owner.startsWith('people.')) return false;
  if (consentFields.includes(name.toLowerCase())) return true;
  const node = fieldExpression(field)?.node;
  return node?.kind === 'path' && fieldOf(node.path) === OPT_OUT_FIELD;
}

function rules({
  mapping: { consent },
}: CheckContext): readonly (readonly [readonly (string | number)[], ConsentRule])[] {
  return [
    ...(consent.email === undefined ? [] : ([[['consent', 'email'], consent.email]] as const)),
    ...consent.groups.map((rule, index) => [['consent', 'groups', index], rule] as const),
  ];
}
