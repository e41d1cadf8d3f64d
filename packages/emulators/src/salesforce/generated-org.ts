import { id18, indexOfId, numberedId } from './id.ts';
import type { GeneratedTable } from './record-store.ts';
import type { Row, Value } from './row.ts';
import { generatedFields } from './generated-fields.ts';
import { createOrgPlan, GENERATED_BLOCK, type OrgPlan } from './org-plan.ts';

/**
 * `people` leads and contacts with their accounts, opportunities and roles, all by arithmetic: a record is made when
 * somebody looks and forgotten at once. The same number gives the same records; only their times hang on `now`
 * (milliseconds since 1970), which they all precede.
 */
export function createGeneratedOrg(people: number, now: number): ReadonlyMap<string, GeneratedTable> {
  const plan = createOrgPlan(people, now);
  const lookups = lookupsOf(plan);
  return new Map(
    Object.entries(plan.tables).map(([object, { keyPrefix, size }]) => [
      object,
      createTable(plan, object, keyPrefix, size, lookups[object] ?? {}),
    ]),
  );
}

/** From the index of a parent to the ascending indexes of its children. */
type Lookup = { readonly parent: string; readonly children: (index: number) => readonly number[] };

function createTable(
  plan: OrgPlan,
  object: string,
  keyPrefix: string,
  size: number,
  lookups: Readonly<Record<string, Lookup>>,
): GeneratedTable {
  const fields = generatedFields[object] ?? {};
  const idAt = (index: number) => numberedId(keyPrefix, GENERATED_BLOCK, index);
  const indexIn = (table: string, id: string) => {
    const target = plan.tables[table];
    if (target === undefined) return undefined;
    const index = indexOfId(id, target.keyPrefix, GENERATED_BLOCK);
    return index === undefined || index >= target.size ? undefined : index;
  };
  return {
    size,
    rowAt(index): Row {
      const id = idAt(index);
      return {
        object,
        id,
        get: (source): Value =>
          source === 'Id' ? id : (fields[source]?.(plan, index) ?? plan.systemField(source, index, size)),
      };
    },
    indexOf: (id) => indexIn(object, id),
    indexesWhere(source, ids) {
      const lookup = lookups[source];
      if (lookup === undefined) return undefined;
      const indexes = new Set<number>();
      for (const id of ids) {
        const parent = indexIn(lookup.parent, id18(id));
        if (parent !== undefined) for (const child of lookup.children(parent)) indexes.add(child);
      }
      return [...indexes].toSorted((left, right) => left - right);
    },
    indexesBetween: (fromTime, toTime) => plan.stampRange(size, fromTime, toTime),
  };
}

function lookupsOf(plan: OrgPlan): Readonly<Record<string, Readonly<Record<string, Lookup>>>> {
  const rolesOfContact = (contact: number) =>
    plan
      .opportunitiesOfAccount(plan.accountOfContact(contact))
      .flatMap((opportunity) => plan.rolesOfOpportunity(opportunity))
      .filter((role) => plan.contactOfRole(role) === contact);
  return {
    Lead: {
      ConvertedContactId: { parent: 'Contact', children: (contact) => plan.leadsConvertedTo(contact) },
    },
    Contact: { AccountId: { parent: 'Account', children: plan.contactsOfAccount } },
    Opportunity: { AccountId: { parent: 'Account', children: plan.opportunitiesOfAccount } },
    OpportunityContactRole: {
      OpportunityId: { parent: 'Opportunity', children: plan.rolesOfOpportunity },
      ContactId: { parent: 'Contact', children: rolesOfContact },
    },
    AccountContactRelation: {
      ContactId: { parent: 'Contact', children: plan.relationsOfContact },
      AccountId: { parent: 'Account', children: plan.relationsOfAccount },
    },
  };
}
