import type { CodeTable } from '../code-table.ts';

/** Codes about tests of a mapping. Permanent: never renamed, never reused. */
export const testCodes = {
  'test/expectation-failed': {
    severity: 'error',
    phase: 'test',
    meaning: 'The test expects something else.',
    help: 'Compare the two; `sf braze test --update` accepts the new calls.',
  },
  'test/unknown-field': {
    severity: 'error',
    phase: 'test',
    meaning: '`{field}` is in a fixture, but the mapping does not use it.',
    help: 'Correct the spelling, or remove it.',
  },
  'test/destination-not-covered': {
    severity: 'warning',
    phase: 'test',
    meaning: 'No test covers `{name}`.',
    help: 'Add a test that sends it.',
  },
  'test/impossible-id': {
    severity: 'error',
    phase: 'test',
    meaning: '`{id}` cannot be an id of {object}.',
    help: "Use the object's key prefix and a valid checksum; `sf braze explain {id}` shows the 18 characters.",
  },
} as const satisfies CodeTable<'test'>;
