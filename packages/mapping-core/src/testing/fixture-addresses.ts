import type { ReconcileContext } from '../reconcile/context.ts';
import type { PersonGroup } from '../reconcile/persons.ts';
import type { FixtureWorld } from './fixture-world.ts';

/** Who shares an address, among the people of a fixture: records that are one human share nothing. */
export function sharedAddresses(
  { people, compiled }: FixtureWorld,
  groups: readonly PersonGroup[],
): ReconcileContext['sharedAddress'] {
  /** By address, for each person who has it: whether that is a contact. */
  const holders = new Map<string, boolean[]>();
  const add = (email: string, isContact: boolean): void => {
    const known = holders.get(email);
    if (known === undefined) holders.set(email, [isContact]);
    else known.push(isContact);
  };
  for (const { records } of groups) {
    const live = records.filter(({ standing }) => standing === 'live');
    const email = live.find((record) => record.email !== undefined)?.email;
    const isContact = live.some(({ object }) => object === 'Contact');
    if (email !== undefined) add(email, isContact);
  }
  const read = new Set(groups.map(({ key }) => key));
  for (const { known, values } of people) {
    const email = values.get('email');
    if (typeof email !== 'string' || read.has(known.key)) continue;
    const isContact = known.records.some((record) => compiled.people.get(record.people)?.object === 'Contact');
    add(email, isContact);
  }
  return (email) => {
    const known = holders.get(email) ?? [];
    return known.length < 2 ? undefined : { count: known.length, contactHolds: known.includes(true) };
  };
}
