import type { RecordFinding, WantedPerson } from '../transform/wanted.ts';
import type { ReconcileContext } from './context.ts';

/** More people than this on one address make it a shared inbox. */
const MOST_PEOPLE = 3;

export interface AddressPolicy {
  readonly finding: RecordFinding | undefined;
  /** `duplicate_email: contact_only` leaves this profile without the address. */
  readonly withoutAddress: boolean;
}

/** What is said, and done, about an address that several people have. It never joins them. */
export function addressPolicy(leading: WantedPerson, context: ReconcileContext): AddressPolicy {
  const { identity } = context.compiled.mapping;
  const { email } = leading;
  if (email === undefined) return { finding: undefined, withoutAddress: false };
  const shared = context.sharedAddress(email, leading.id);
  const isContact = leading.object === 'Contact';
  const withoutAddress = identity.duplicateEmail === 'contact_only' && !isContact && shared?.contactHolds === true;
  const localPart = email.slice(0, Math.max(0, email.indexOf('@')));
  if (identity.sharedInboxes.includes(localPart) || (shared?.count ?? 0) > MOST_PEOPLE) {
    return { finding: finding('record/shared-inbox', {}), withoutAddress };
  }
  const isReported = shared !== undefined && identity.duplicateEmail !== 'allow';
  return {
    finding: isReported
      ? finding('record/email-shared', { count: shared.count, policy: identity.duplicateEmail })
      : undefined,
    withoutAddress,
  };
}

function finding(code: RecordFinding['code'], params: RecordFinding['params']): RecordFinding {
  return { code, params, destination: 'email' };
}
