import type { Snapshot } from '@sf-braze/mapping-core';
import { sees } from './fields-seen.ts';
import { block, mappingLine } from './mapping-line.ts';
import { ownLines, type PersonLines, type PersonObject, sharedLines } from './person-lines.ts';
import { yamlScalar } from './yaml-scalar.ts';

const keys: Readonly<Record<PersonObject, string>> = { Lead: 'lead', Contact: 'contact' };

/** `people:` with what the org has. */
export function peopleText(snapshot: Snapshot, objects: readonly PersonObject[]): readonly string[] {
  const common = objects.length > 1 ? sharedLines(snapshot, objects) : { profile: [], attributes: [] };
  return block('people: # each becomes a profile in Braze; the name in Braze stands on the left', [
    ...block('both: # what leads and contacts have in common', bodyOf(common)),
    ...objects.flatMap((object) =>
      block(`${keys[object]}:`, [...scope(snapshot, object), ...bodyOf(ownLines(snapshot, object, common))]),
    ),
  ]);
}

function bodyOf({ profile, attributes }: PersonLines): readonly string[] {
  return [...block('profile:', profile.flatMap(mappingLine)), ...block('attributes:', attributes.flatMap(mappingLine))];
}

function scope(snapshot: Snapshot, object: PersonObject): readonly string[] {
  const found = object === 'Lead' ? leadScope(snapshot) : contactScope(snapshot);
  if (found === undefined) return [];
  return [
    `where: ${yamlScalar(found.where)} # ${found.comment}`,
    'on_exit: suspend # who leaves keeps the profile, marked with salesforce_deleted_at; keep: nothing happens',
  ];
}

interface Scope {
  readonly where: string;
  readonly comment: string;
}

/** Leads that sales gave up on, as far as the picklist says so. */
function leadScope(snapshot: Snapshot): Scope | undefined {
  const status = snapshot.objects.get('Lead')?.fields.get('Status');
  const lost = (status?.picklist ?? [])
    .filter(({ value, active }) => active && /disqualif|unqualif|\bnot qualified\b|\bjunk\b|\bspam\b/i.test(value))
    .filter(({ value }) => !/\p{Cc}/u.test(value));
  if (status === undefined || lost.length === 0) return undefined;
  const where = lost.map(({ value }) => `Status != ${textLiteral(value)}`).join(' && ');
  return {
    where: status.nillable ? `Status == null || ${lost.length > 1 ? `(${where})` : where}` : where,
    comment: 'leads that sales gave up on stay out',
  };
}

/** Person accounts are consumers; only companies have contacts in this sense. */
function contactScope(snapshot: Snapshot): Scope | undefined {
  if (!snapshot.switches.personAccounts) return undefined;
  const comment = 'person accounts are consumers: this mapping is for business';
  if (sees(snapshot, 'Contact', 'IsPersonAccount')) return { where: 'IsPersonAccount == false', comment };
  if (!sees(snapshot, 'Contact', 'Account.IsPersonAccount')) return undefined;
  return { where: 'Account.IsPersonAccount == null || Account.IsPersonAccount == false', comment };
}

function textLiteral(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}
