import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../expression/ir.ts';
import type { OrgSwitches, Snapshot } from '../salesforce/snapshot.ts';
import type { CheckContext } from './check.ts';
import { callsOf, expressionsOf, fieldOf } from './expressions.ts';

/** What is switched on in the org, and what the mapping says to it. */
export function* checkOrgFeatures(context: CheckContext): Iterable<Diagnostic> {
  const { snapshot } = context;
  if (snapshot === undefined) return;
  yield* personAccounts(context, snapshot);
  yield* indirectAccounts(context, snapshot.switches);
  yield* convertedAmounts(context, snapshot.switches);
}

function* personAccounts({ mapping, placeOf }: CheckContext, { switches }: Snapshot): Iterable<Diagnostic> {
  const { people, catalogs } = mapping;
  const scopes = [
    ...people.filter(({ from }) => from === 'Contact').map(({ key, where }) => ({ path: ['people', key], where })),
    ...catalogs.filter(({ from }) => from === 'Account').map(({ key, where }) => ({ path: ['catalogs', key], where })),
  ];
  for (const { path, where } of scopes) {
    if (switches.personAccounts && !filtersPersonAccounts(where))
      yield diagnostic('salesforce/person-accounts-unfiltered', placeOf([...path, 'where']), { place: path.join('.') });
    if (!switches.personAccounts && filtersPersonAccounts(where))
      yield featureOff(placeOf([...path, 'where']), `${path.join('.')}.where`, 'Person Accounts');
  }
}

function filtersPersonAccounts(where: Expression | undefined): boolean {
  return where?.paths.some(({ path }) => fieldOf(path) === 'IsPersonAccount') ?? false;
}

function* indirectAccounts({ mapping, placeOf }: CheckContext, switches: OrgSwitches): Iterable<Diagnostic> {
  for (const link of mapping.links) {
    if (link.kind !== 'lookup' || link.name !== 'account') continue;
    const place = placeOf(['links', 'account', 'others']);
    if (switches.contactsToMultipleAccounts && link.others === undefined)
      yield diagnostic('salesforce/indirect-accounts-unmapped', place, {});
    if (!switches.contactsToMultipleAccounts && link.others !== undefined)
      yield featureOff(place, 'links.account.others', 'Contacts to Multiple Accounts');
  }
}

/** With one currency there is nothing to convert. */
function* convertedAmounts({ mapping }: CheckContext, switches: OrgSwitches): Iterable<Diagnostic> {
  if (switches.multiCurrency) return;
  for (const { file, node } of expressionsOf(mapping))
    for (const { span } of callsOf(node, 'corporate'))
      yield featureOff({ file, span }, 'corporate()', 'multi-currency');
}

function featureOff(place: Place, key: string, feature: string): Diagnostic {
  return diagnostic('salesforce/feature-off', place, { key, feature });
}
