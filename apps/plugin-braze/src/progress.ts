import type { ProgressEvent, Progress, RunStage } from '@sf-braze/sync';
import { grouped, spanOf } from './numbers.ts';

/** Shows how a long command goes on. */
export interface ProgressDisplay {
  readonly progress: Progress;
  /** Ends the display, so that results can be printed below it. */
  stop(outcome: 'completed' | 'failed'): void;
}

const labels: Readonly<Record<RunStage, string>> = {
  check: 'Check both ends',
  plan: 'Plan',
  structure: 'Prepare catalogs',
  catalogs: 'Send catalog items',
  people: 'Send people',
  events: 'Send links and events',
  deletions: 'Remove items',
};

const silent: ProgressDisplay = { progress: () => undefined, stop: () => undefined };

/** Stages on a terminal; nothing in pipes, in CI and with `--json`. */
export async function showProgress(
  title: string,
  stages: readonly RunStage[],
  jsonEnabled: boolean,
): Promise<ProgressDisplay> {
  // MultiStageOutput redraws wherever CI is not set, in pipes too: whether somebody watches is decided here.
  if (jsonEnabled || !process.stdout.isTTY || process.env['CI'] !== undefined) return silent;
  const { MultiStageOutput } = await import('@oclif/multi-stage-output');
  const counts = newCounts();
  const output = new MultiStageOutput<DisplayData>({
    title,
    stages: stages.map((stage) => labels[stage]),
    jsonEnabled: false,
    timerUnit: 's',
    data: textsOf(counts),
    postStagesBlock: [
      { type: 'dynamic-key-value', label: 'Read', get: (data) => data?.read },
      { type: 'dynamic-key-value', label: 'Sent', get: (data) => data?.sent },
      { type: 'dynamic-key-value', label: 'Waiting', get: (data) => data?.waiting },
    ],
  });
  return {
    progress: (event) => {
      // The records of the plan are read again to be sent.
      if (event.kind === 'stage' && event.stage === 'structure') counts.read = 0;
      if (event.kind === 'stage') output.goto(labels[event.stage], textsOf(counts));
      else output.updateData(textsOf(count(counts, event)));
    },
    stop: (outcome) => {
      output.stop(outcome);
    },
  };
}

interface DisplayData extends Record<string, unknown> {
  readonly read: string;
  readonly sent: string;
  readonly waiting: string;
}

interface Counts {
  read: number;
  sent: number;
  events: number;
  waiting: string;
}

function newCounts(): Counts {
  return { read: 0, sent: 0, events: 0, waiting: 'no' };
}

function count(counts: Counts, event: Exclude<ProgressEvent, { kind: 'stage' }>): Counts {
  counts.waiting = 'no';
  switch (event.kind) {
    case 'read':
      counts.read += event.records;
      break;
    case 'sent':
      counts.sent += event.records;
      break;
    case 'events':
      counts.events += event.events;
      break;
    case 'waiting':
      counts.waiting = `${event.reason}, ${spanOf(event.ms)}`;
      break;
  }
  return counts;
}

function textsOf({ read, sent, events, waiting }: Counts): DisplayData {
  return { read: `${grouped(read)} records`, sent: `${grouped(sent)} records, ${grouped(events)} events`, waiting };
}
