import type { ReconcileContext, RecordId } from '@sf-braze/mapping-core';
import type { RunContext } from '../run-context.ts';
import type { PageMember } from './page-member.ts';

/** Who shares an address: found through keyed hashes, so the state never holds one. */
export interface AddressBook {
  readonly shared: ReconcileContext['sharedAddress'];
  /** Keyed hash of the person's address; null without one, undefined when no record says. */
  hashOf(input: PageMember): string | null | undefined;
  /** Records of other people who have an address of this page: leads that a contact's arrival concerns. */
  readonly sharers: readonly RecordId[];
}

interface Holders {
  readonly people: Set<PageMember | number>;
  contact: boolean;
}

export async function addressBook(context: RunContext, inputs: readonly PageMember[]): Promise<AddressBook> {
  const hash = (email: string): string => context.fingerprint('email address', email.toLowerCase());
  const holders = new Map<string, Holders>();
  const sharers: RecordId[] = [];
  const hashes = new Map<PageMember, string | null | undefined>();
  for (const input of inputs) {
    const email = emailOf(input);
    const address = email === undefined ? (input.records.length === 0 ? undefined : null) : hash(email);
    hashes.set(input, address);
    if (!address) continue;
    const elsewhere = await context.store.sharedAddress(address, input.known?.key);
    sharers.push(...elsewhere.records);
    const entry = holders.get(address) ?? { people: new Set(), contact: elsewhere.contact };
    entry.people.add(input);
    for (let i = 0; i < elsewhere.count; i++) entry.people.add(i);
    entry.contact ||= input.records.some(({ people }) => people === 'contact');
    holders.set(address, entry);
  }
  return {
    hashOf: (input) => hashes.get(input),
    sharers,
    shared: (email) => {
      const entry = holders.get(hash(email));
      if (entry === undefined || entry.people.size < 2) return undefined;
      return { count: entry.people.size, contactHolds: entry.contact };
    },
  };
}

function emailOf({ records }: PageMember): string | undefined {
  return records.find(({ standing, email }) => standing === 'live' && email !== undefined)?.email;
}
