import type { Snapshot } from '../salesforce/snapshot.ts';
import type { LinkMapping, Mapping } from './mapping.ts';

/** The mapping without what has no effect in this org: `others`, where an account has no more relations than its contacts. */
export function effectiveMapping(mapping: Mapping, snapshot: Snapshot | undefined): Mapping {
  if (snapshot === undefined || snapshot.switches.contactsToMultipleAccounts) return mapping;
  return { ...mapping, links: mapping.links.map(withoutOthers) };
}

function withoutOthers(link: LinkMapping): LinkMapping {
  return link.kind === 'lookup' ? { ...link, others: undefined } : link;
}
