import type { Snapshot } from '@sf-braze/mapping-core';
import { externalIdFields } from './external-id-fields.ts';
import { sees } from './fields-seen.ts';
import { block } from './mapping-line.ts';
import { hasPhone, type PersonObject } from './person-lines.ts';

/** `identity:`: who is who, and who can be reached. */
export function identityText(snapshot: Snapshot, objects: readonly PersonObject[]): readonly string[] {
  const { lead, contact } = externalIdFields(snapshot);
  const ids = [
    ...(lead !== undefined && objects.includes('Lead') ? [`lead: ${lead}`] : []),
    ...(contact !== undefined && objects.includes('Contact') ? [`contact: ${contact}`] : []),
  ];
  const conflict = ids.length > 1 ? ['on_conflict: report # a lead and its contact disagree: a person decides'] : [];
  return block('identity:', [
    ...(ids.length === 0
      ? [
          '# No field here looks like the id of your product’s users: people are known by their Salesforce ids, as aliases.',
          '# Once a text field holds it, name that field as external_id of lead and contact.',
        ]
      : block(
          'external_id: # your product’s own user id. Chosen by its name: make sure that it is the one Braze knows',
          [...ids, ...conflict],
        )),
    reachableBy(snapshot, objects, ids.length > 0),
    'duplicate_email: report # people who share an address are listed in the report, and nobody is merged',
  ]);
}

function reachableBy(snapshot: Snapshot, objects: readonly PersonObject[], identified: boolean): string {
  const ways = [
    ...(objects.some((object) => sees(snapshot, object, 'Email')) ? ['email'] : []),
    ...(hasPhone(snapshot, objects) ? ['phone'] : []),
    ...(identified ? ['external_id'] : []),
  ];
  if (ways.length === 0)
    return 'reachable_by: [any] # neither an address nor a number can be seen: everybody is created';
  return `reachable_by: [${ways.join(', ')}] # people with none of these are counted, not created`;
}

/** `consent:`; nothing where no opt-out can be seen. */
export function consentText(snapshot: Snapshot, objects: readonly PersonObject[]): readonly string[] {
  const having = objects.filter((object) => sees(snapshot, object, 'HasOptedOutOfEmail'));
  if (having.length === 0) return [];
  const missing = objects.filter((object) => !having.includes(object));
  const gap = missing.map(
    (object) => `# HasOptedOutOfEmail cannot be seen on ${object}: its opt-outs do not reach Braze.`,
  );
  return block('consent:', [
    ...gap,
    'email: { from: HasOptedOutOfEmail, direction: opt_out_only } # an opt-out is sent; nobody is ever subscribed again',
  ]);
}

/** `lifecycle:`: what follows when people are deleted or ask to be forgotten. Only what this version does is promised. */
export function lifecycleText(snapshot: Snapshot, objects: readonly PersonObject[]): readonly string[] {
  const erasable = objects.filter((object) => sees(snapshot, object, 'Individual.ShouldForget'));
  return block('lifecycle:', [
    '# Converted leads and merged people are recognised and left as they are; nothing is sent for them any more.',
    'delete: { people: suspend } # a deleted person is marked with salesforce_deleted_at at once, and loses the links',
    ...(erasable.length === 0
      ? []
      : [
          'erase: Individual.ShouldForget # who asks to be forgotten is neither created nor written; deleting is yours',
        ]),
  ]);
}
