import { convertLead } from './convert-lead.ts';
import { deleteRecords, purgeRecords, undeleteRecords } from './delete-records.ts';
import { mergeRecords } from './merge-records.ts';
import type { Org } from './org.ts';
import { asFields } from './parse-schema.ts';

/**
 * `POST /_emulator/actions`, one or more of
 * `{convertLead: {leadId, contactId?, accountId?, opportunityName?}}`, `{merge: {object, master, losers}}`,
 * `{delete: {ids}}`, `{undelete: {ids}}`, `{purge: {ids}}`, done in the order given. Answers what each made.
 * Throws an Error that says what is wrong.
 */
export function runActions(org: Org, body: unknown): Readonly<Record<string, unknown>> {
  const results = Object.entries(asFields(body, 'The body')).map(([name, given]) => {
    const fields = asFields(given, name);
    return [name, runAction(org, name, fields)] as const;
  });
  if (results.length === 0) throw new Error('give one of convertLead, merge, delete, undelete, purge');
  return Object.fromEntries(results);
}

function runAction(org: Org, name: string, fields: Readonly<Record<string, unknown>>): unknown {
  switch (name) {
    case 'convertLead':
      return convertLead(org, fields);
    case 'merge':
      return mergeRecords(org, fields);
    case 'delete':
      return applyTo(fields, (ids) => deleteRecords(org, ids));
    case 'undelete':
      return applyTo(fields, (ids) => undeleteRecords(org, ids));
    case 'purge':
      return applyTo(fields, (ids) => purgeRecords(org, ids));
    default:
      throw new Error(`unknown action ${name}`);
  }
}

function applyTo(fields: Readonly<Record<string, unknown>>, act: (ids: readonly string[]) => void): unknown {
  const ids = readIds(fields['ids'], 'ids');
  act(ids);
  return { ids };
}

/** A list of ids as texts; throws an Error. */
export function readIds(value: unknown, name: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((id) => typeof id === 'string'))
    throw new Error(`${name} must be a list of ids`);
  return value;
}
