import { readIds } from './actions.ts';
import { binLoser, binRecord, childRows, existing } from './delete-records.ts';
import { findRelation } from './direct-relations.ts';
import type { Org } from './org.ts';
import type { Row } from './row.ts';
import { touchRecord } from './write-records.ts';

const MERGEABLE = ['Account', 'Contact', 'Lead', 'Individual'];

/**
 * Losers go to the recycle bin with MasterRecordId set; their children point to the master, as do contact roles.
 * The master keeps its values and is stamped.
 */
export function mergeRecords(org: Org, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { object } = given;
  if (typeof object !== 'string' || !MERGEABLE.includes(object))
    throw new Error(`object must be one of ${MERGEABLE.join(', ')}`);
  const master = existing(org, given['master']);
  const losers = readIds(given['losers'], 'losers').map((id) => existing(org, id));
  for (const row of [master, ...losers]) {
    if (row.object !== object || row.get('IsDeleted') === true) throw new Error(`${row.id} is no live ${object}`);
  }
  if (losers.some(({ id }) => id === master.id)) throw new Error('the master cannot be its own loser');
  for (const loser of losers) {
    for (const { child, source } of childLookups(org, object)) {
      for (const row of childRows(org, child, source, loser.id)) moveChild(org, row, source, master.id);
    }
    binLoser(org, loser, master.id);
  }
  touchRecord(org, master, {});
  return { master: master.id, losers: losers.map(({ id }) => id) };
}

/** A relation that the master has already is not doubled. */
function moveChild(org: Org, row: Row, source: string, master: string): void {
  const moved = (name: string) => (name === source ? master : row.get(name));
  const isRelation = row.object === 'AccountContactRelation';
  if (isRelation && findRelation(org, moved('ContactId'), moved('AccountId')) !== undefined) binRecord(org, row);
  else touchRecord(org, row, { [source]: master });
}

function childLookups(org: Org, object: string): readonly { readonly child: string; readonly source: string }[] {
  return org.schema.definition.objects.flatMap(({ name, fields }) =>
    fields
      .filter((field) => field.referenceTo?.includes(object) && field.name !== 'MasterRecordId')
      .map((field) => ({ child: name, source: field.source ?? field.name })),
  );
}
