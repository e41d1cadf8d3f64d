import { ConfigAggregator, OrgConfigProperties, SfError } from '@salesforce/core';
import type { Snapshot } from '@sf-braze/mapping-core';
import { connectOrg, describeMapped, type OrgIdentity, type Source } from '@sf-braze/sync';
import { openSource } from '../open-org.ts';
import { mappingText, peopleObjects } from './mapping-text.ts';

/** As a project that says nothing about them. */
const LIMITS = { salesforceDailyApiSharePercent: 20, brazeRequestsPerSecond: 50, concurrency: 4 } as const;

/** Objects that a mapping may be about. */
const OBJECTS = [
  'Lead',
  'Contact',
  'Account',
  'AccountContactRelation',
  'Opportunity',
  'OpportunityContactRole',
  'Individual',
  'Territory2',
] as const;

/** An org to make a mapping for. */
export interface OpenOrg {
  readonly source: Source;
  readonly identity: OrgIdentity;
}

/** The default org of `sf`, if one is set. */
export async function defaultOrg(): Promise<string | undefined> {
  const config = await ConfigAggregator.create();
  const org = config.getPropertyValue(OrgConfigProperties.TARGET_ORG);
  return typeof org === 'string' && org !== '' ? org : undefined;
}

/** Signs in; fails with the errors of @salesforce/core. */
export async function openOrg(aliasOrUsername: string): Promise<OpenOrg> {
  const source = openSource(await connectOrg(aliasOrUsername, undefined), LIMITS);
  return { source, identity: await source.identity() };
}

export interface MadeMapping {
  readonly mapping: string;
  /** What the mapping was made for, and no more: the same that `sf braze snapshot` would write. */
  readonly snapshot: Snapshot;
}

/** Reads what the org has, and makes a mapping of it. Fails when this user sees neither leads nor contacts. */
export async function makeMapping({ source }: OpenOrg): Promise<MadeMapping> {
  const seen = await source.describe(OBJECTS);
  if (peopleObjects(seen).length === 0) {
    throw new SfError('This user sees neither leads nor contacts. Nothing was written.', 'NoPeopleSeen', [
      'Give the user of this sign-in read access to Lead and Contact, or name another org with `--target-org`.',
    ]);
  }
  const mapping = mappingText(seen);
  return { mapping, snapshot: await describeMapped(source, [mapping]) };
}
