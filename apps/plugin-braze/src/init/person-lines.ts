import type { Snapshot } from '@sf-braze/mapping-core';
import { sees } from './fields-seen.ts';
import type { MappingLine } from './mapping-line.ts';

/** Objects that become profiles. */
export type PersonObject = 'Lead' | 'Contact';

export interface PersonLines {
  readonly profile: readonly MappingLine[];
  readonly attributes: readonly MappingLine[];
}

/** Fields that leads and contacts have under one name. */
const shared: { readonly [Part in keyof PersonLines]: readonly (MappingLine & { readonly field: string })[] } = {
  profile: [
    { name: 'email', field: 'Email', source: { from: 'Email' } },
    { name: 'first_name', field: 'FirstName', source: { from: 'FirstName' } },
    { name: 'last_name', field: 'LastName', source: { from: 'LastName' } },
  ],
  attributes: [
    { name: 'JobTitle', field: 'Title', source: { from: 'Title' }, doc: 'Job title as sales wrote it' },
    {
      name: 'LeadSource',
      field: 'LeadSource',
      source: { from: 'LeadSource' },
      doc: 'Where the person was first heard of',
    },
  ],
};

/** What every one of these objects has. */
export function sharedLines(snapshot: Snapshot, objects: readonly PersonObject[]): PersonLines {
  const keep = (lines: (typeof shared)[keyof PersonLines]): readonly MappingLine[] =>
    lines.filter(({ field }) => objects.every((object) => sees(snapshot, object, field)));
  return { profile: keep(shared.profile), attributes: keep(shared.attributes) };
}

/** What only this object has; `already` is mapped for all. */
export function ownLines(snapshot: Snapshot, object: PersonObject, already: PersonLines): PersonLines {
  const rest = (part: keyof PersonLines): readonly MappingLine[] =>
    sharedLines(snapshot, [object])[part].filter((line) => !already[part].includes(line));
  return {
    profile: [...rest('profile'), ...phone(snapshot, object), ...country(snapshot, object)],
    attributes: [stage(object), ...rest('attributes'), ...special(snapshot, object)],
  };
}

/** Whether people of these objects get a phone number. */
export function hasPhone(snapshot: Snapshot, objects: readonly PersonObject[]): boolean {
  return objects.some((object) => phone(snapshot, object).length > 0);
}

function phone(snapshot: Snapshot, object: PersonObject): readonly MappingLine[] {
  if (!sees(snapshot, object, 'Phone')) return [];
  const place = countryField(snapshot, object);
  const from = place === undefined ? 'phone(Phone)' : `phone(Phone, ${place})`;
  const comment =
    place === undefined
      ? 'written like +49 30 …, as Braze reads it; numbers without a country code are left out'
      : 'written like +49 30 …, as Braze reads it; a number without a country code is one of that country';
  return [{ name: 'phone', source: { from }, comment }];
}

function country(snapshot: Snapshot, object: PersonObject): readonly MappingLine[] {
  const place = countryField(snapshot, object);
  if (place === undefined) return [];
  const comment = 'once: Braze’s SDK knows better where somebody is';
  return [{ name: 'country', source: { from: `country(${place})` }, write: 'once', comment }];
}

/** The code of state and country picklists where they are on, else the text. */
function countryField(snapshot: Snapshot, object: PersonObject): string | undefined {
  const text = object === 'Lead' ? 'Country' : 'MailingCountry';
  const code = `${text}Code`;
  if (snapshot.switches.stateCountryPicklists && sees(snapshot, object, code)) return code;
  return sees(snapshot, object, text) ? text : undefined;
}

function stage(object: PersonObject): MappingLine {
  return object === 'Lead'
    ? { name: 'CrmStage', source: { value: 'lead' }, doc: 'Whether the CRM has a lead or a contact' }
    : { name: 'CrmStage', source: { value: 'contact' }, doc: 'Whether the CRM has a lead or a contact' };
}

function special(snapshot: Snapshot, object: PersonObject): readonly MappingLine[] {
  const seen = (field: string): boolean => sees(snapshot, object, field);
  if (object === 'Lead')
    return [
      ...(seen('Company')
        ? [{ name: 'Company', source: { from: 'Company' }, doc: 'Company as the lead gave it' }]
        : []),
      ...(seen('Status')
        ? [{ name: 'LeadStatus', source: { from: 'Status' }, doc: 'How far sales qualified the lead' }]
        : []),
    ];
  return [
    ...(seen('Department')
      ? [{ name: 'Department', source: { from: 'Department' }, doc: 'Department the person works in' }]
      : []),
    ...(seen('Account.Name') ? [accountName(snapshot)] : []),
  ];
}

function accountName(snapshot: Snapshot): MappingLine {
  const doc = 'Name of the company the person works for';
  const guarded = snapshot.switches.personAccounts && sees(snapshot, 'Contact', 'Account.IsPersonAccount');
  if (!guarded) return { name: 'AccountName', source: { from: 'Account.Name' }, doc };
  const from = 'Account.IsPersonAccount ? null : Account.Name';
  return { name: 'AccountName', source: { from }, doc, comment: 'a person account has the name of the person' };
}
