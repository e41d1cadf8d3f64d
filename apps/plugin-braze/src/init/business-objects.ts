import type { Snapshot } from '@sf-braze/mapping-core';
import { sees } from './fields-seen.ts';

/** Catalogs that this org can fill and tie to people; one that no link leads to would help nobody. */
export interface BusinessObjects {
  readonly accounts: boolean;
  /** Whether contacts can belong to several accounts. */
  readonly otherAccounts: boolean;
  readonly opportunities: boolean;
}

export function businessObjects(snapshot: Snapshot): BusinessObjects {
  const accounts = sees(snapshot, 'Contact', 'AccountId') && sees(snapshot, 'Account', 'Name');
  return {
    accounts,
    otherAccounts:
      accounts &&
      snapshot.switches.contactsToMultipleAccounts &&
      sees(snapshot, 'AccountContactRelation', 'AccountId', 'ContactId', 'IsActive'),
    opportunities:
      snapshot.objects.has('Contact') &&
      sees(snapshot, 'Opportunity', 'Name') &&
      sees(snapshot, 'OpportunityContactRole', 'OpportunityId', 'ContactId', 'Opportunity.IsClosed'),
  };
}
