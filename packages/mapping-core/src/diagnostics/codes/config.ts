import type { CodeTable } from '../code-table.ts';

/** Codes about what surrounds the mapping. Permanent: never renamed, never reused. */
export const configCodes = {
  'config/no-mapping-found': {
    severity: 'error',
    phase: 'file',
    meaning: 'No file matches `{pattern}`.',
    help: 'Check `mappings:` in `braze.project.yaml`.',
  },
  'config/project-not-found': {
    severity: 'error',
    phase: 'file',
    meaning: 'There is no `braze.project.yaml` in `{dir}` or above it.',
    help: "Run `sf braze init`, or change to the project's folder.",
  },
  'config/environment-unknown': {
    severity: 'error',
    phase: 'file',
    meaning: 'The project has no environment `{name}`.',
    help: 'Name one of those shown with `-e`; it may be left out when there is only one.',
  },
  'config/secret-missing': {
    severity: 'error',
    phase: 'file',
    meaning: 'The secret `{reference}` is empty or not set.',
    help: 'Set the variable, file or keychain entry that the project names.',
  },
  'config/snapshot-missing': {
    severity: 'warning',
    phase: 'file',
    meaning: 'There is no org snapshot, so fields and picklists are not checked.',
    help: 'Run `sf braze snapshot` and commit `.braze/snapshot.json`.',
  },
  'config/snapshot-stale': {
    severity: 'warning',
    phase: 'file',
    meaning: 'The org snapshot is {days} days old.',
    help: 'Run `sf braze snapshot`.',
  },
  'config/node-too-old': {
    severity: 'error',
    phase: 'file',
    meaning: 'Node {version} is too old; 22.19 or newer is needed for the state store.',
    help: 'Upgrade Node, or run `npm ci`, which brings the right one.',
  },
  'config/state-store-unsupported': {
    severity: 'error',
    phase: 'file',
    meaning: 'The state store is of a kind that this version does not know.',
    help: 'Use a local folder (`./.braze`), a `file://` folder, or a reference to a `postgres://` URL.',
  },
} as const satisfies CodeTable<'config'>;
