import { id15 } from './id.ts';
import { nowText, type Org } from './org.ts';
import { isKept, keptRow, type Row } from './row.ts';
import { rawOf } from './write-records.ts';

/**
 * Moves records to the recycle bin, with what belongs to them: an account takes its contacts and opportunities along,
 * an opportunity its contact roles, a person its campaign memberships and account relations. A contact role deleted
 * itself is gone without a trace. Throws an Error for an unknown id; earlier ones are then deleted.
 */
export function deleteRecords(org: Org, ids: readonly string[]): void {
  for (const id of ids) {
    const row = existing(org, id);
    if (row.object === 'OpportunityContactRole') org.store.remove(row.id);
    else binRecord(org, row);
  }
}

/** Takes records out of the recycle bin again, with all that went in along with them; merge losers lose their master. */
export function undeleteRecords(org: Org, ids: readonly string[]): void {
  for (const id of ids) {
    const row = existing(org, id);
    if (!isKept(row) || row.deletion === undefined) throw new Error(`${id} is not in the recycle bin`);
    const { root } = row.deletion;
    for (const object of org.schema.definition.objects) {
      const { overlaid, others } = org.store.snapshot().table(object.name);
      for (const other of [...overlaid.values(), ...others]) {
        if (other === null || other.deletion === undefined) continue;
        const isMeant = row.id === root ? other.deletion.root === root : other.id === row.id;
        if (isMeant) restore(org, other);
      }
    }
  }
}

/** Removes records for good, from the bin or straight away. Only `sobjects/X/deleted` still knows them. */
export function purgeRecords(org: Org, ids: readonly string[]): void {
  for (const id of ids) {
    const row = existing(org, id);
    org.store.remove(row.id);
    org.purged.push({ object: row.object, id: row.id, at: org.clock.now() });
  }
}

/** The loser of a merge: in the bin, pointing to the winner. */
export function binLoser(org: Org, row: Row, master: string): void {
  const stamp = nowText(org);
  const record = {
    ...rawOf(org, row),
    IsDeleted: true,
    MasterRecordId: master,
    SystemModstamp: stamp,
    LastModifiedDate: stamp,
  };
  org.store.put(keptRow(row.object, record, { at: org.clock.now(), root: row.id }));
}

/** Every live record of `object` whose `source` is this id. */
export function childRows(org: Org, object: string, source: string, id: string): readonly Row[] {
  return org.store.children(object, source, id).filter((row) => row.get('IsDeleted') !== true);
}

/** The record with this id of 15 or 18 characters. Throws an Error. */
export function existing(org: Org, id: unknown): Row {
  const row = typeof id === 'string' ? org.store.find(id15(id)) : undefined;
  if (row === undefined) throw new Error(`no record ${JSON.stringify(id)}`);
  return row;
}

const CASCADES: Readonly<Record<string, readonly (readonly [object: string, source: string])[]>> = {
  Account: [
    ['Contact', 'AccountId'],
    ['Opportunity', 'AccountId'],
    ['AccountContactRelation', 'AccountId'],
  ],
  Opportunity: [['OpportunityContactRole', 'OpportunityId']],
  Contact: [
    ['AccountContactRelation', 'ContactId'],
    ['CampaignMember', 'ContactId'],
  ],
  Lead: [['CampaignMember', 'LeadId']],
  Campaign: [['CampaignMember', 'CampaignId']],
};

/** Moves one record to the recycle bin, with what belongs to it. */
export function binRecord(org: Org, row: Row, root: string = row.id): void {
  if (isKept(row) && row.deletion !== undefined) return;
  const stamp = nowText(org);
  const record = { ...rawOf(org, row), IsDeleted: true, SystemModstamp: stamp, LastModifiedDate: stamp };
  org.store.put(keptRow(row.object, record, { at: org.clock.now(), root }));
  for (const [object, source] of CASCADES[row.object] ?? []) {
    for (const child of childRows(org, object, source, row.id)) binRecord(org, child, root);
  }
}

function restore(org: Org, row: Row): void {
  const stamp = nowText(org);
  const { MasterRecordId: _, ...record } = rawOf(org, row);
  org.store.put(keptRow(row.object, { ...record, IsDeleted: false, SystemModstamp: stamp, LastModifiedDate: stamp }));
}
