import type { Snapshot, SnapshotField } from '@sf-braze/mapping-core';

/** Names that mean the product's own user id, the likeliest first. */
const LIKELY = [
  /^(?:App|Product|Platform|Braze|External|Web)_?User_?Id__c$/i,
  /^Braze_?(?:External_?)?Id__c$/i,
  /^(?:App_?|Product_?|User_?|Customer_?)*UUID__c$/i,
  /User_?Id__c$/i,
  /UUID__c$/i,
];

/** Ids of somebody who works on the record, not of the person it is about. */
const COLLEAGUE = /owner|sales|sfdc|crm|created|modified|manager|rep_|agent|assigned/i;

/** `acme__User_Id__c` belongs to an installed package. */
const NAMESPACED = /^[A-Za-z0-9]+__.+__c$/;

export interface ExternalIdFields {
  readonly lead: string | undefined;
  readonly contact: string | undefined;
}

/** Text fields that, going by their names, hold the product's own user id; the same on both where that is possible. */
export function externalIdFields(snapshot: Snapshot): ExternalIdFields {
  const lead = candidates(snapshot, 'Lead');
  const contact = candidates(snapshot, 'Contact');
  const shared = contact.find((name) => lead.includes(name));
  return { lead: shared ?? lead[0], contact: shared ?? contact[0] };
}

function candidates({ objects }: Snapshot, object: string): readonly string[] {
  const fields = [...(objects.get(object)?.fields.values() ?? [])].filter(isText);
  return fields
    .map(({ name }) => ({ name, rank: rankOf(name) }))
    .filter(({ rank }) => rank >= 0)
    .toSorted((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

function isText({ type, custom, calculated, encrypted }: SnapshotField): boolean {
  return custom && type === 'string' && !calculated && !encrypted;
}

function rankOf(name: string): number {
  return COLLEAGUE.test(name) || NAMESPACED.test(name) ? -1 : LIKELY.findIndex((pattern) => pattern.test(name));
}
