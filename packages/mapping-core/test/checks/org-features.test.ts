import type { OrgSwitches } from '../../src/salesforce/snapshot.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';
import { checkMarked } from './marked-findings.ts';

function check(switches: Partial<OrgSwitches>, mapping: string): void {
  const snapshot = { ...b2bSnapshot, switches: { ...b2bSnapshot.switches, ...switches } };
  checkMarked({ mapping, snapshot, infos: ['salesforce/feature-off'] });
}

describe('checkOrgFeatures', () => {
  it('asks for a filter where person accounts are on', () =>
    check(
      { personAccounts: true },
      `people:
  lead: { attributes: { Score: Score__c } }
  contact:
# ^^^^^^^ salesforce/person-accounts-unfiltered
    attributes: { Title: Title }
catalogs:
  accounts:
    from: Account
    name: accounts
    where: Type == 'Customer'
#          ^^^^^^^^^^^^^^^^^^ salesforce/person-accounts-unfiltered
    fields: { Type: Type }
links:
  account: { others: { attribute: AccountIds } }
`,
    ));
  it('asks for all accounts of a contact where it can have several', () =>
    check(
      { contactsToMultipleAccounts: true },
      `people:
  contact: { where: IsPersonAccount == false }
catalogs:
  accounts: { from: Account, name: accounts, where: IsPersonAccount == false, fields: { Type: Type } }
links:
  account:
# ^^^^^^^ salesforce/indirect-accounts-unmapped
    attribute: AccountId
`,
    ));
  it('tells what has no effect because it is switched off', () =>
    check(
      { contactsToMultipleAccounts: false, multiCurrency: false, personAccounts: false },
      `people:
  contact:
    where: IsPersonAccount == false
#          ^^^^^^^^^^^^^^^^^^^^^^^^ salesforce/feature-off
catalogs:
  accounts:
    from: Account
    name: accounts
    fields:
      Revenue: corporate(AnnualRevenue)
#              ^^^^^^^^^^^^^^^^^^^^^^^^ salesforce/feature-off
links:
  account:
    others: { attribute: AccountIds }
#           ^^^^^^^^^^^^^^^^^^^^^^^^^ salesforce/feature-off
`,
    ));
});
