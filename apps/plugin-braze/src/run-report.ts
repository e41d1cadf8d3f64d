import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { grouped, minuteOf, spanOf } from './numbers.ts';
import { eventTexts, keyOf } from './plan-text.ts';
import type { SyncObject } from './results/sync.ts';
import { OWNER_ONLY, writeWholeFile } from './write-file.ts';

/** A run that ended before it wrote anything. */
export interface FailedRun {
  readonly id: string;
  readonly environment: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly outcome: 'not started';
  /** Code of what ended it, or the name of the error. */
  readonly stoppedBy: string;
  readonly plan: string | null;
}

const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

/** Writes `<state folder>/runs/<id>.json` and `.md`, and forgets those of more than 90 days ago. Answers the first one's path. */
export async function writeRunReport(folder: string, run: SyncObject | FailedRun): Promise<string> {
  const runs = join(folder, 'runs');
  const name = run.id.replaceAll(':', '-');
  const path = join(runs, `${name}.json`);
  await writeWholeFile(path, `${JSON.stringify(run, undefined, 2)}\n`, OWNER_ONLY);
  await writeWholeFile(join(runs, `${name}.md`), markdownOf(run), OWNER_ONLY);
  await forgetOld(runs, Date.parse(run.finishedAt) - KEPT_DAYS * DAY_MS);
  return path;
}

async function forgetOld(runs: string, before: number): Promise<void> {
  for (const name of await readdir(runs)) {
    const day = Date.parse(name.slice(0, 10));
    if (!Number.isNaN(day) && day < before) await rm(join(runs, name), { force: true });
  }
}

function markdownOf(run: SyncObject | FailedRun): string {
  return run.outcome === 'not started' ? failedMarkdown(run) : finishedMarkdown(run);
}

function failedMarkdown({ id, environment, startedAt, stoppedBy }: FailedRun): string {
  return [
    `# Run ${id}`,
    '',
    `\`${environment}\`, ${minuteOf(startedAt)} UTC: ended before the first write (\`${stoppedBy}\`). Nothing was written.`,
    '',
  ].join('\n');
}

function finishedMarkdown(run: SyncObject): string {
  const { braze, salesforce, waiting } = run;
  const took = spanOf(Date.parse(run.finishedAt) - Date.parse(run.startedAt));
  const stopped = run.stoppedBy === null ? '' : `, by \`${run.stoppedBy}\``;
  return [
    `# Run ${run.id}`,
    '',
    `\`${run.environment}\`, ${minuteOf(run.startedAt)} UTC, ${took}: **${run.outcome}**${stopped}. Plan \`${run.plan}\`.`,
    `Org \`${run.org}\` → \`${run.endpoint}\`. The next run goes on from ${run.watermark ?? 'where this one began'}.`,
    '',
    '| | object | read | created | updated | deleted | unchanged |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...run.streams.map(
      ({ name, object, read, created, updated, deleted, unchanged }) =>
        `| ${keyOf(name)} | ${object} | ${[read, created, updated, deleted, unchanged].map(grouped).join(' | ')} |`,
    ),
    '',
    `Events: ${eventTexts(run).join(', ') || 'none'}. Waiting: ${waiting.eventsReady} ready, ${waiting.eventsUnknown} of unknown fate, ${waiting.aliases} aliases.`,
    '',
    ...problemTable(run),
    `Braze: ${grouped(braze.requests)} requests, ${braze.peakPerSecond} in the busiest second, ${braze.rateLimited} refused by a rate limit, ${spanOf(braze.waitedMs)} waited.`,
    `Salesforce: ${grouped(salesforce.calls)} calls.`,
    '',
  ].join('\n');
}

function problemTable({ problems }: SyncObject): string[] {
  const rows = Object.entries(problems).map(([code, count]) => `| \`${code}\` | ${grouped(count)} |`);
  return rows.length === 0 ? [] : ['| problem | records |', '| --- | ---: |', ...rows, ''];
}
