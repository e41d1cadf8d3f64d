import type { CodeTable } from '../code-table.ts';

/** Codes about the file as text and shape. Permanent: never renamed, never reused. */
export const syntaxCodes = {
  'syntax/invalid-yaml': {
    severity: 'error',
    phase: 'file',
    meaning: 'The file is not valid YAML 1.2: {reason}.',
    help: 'Fix the marked place; quote values that hold `: ` or begin with `{ [ @ % & ! *`.',
  },
  'syntax/yaml-feature-not-allowed': {
    severity: 'error',
    phase: 'file',
    meaning: '`{feature}` is a YAML feature that mapping files do not use.',
    help: 'Write the value out; anchors, aliases, merges, tags and several documents are not part of the language.',
  },
  'syntax/unknown-key': {
    severity: 'error',
    phase: 'file',
    meaning: '`{key}` is not a key of `{parent}`.',
    help: 'Rename it to the nearest known key, or remove it.',
  },
  'syntax/missing-key': {
    severity: 'error',
    phase: 'file',
    meaning: '`{parent}` needs the key `{key}`.',
    help: 'Add it; hover shows what it holds.',
  },
  'syntax/duplicate-key': {
    severity: 'error',
    phase: 'file',
    meaning: '`{key}` is defined twice in `{parent}`.',
    help: 'Keep one; the first definition is shown beside this one.',
  },
  'syntax/wrong-type': {
    severity: 'error',
    phase: 'file',
    meaning: '`{key}` is a {actual}, and a {expected} belongs here.',
    help: 'Write it as in the example shown; a constant needs `{ value: … }`.',
  },
  'syntax/invalid-value': {
    severity: 'error',
    phase: 'file',
    meaning: '`{value}` is not a possible value of `{key}`.',
    help: 'Use one of the values shown.',
  },
  'syntax/ambiguous-scalar': {
    severity: 'warning',
    phase: 'file',
    meaning: 'YAML 1.1 readers see `{text}` as a {other}.',
    help: 'Quote it: `NO`, `yes`, `on`, `012`, `1e3` and `12:30` mean different things to different readers.',
  },
  'syntax/unquoted-expression': {
    severity: 'error',
    phase: 'file',
    meaning: 'YAML ended this expression at `{text}`.',
    help: 'Quote the whole expression: it holds a comma inside braces, a colon with a space, or ` #`.',
  },
  'syntax/outdated-version': {
    severity: 'warning',
    phase: 'file',
    meaning: 'The file uses version {version}; the current one is {current}.',
    help: 'Run `sf braze migrate`; the old version keeps working for one major release.',
  },
  'syntax/unsupported-version': {
    severity: 'error',
    phase: 'file',
    meaning: 'The file uses version {version}, which this plugin does not know.',
    help: 'Upgrade the plugin; nothing is guessed.',
  },
} as const satisfies CodeTable<'syntax'>;
