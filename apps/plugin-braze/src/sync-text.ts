import { counted, grouped, spanOf } from './numbers.ts';
import { eventTexts, keyOf } from './plan-text.ts';
import { problemsOf, sumOf } from './problem-counts.ts';
import type { SyncObject } from './results/sync.ts';

/** What a run did, for a terminal. */
export function syncText(run: SyncObject, report: string): string {
  return [
    ...run.streams.map(streamLine),
    line('events', eventTexts(run).join(' · ') || '0'),
    ...waitingLines(run),
    line('problems', problemText(run)),
    conclusion(run, report),
  ].join('\n');
}

function line(title: string, text: string): string {
  return `  ${title.padEnd(16)}${text}`;
}

function streamLine({ name, read, created, updated, deleted, unchanged }: SyncObject['streams'][number]): string {
  const parts: readonly (readonly [string, number])[] = [
    ['unchanged', unchanged],
    ['created', created],
    ['updated', updated],
    ['deleted', deleted],
  ];
  const texts = parts.filter(([, count]) => count > 0).map(([word, count]) => `${word} ${grouped(count)}`);
  return line(keyOf(name), `${`read ${grouped(read)}`.padEnd(14)}${texts.join('   ')}`.trimEnd());
}

function waitingLines({ waiting: { eventsReady, eventsUnknown, aliases } }: SyncObject): string[] {
  const texts = [
    ...(eventsReady > 0 ? [`${grouped(eventsReady)} events go with the next run`] : []),
    ...(eventsUnknown > 0 ? [`${grouped(eventsUnknown)} events of unknown fate`] : []),
    ...(aliases > 0 ? [`${grouped(aliases)} ${aliases === 1 ? 'alias' : 'aliases'} to add`] : []),
  ];
  return texts.length === 0 ? [] : [line('waiting', texts.join(' · '))];
}

function problemText({ problems }: SyncObject): string {
  const errors = problemsOf(problems, 'error');
  const warnings = problemsOf(problems, 'warning');
  if (errors.length + warnings.length === 0) return 'none';
  const shown = (counts: typeof errors): string =>
    counts.map(([code, count]) => `${code} ×${grouped(count)}`).join(', ');
  return [
    ...(errors.length === 0 ? [] : [`${counted(sumOf(errors), 'error')} (${shown(errors)})`]),
    ...(warnings.length === 0 ? [] : [`${counted(sumOf(warnings), 'warning')} (${shown(warnings)})`]),
  ].join('   ');
}

const words: Readonly<Record<SyncObject['outcome'], string>> = { done: 'Done', partial: 'Partial', stopped: 'Stopped' };

function conclusion({ outcome, failed, startedAt, finishedAt, id }: SyncObject, report: string): string {
  const time = spanOf(Date.parse(finishedAt) - Date.parse(startedAt));
  const what = failed === 0 ? '' : `${counted(failed, 'record')} did not go through   `;
  return `${words[outcome].padEnd(10)}${what}in ${time}   run ${id}   see: ${report}`;
}
