import type { KnownPerson, WantedPerson } from '@sf-braze/mapping-core';

/** One person of a page: what the state knows, and what the records say. */
export interface PageMember {
  readonly known: KnownPerson | undefined;
  readonly records: readonly WantedPerson[];
}
