import { numberedId } from './id.ts';
import type { Value } from './row.ts';

/** Generated ids stand in a block of their own, between the seed's and those given out later. */
export const GENERATED_BLOCK = '5g00001';

/** Which generated record belongs to which: everything follows from indexes. */
export interface OrgPlan {
  readonly tables: Readonly<Record<string, { readonly keyPrefix: string; readonly size: number }>>;
  readonly idOf: (object: string, index: number) => string;
  /** A number in `[0, 2³²)` that depends on its arguments only. */
  readonly random: (salt: number, index: number) => number;
  readonly systemField: (source: string, index: number, size: number) => Value;
  readonly stampRange: (size: number, fromTime: string, toTime: string) => readonly [from: number, to: number];
  readonly accountOfContact: (contact: number) => number;
  readonly contactsOfAccount: (account: number) => readonly number[];
  readonly accountOfOpportunity: (opportunity: number) => number;
  readonly opportunitiesOfAccount: (account: number) => readonly number[];
  readonly opportunityOfRole: (role: number) => number;
  readonly rolesOfOpportunity: (opportunity: number) => readonly number[];
  readonly contactOfRole: (role: number) => number;
  readonly isPrimaryRole: (role: number) => boolean;
  /** Lead `n` of those that converted became contact `n`. */
  readonly isConverted: (lead: number) => boolean;
  readonly leadsConvertedTo: (contact: number) => readonly number[];
  readonly relationsOfContact: (contact: number) => readonly number[];
  readonly relationsOfAccount: (account: number) => readonly number[];
  /** The relation of a contact to its own account, or for every twentieth contact to the next account too. */
  readonly relation: (index: number) => {
    readonly contact: number;
    readonly account: number;
    readonly isDirect: boolean;
  };
}

const SPAN = 2 * 365 * 86_400_000; // records were last written within two years
const QUIET = 3_600_000; // and none in the last hour
const INDIRECT_EVERY = 20;
const CONVERTED_EVERY = 25;

/** 40 % leads, 60 % contacts, six contacts to an account, 0.8 deals to an account, 1.8 contact roles to a deal. */
export function createOrgPlan(people: number, now: number): OrgPlan {
  const contacts = Math.round(people * 0.6);
  const leads = people - contacts;
  const accounts = Math.ceil(contacts / 6);
  const opportunities = Math.ceil(accounts * 0.8);
  const roles = Math.round(opportunities * 1.8);
  const indirect = accounts > 1 ? Math.ceil(contacts / INDIRECT_EVERY) : 0;
  const tables = {
    Lead: { keyPrefix: '00Q', size: leads },
    Contact: { keyPrefix: '003', size: contacts },
    Account: { keyPrefix: '001', size: accounts },
    Opportunity: { keyPrefix: '006', size: opportunities },
    OpportunityContactRole: { keyPrefix: '00K', size: roles },
    AccountContactRelation: { keyPrefix: '07k', size: contacts + indirect },
  } as const;
  const newest = now - QUIET;
  const stamp = (index: number, size: number) => newest - Math.floor(((size - 1 - index) * SPAN) / Math.max(1, size));
  const accountOfContact = (contact: number) => Math.floor((contact * accounts) / contacts);
  const contactsOfAccount = (account: number) => spread(account, contacts, accounts);
  const accountOfOpportunity = (opportunity: number) => Math.floor((opportunity * accounts) / opportunities);
  const opportunityOfRole = (role: number) => Math.floor((role * opportunities) / roles);
  const rolesOfOpportunity = (opportunity: number) => spread(opportunity, roles, opportunities);
  const roleNumber = (role: number) => role - (rolesOfOpportunity(opportunityOfRole(role))[0] ?? role);
  const isConverted = (lead: number) => lead % CONVERTED_EVERY === 3 && lead < contacts;
  const indirectOf = (contact: number) =>
    indirect > 0 && contact % INDIRECT_EVERY === 0 ? [contacts + contact / INDIRECT_EVERY] : [];

  return {
    tables,
    idOf: (object, index) => numberedId(tables[object as keyof typeof tables].keyPrefix, GENERATED_BLOCK, index), // callers name the tables above
    random,
    systemField: (source, index, size) => systemField(source, stamp(index, size), index),
    stampRange: (size, fromTime, toTime) => [
      firstIndex(size, (index) => new Date(stamp(index, size)).toISOString() >= fromTime),
      firstIndex(size, (index) => new Date(stamp(index, size)).toISOString() > toTime),
    ],
    accountOfContact,
    contactsOfAccount,
    accountOfOpportunity,
    opportunitiesOfAccount: (account) => spread(account, opportunities, accounts),
    opportunityOfRole,
    rolesOfOpportunity,
    contactOfRole(role) {
      const candidates = contactsOfAccount(accountOfOpportunity(opportunityOfRole(role)));
      return candidates[roleNumber(role) % candidates.length] ?? 0;
    },
    isPrimaryRole: (role) => roleNumber(role) === 0,
    isConverted,
    leadsConvertedTo: (contact) => (contact < leads && isConverted(contact) ? [contact] : []),
    relationsOfContact: (contact) => [contact, ...indirectOf(contact)],
    relationsOfAccount: (account) => [
      ...contactsOfAccount(account),
      ...contactsOfAccount((account - 1 + accounts) % accounts).flatMap(indirectOf),
    ],
    relation(index) {
      const isDirect = index < contacts;
      const contact = isDirect ? index : (index - contacts) * INDIRECT_EVERY;
      const own = accountOfContact(contact);
      return { contact, account: isDirect ? own : (own + 1) % accounts, isDirect };
    },
  };
}

/** The children that `floor(child * parents / children)` gives to a parent. */
function spread(parent: number, children: number, parents: number): readonly number[] {
  const from = Math.ceil((parent * children) / parents);
  const to = Math.ceil(((parent + 1) * children) / parents);
  return Array.from({ length: to - from }, (_, offset) => from + offset);
}

function firstIndex(size: number, holds: (index: number) => boolean): number {
  let from = 0;
  let to = size;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function systemField(source: string, stamp: number, index: number): Value {
  switch (source) {
    case 'SystemModstamp':
    case 'LastModifiedDate':
      return new Date(stamp).toISOString();
    case 'CreatedDate':
      return new Date(stamp - (random(99, index) % 300) * 86_400_000).toISOString();
    case 'CreatedById':
    case 'LastModifiedById':
    case 'OwnerId':
      return USERS[random(98, index) % USERS.length] ?? null;
    default:
      return null;
  }
}

/** Users of the default seed. */
const USERS = ['0055g00000Anna1AAB', '0055g00000Bram1AAB'];

/** https://nullprogram.com/blog/2018/07/31/ (a 32-bit integer hash) */
function random(salt: number, index: number): number {
  let bits = (Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}
