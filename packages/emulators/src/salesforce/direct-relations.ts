import { binRecord, childRows } from './delete-records.ts';
import type { Org } from './org.ts';
import type { Row } from './row.ts';
import { upsertRecords } from './write-records.ts';

/**
 * With Contacts to Multiple Accounts, a contact has exactly one direct relation: to the account it belongs to.
 * https://help.salesforce.com/s/articleView?id=sales.shared_contacts_overview.htm
 */
export function followAccount(org: Org, contact: Row): void {
  const { switches, objects } = org.schema.definition;
  const hasRelations = objects.some(({ name }) => name === 'AccountContactRelation');
  if (!switches.contactsToMultipleAccounts || !hasRelations) return;
  if (contact.get('IsPersonAccount') === true || contact.get('IsDeleted') === true) return;
  const accountId = contact.get('AccountId');
  const relations = childRows(org, 'AccountContactRelation', 'ContactId', contact.id);
  const own = relations.find((relation) => relation.get('AccountId') === accountId);
  for (const relation of relations) if (relation !== own && relation.get('IsDirect') === true) binRecord(org, relation);
  if (typeof accountId !== 'string' || own?.get('IsDirect') === true) return;
  const relation = { AccountId: accountId, ContactId: contact.id, IsDirect: true, IsActive: true };
  upsertRecords(org, 'AccountContactRelation', [own === undefined ? relation : { ...relation, Id: own.id }]);
}

/** The relation that already joins these two; there is never a second one. */
export function findRelation(org: Org, contactId: unknown, accountId: unknown): Row | undefined {
  if (typeof contactId !== 'string' || typeof accountId !== 'string') return undefined;
  return childRows(org, 'AccountContactRelation', 'ContactId', contactId).find(
    (relation) => relation.get('AccountId') === accountId,
  );
}
