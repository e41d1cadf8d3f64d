import type { Snapshot } from '@sf-braze/mapping-core';
import type { BusinessObjects } from './business-objects.ts';
import { accountLines, opportunityLines } from './catalog-lines.ts';
import { sees } from './fields-seen.ts';
import { block, mappingLine } from './mapping-line.ts';

/** `catalogs:`, `links:` and `events:` with what the org has; a blank line between them. */
export function businessText(snapshot: Snapshot, objects: BusinessObjects): readonly string[] {
  const sections = [catalogs(snapshot, objects), links(snapshot, objects), events(snapshot, objects)];
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return texts.length === 0 ? [] : [texts.join('\n\n')];
}

function catalogs(snapshot: Snapshot, { accounts, opportunities }: BusinessObjects): readonly string[] {
  const filtered = snapshot.switches.personAccounts && sees(snapshot, 'Account', 'IsPersonAccount');
  return block('catalogs: # tables in Braze; the key of a row is the 18-character Salesforce id', [
    ...(accounts
      ? block('accounts:', [
          'from: Account',
          'name: salesforce_accounts',
          ...(filtered ? ['where: IsPersonAccount == false # person accounts are people, not companies'] : []),
          ...block('fields:', accountLines(snapshot).flatMap(mappingLine)),
        ])
      : []),
    ...(opportunities
      ? block('opportunities:', [
          'from: Opportunity',
          'name: salesforce_opportunities',
          ...block('fields:', opportunityLines(snapshot).flatMap(mappingLine)),
        ])
      : []),
  ]);
}

const BACKFILL =
  'backfill: emit # the first run logs the pairs that exist with reason backfill; skip logs none of them';

function links(snapshot: Snapshot, { accounts, otherAccounts, opportunities }: BusinessObjects): readonly string[] {
  const others = 'others: { attribute: AccountIds, where: IsActive == true, max: 25 }';
  const primary = sees(snapshot, 'OpportunityContactRole', 'IsPrimary');
  return block('links: # who belongs to what: ids on the profile, and events that segments ask for', [
    ...(accounts
      ? block('account: # the account of the contact', [
          'attribute: AccountId',
          ...(otherAccounts ? [`${others} # contacts can have several accounts in this org`] : []),
          'linked: account_linked',
          'unlinked: account_unlinked # without it, segments would keep people who left',
          BACKFILL,
        ])
      : []),
    ...(opportunities
      ? block('opportunities: # the deals of the contact, through contact roles', [
          'attribute: Opportunities',
          'where: Opportunity.IsClosed == false # deals that are won or lost leave the list',
          'max: 25 # Braze keeps 25 in a list by default: primary roles stay, then the latest deals',
          ...(primary ? ['primary: OpportunityId # the one deal to write about: the primary role first'] : []),
        ])
      : []),
  ]);
}

function events(snapshot: Snapshot, { opportunities }: BusinessObjects): readonly string[] {
  if (!opportunities || !sees(snapshot, 'Opportunity', 'StageName')) return [];
  return block('events: # things that happen, to start a campaign with', [
    ...block('opportunity_stage_changed:', [
      'on: Opportunity',
      'when: StageName != previous.StageName # only changes: deals that the first run meets log nothing',
      'to: opportunities # everybody with a role in the deal',
      'doc: A deal of this person entered another stage',
      ...block('properties:', ['opportunity_id: Id', 'stage: StageName', 'previous_stage: previous.StageName']),
    ]),
  ]);
}
