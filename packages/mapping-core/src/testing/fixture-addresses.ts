import type { ReconcileContext } from '../reconcile/context.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { WantedPerson } from '../transform/wanted.ts';
import type { FixtureWorld } from './fixture-world.ts';

/** Who shares an address, among the people of a fixture. */
export function sharedAddresses(
  { people, compiled }: FixtureWorld,
  wanted: readonly WantedPerson[],
): ReconcileContext['sharedAddress'] {
  const holders = new Map<string, Map<RecordId, { readonly isContact: boolean }>>();
  const add = (email: string, id: RecordId, object: string | undefined): void => {
    const known = holders.get(email) ?? new Map<RecordId, { readonly isContact: boolean }>();
    holders.set(email, known.set(id, { isContact: object === 'Contact' }));
  };
  for (const { email, id, object, standing } of wanted) {
    if (email !== undefined && standing === 'live') add(email, id, object);
  }
  const given = new Set(wanted.map(({ id }) => id));
  for (const { known, values } of people) {
    const email = values.get('email');
    const record = known.records[0];
    if (typeof email !== 'string' || record === undefined || known.records.some(({ id }) => given.has(id))) continue;
    add(email, record.id, compiled.people.get(record.people)?.object);
  }
  return (email, self) => {
    const known = holders.get(email);
    if (known === undefined || known.size < 2) return undefined;
    const contactHolds = [...known].some(([id, { isContact }]) => id !== self && isContact);
    return { count: known.size, contactHolds };
  };
}
