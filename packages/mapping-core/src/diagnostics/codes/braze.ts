import type { CodeTable } from '../code-table.ts';

/** Codes about Braze's rules and answers. Permanent: never renamed, never reused. */
export const brazeCodes = {
  'braze/unknown-profile-field': {
    severity: 'error',
    phase: 'check',
    meaning: '`{name}` is not a profile field of Braze.',
    help: 'Move it under `attributes`, or use the standard field shown.',
  },
  'braze/reserved-attribute': {
    severity: 'error',
    phase: 'check',
    meaning: '`{name}` is reserved by Braze.',
    help: 'Rename it; standard fields belong under `profile`.',
  },
  'braze/invalid-name': {
    severity: 'error',
    phase: 'check',
    meaning: '`{name}` cannot name an attribute or event.',
    help: 'Use at most 255 characters, no leading `$`, no `.`, no space at the ends.',
  },
  'braze/name-differs-by-case': {
    severity: 'warning',
    phase: 'check',
    meaning: '`{first}` and `{second}` differ only in case, and Braze keeps both.',
    help: 'Choose one spelling.',
  },
  'braze/reserved-property': {
    severity: 'error',
    phase: 'check',
    meaning: '`{name}` makes Braze refuse the event.',
    help: 'Rename the property; `time` and `event_name` are taken.',
  },
  'braze/invalid-catalog-name': {
    severity: 'error',
    phase: 'check',
    meaning: '`{name}` cannot name a catalog or a catalog field.',
    help: 'Use letters, digits, hyphen and underscore, at most 250; `id` is implied.',
  },
  'braze/too-many-catalog-fields': {
    severity: 'error',
    phase: 'check',
    meaning: '`{catalog}` has {count} fields; Braze takes 500 with `id`.',
    help: 'Drop some, or split the catalog.',
  },
  'braze/list-may-overflow': {
    severity: 'warning',
    phase: 'check',
    meaning: '`{name}` may hold {max} items; this workspace keeps {limit}.',
    help: 'Lower `max`, or raise `capabilities.array_max` if the contract allows it.',
  },
  'braze/text-may-overflow': {
    severity: 'info',
    phase: 'check',
    meaning: '`{field}` can be longer than the {limit} characters that `{name}` takes.',
    help: 'Nothing to do: `on_overflow` applies; `truncate()` makes the cut visible.',
  },
  'braze/sdk-also-writes': {
    severity: 'warning',
    phase: 'check',
    meaning: 'The Braze SDK also writes `{name}`.',
    help: 'Add `write: once`, or accept that the SDK stops setting it.',
  },
  'braze/permission-missing': {
    severity: 'error',
    phase: 'workspace',
    meaning: 'The API key lacks `{permission}`, which {step} needs.',
    help: 'Make a new key with the permissions that `sf braze permissions` lists; a key cannot be edited.',
  },
  'braze/key-rejected': {
    severity: 'error',
    phase: 'workspace',
    meaning: '`{endpoint}` does not know this API key.',
    help: 'Check that key and endpoint belong to the same Braze instance.',
  },
  'braze/catalog-type-conflict': {
    severity: 'error',
    phase: 'workspace',
    meaning: '`{catalog}.{field}` exists as {actual}; the mapping sends {expected}.',
    help: 'Choose a new name, or refill the catalog with `sf braze sync --replace-catalog {catalog}`.',
  },
  'braze/unmapped-catalog-field': {
    severity: 'warning',
    phase: 'workspace',
    meaning: '`{catalog}` has the field `{field}`, which no mapping knows.',
    help: 'Nothing is removed; map it, or set `unknown_fields: keep`.',
  },
  'braze/catalog-storage-exceeded': {
    severity: 'error',
    phase: 'workspace',
    meaning: 'The catalogs would need {size} of {limit} MB.',
    help: 'Map fewer fields or records, or raise `catalog_storage_mb` if the plan allows it.',
  },
  'braze/catalog-storage-near-limit': {
    severity: 'warning',
    phase: 'workspace',
    meaning: 'The catalogs will fill {percent} % of their storage.',
    help: 'Plan for more storage, or map fewer fields.',
  },
  'braze/data-object-type-not-found': {
    severity: 'error',
    phase: 'workspace',
    meaning: 'The data object type or relationship `{name}` does not exist.',
    help: 'Create it in the Braze dashboard; the API cannot.',
  },
  'braze/object-rejected': {
    severity: 'error',
    phase: 'transport',
    meaning: 'Braze refused this object: {reason}.',
    help: 'Correct the record or the mapping, then `sf braze errors retry`.',
  },
  'braze/request-rejected': {
    severity: 'error',
    phase: 'transport',
    meaning: 'Braze refused the whole request: {reason}.',
    help: 'Nothing in it was applied; it is split to find the cause.',
  },
  'braze/rate-limited': {
    severity: 'warning',
    phase: 'transport',
    meaning: "Braze's rate limit is reached.",
    help: 'Nothing to do: the run waits until it resets.',
  },
  'braze/unreachable': {
    severity: 'error',
    phase: 'transport',
    meaning: 'Braze did not answer.',
    help: 'It is tried again; events of unknown fate are checked before they are sent twice.',
  },
  'braze/write-not-visible': {
    severity: 'warning',
    phase: 'transport',
    meaning: 'A write did not become visible within five minutes.',
    help: 'Nothing to do: the dependent calls wait for the next run.',
  },
} as const satisfies CodeTable<'braze'>;
