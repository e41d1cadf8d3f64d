import type { CodeTable } from '../code-table.ts';

/** Codes about the org, its objects, its answers. Permanent: never renamed, never reused. */
export const salesforceCodes = {
  'salesforce/object-not-found': {
    severity: 'error',
    phase: 'org',
    meaning: '`{object}` does not exist, or this user cannot see it.',
    help: 'Fix the name, or grant the object with `sf braze permissions`.',
  },
  'salesforce/field-not-found': {
    severity: 'error',
    phase: 'org',
    meaning: '`{object}.{field}` does not exist, or this user cannot see it.',
    help: 'Use the nearest name shown, or restore or grant the field.',
  },
  'salesforce/field-type-changed': {
    severity: 'error',
    phase: 'org',
    meaning: '`{object}.{field}` was a {old} and is a {new} now.',
    help: 'Check the destinations listed; a new type needs a new name in Braze.',
  },
  'salesforce/type-not-mappable': {
    severity: 'error',
    phase: 'org',
    meaning: '`{field}` is of type {type}, which has no value to send.',
    help: 'Name its parts, `MailingCity` for example.',
  },
  'salesforce/formula-field': {
    severity: 'warning',
    phase: 'org',
    meaning: '`{field}` is a formula or roll-up; a save does not announce its changes.',
    help: 'Nothing to do: it is read again every {refresh}; set `refresh` for another pace.',
  },
  'salesforce/parent-field': {
    severity: 'info',
    phase: 'org',
    meaning: '`{path}` lives on another object; changes there do not touch this record.',
    help: 'Nothing to do: it follows the linked account at once, other parents every {refresh}.',
  },
  'salesforce/field-masked': {
    severity: 'warning',
    phase: 'org',
    meaning: '`{field}` is encrypted or masked for this user.',
    help: 'Grant *View Encrypted Data*, or do not map it; masked values are not sent.',
  },
  'salesforce/query-rejected': {
    severity: 'error',
    phase: 'org',
    meaning: 'Salesforce rejected a generated query: {reason}.',
    help: "Check the object's permissions; report it with `sf braze doctor --bundle` if they are right.",
  },
  'salesforce/query-not-selective': {
    severity: 'warning',
    phase: 'org',
    meaning: '`where` on `{object}` scans about {rows} rows.',
    help: 'Filter on an indexed field, or accept the time.',
  },
  'salesforce/picklist-changed': {
    severity: 'warning',
    phase: 'org',
    meaning: 'The picklist `{field}` changed: {changes}.',
    help: 'Update the maps and conditions listed.',
  },
  'salesforce/wrong-org': {
    severity: 'error',
    phase: 'org',
    meaning: 'The org is {actual}, and `expect` says {expected}.',
    help: 'Sign in to the right org, or correct `expect`.',
  },
  'salesforce/sandbox-refreshed': {
    severity: 'info',
    phase: 'org',
    meaning: 'The org id changed from {old} to {new}: the sandbox was refreshed.',
    help: "Start this environment's state anew; the next sync is a first run.",
  },
  'salesforce/person-accounts-unfiltered': {
    severity: 'warning',
    phase: 'org',
    meaning: 'Person accounts are on, and `{place}` does not filter them.',
    help: 'Add `where: IsPersonAccount == false`.',
  },
  'salesforce/indirect-accounts-unmapped': {
    severity: 'warning',
    phase: 'org',
    meaning: '*Contacts to Multiple Accounts* is on, and `links.account.others` is not mapped.',
    help: 'Add `others`, or accept that only the primary account is sent.',
  },
  'salesforce/feature-off': {
    severity: 'info',
    phase: 'org',
    meaning: '`{key}` has no effect: {feature} is off in this org.',
    help: 'Remove it, or switch the feature on.',
  },
  'salesforce/currency-without-code': {
    severity: 'warning',
    phase: 'org',
    meaning: 'Multi-currency is on, and `{field}` is mapped without its currency.',
    help: 'Map `CurrencyIsoCode` beside it, or use `corporate({field})`.',
  },
  'salesforce/request-limit-reached': {
    severity: 'error',
    phase: 'transport',
    meaning: "The org's API limit is reached.",
    help: 'Run again later; the watermark stayed where it was.',
  },
  'salesforce/api-share-reached': {
    severity: 'warning',
    phase: 'transport',
    meaning: 'This integration used its {share} of the daily API calls.',
    help: 'Run later, or raise `limits.salesforce_daily_api_share`.',
  },
  'salesforce/session-expired': {
    severity: 'error',
    phase: 'transport',
    meaning: 'The Salesforce session ended and signing in again failed.',
    help: 'Run `sf org login` for this org, then run again.',
  },
  'salesforce/bulk-job-failed': {
    severity: 'error',
    phase: 'transport',
    meaning: 'A Bulk API job failed: {reason}.',
    help: 'Run again; REST was tried for a better message.',
  },
  'salesforce/unreachable': {
    severity: 'error',
    phase: 'transport',
    meaning: 'Salesforce did not answer.',
    help: 'Run again; nothing was lost.',
  },
} as const satisfies CodeTable<'salesforce'>;
