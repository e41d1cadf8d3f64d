import { grouped, minuteOf, spanOf } from './numbers.ts';
import type { EnvironmentStatus, StatusResult } from './results/status.ts';

/** How the environments stand, for a terminal. Times are UTC. */
export function statusText({ environments }: StatusResult): string {
  return environments.map(environmentText).join('\n');
}

function environmentText(status: EnvironmentStatus): string {
  const { name, lastRun } = status;
  if (lastRun === null) return `${name}   nothing was synced yet   next: sf braze plan -e ${name}`;
  return [
    headLine(status, lastRun),
    line('known', `people ${grouped(status.known.people)} · items ${grouped(status.known.items)}`),
    line('backlog', backlogText(status)),
    line('Salesforce', salesforceText(status)),
    line('Braze', brazeText(status)),
    line('errors', problemText(status.errors)),
    line('warnings', problemText(status.warnings)),
    line('sweeps', sweepText(status)),
  ].join('\n');
}

function line(title: string, text: string): string {
  return `  ${title.padEnd(12)}${text}`;
}

function headLine(
  { name, lagSeconds, nextFrom }: EnvironmentStatus,
  { startedAt, finishedAt, outcome, stoppedBy }: NonNullable<EnvironmentStatus['lastRun']>,
): string {
  const took = spanOf(Date.parse(finishedAt) - Date.parse(startedAt));
  const how = stoppedBy === null ? outcome : `${outcome} by ${stoppedBy}`;
  return [
    name,
    `last run ${minuteOf(startedAt)}, ${how}, ${took}`,
    ...(lagSeconds === null ? ['no window was completed yet'] : [`lag ${spanOf(lagSeconds * 1000)}`]),
    ...(nextFrom === null ? [] : [`next window from ${minuteOf(nextFrom)}`]),
  ].join('   ');
}

function backlogText({ backlog: { eventsReady, eventsSending, aliases } }: EnvironmentStatus): string {
  return `events ${grouped(eventsReady)} ready · ${grouped(eventsSending)} of unknown fate · aliases ${grouped(aliases)}`;
}

function salesforceText({ salesforce: { used, max, allowedPercent } }: EnvironmentStatus): string {
  if (used === null || max === null || max === 0) return `${allowedPercent} % of the daily calls allowed`;
  return `${((used / max) * 100).toFixed(1)} % of the org's calls used, ${allowedPercent} % allowed to us`;
}

function brazeText({ braze: { peakPerSecond, allowedPerSecond } }: EnvironmentStatus): string {
  return `${peakPerSecond ?? 0} requests/s at peak, ${allowedPerSecond} allowed`;
}

function problemText(problems: Readonly<Record<string, number>>): string {
  const texts = Object.entries(problems).map(([code, count]) => `${code} ${grouped(count)}`);
  return texts.length === 0 ? 'none' : texts.join(' · ');
}

function sweepText({ sweeps }: EnvironmentStatus): string {
  const texts = Object.entries(sweeps).map(([name, at]) => `${name.replace(/^refresh:\w+:/, '')} ${minuteOf(at)}`);
  return texts.length === 0 ? 'none yet' : texts.join(' · ');
}
