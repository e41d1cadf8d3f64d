import type { CodeTable } from '../code-table.ts';

/** Codes about a run and its state. Permanent: never renamed, never reused. */
export const syncCodes = {
  'sync/lease-held': {
    severity: 'error',
    phase: 'run',
    meaning: 'Run {run} on {host} has held the lease for {age}.',
    help: "Wait for it, or end it; a dead run's lease ends by itself.",
  },
  'sync/lease-lost': {
    severity: 'error',
    phase: 'run',
    meaning: 'A later run took over, and this one stopped writing.',
    help: 'Nothing to do; give long runs a longer `state.lease`.',
  },
  'sync/state-too-new': {
    severity: 'error',
    phase: 'run',
    meaning: 'The state was written by a newer version.',
    help: 'Upgrade the plugin.',
  },
  'sync/state-from-elsewhere': {
    severity: 'error',
    phase: 'run',
    meaning: 'The state belongs to {owner}.',
    help: 'Use another `state.store`, or start anew after a sandbox refresh.',
  },
  'sync/state-missing': {
    severity: 'error',
    phase: 'run',
    meaning: 'There is no state for this org and workspace, so this is a first run.',
    help: 'Read the plan, then `sf braze sync --approve {plan}`; or rebuild the state with `sf braze verify --rebuild`.',
  },
  'sync/state-unreadable': {
    severity: 'error',
    phase: 'run',
    meaning: 'The state file is damaged: {reason}.',
    help: 'Restore a copy, or run `sf braze verify --rebuild`.',
  },
  'sync/unfinished-work': {
    severity: 'warning',
    phase: 'run',
    meaning: 'An earlier run left work unfinished.',
    help: 'Nothing to do: it is completed before anything else.',
  },
  'sync/watermark-too-old': {
    severity: 'warning',
    phase: 'run',
    meaning: 'The last read is older than the recycle bin, so deletions and merges may be missed.',
    help: 'Nothing to do: a full sweep is part of this run.',
  },
  'sync/label-changed': {
    severity: 'error',
    phase: 'run',
    meaning: 'The alias label `{old}` became `{new}` in the mapping.',
    help: 'Change it back, or move all aliases with `sf braze sync --relabel`.',
  },
  'sync/gate-reached': {
    severity: 'error',
    phase: 'run',
    meaning: '{count} {what} would pass the gate of {limit}.',
    help: 'Nothing was written; if it is meant, `sf braze sync --approve {plan}`.',
  },
  'sync/destructive-change': {
    severity: 'error',
    phase: 'run',
    meaning: 'The plan removes or replaces {what} in Braze.',
    help: 'Nothing was written; add `{flag}` and approve the plan.',
  },
  'sync/plan-unknown': {
    severity: 'error',
    phase: 'run',
    meaning: 'There is no plan `{plan}`, or it is older than a day.',
    help: 'Make a new one with `sf braze plan`.',
  },
  'sync/plan-changed': {
    severity: 'error',
    phase: 'run',
    meaning: 'The plan is no longer what was approved: {difference}.',
    help: 'Read the new plan `{plan}` and approve that.',
  },
  'sync/partial': {
    severity: 'warning',
    phase: 'run',
    meaning: '{count} records are in the error list.',
    help: 'See `sf braze errors list`.',
  },
  'sync/stopped-early': {
    severity: 'warning',
    phase: 'run',
    meaning: 'The run stopped early: {reason}.',
    help: 'Run again; it resumes.',
  },
  'sync/interrupted': {
    severity: 'warning',
    phase: 'run',
    meaning: 'The run was interrupted; the state is safe.',
    help: 'Run again; it resumes.',
  },
  'sync/drift-found': {
    severity: 'error',
    phase: 'run',
    meaning: '{count} profiles or items in Braze differ from what was sent.',
    help: 'See the report; `sf braze verify --repair` sends them again.',
  },
} as const satisfies CodeTable<'sync'>;
