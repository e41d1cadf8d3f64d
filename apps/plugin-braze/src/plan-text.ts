import { codes, printable } from '@sf-braze/mapping-core';
import { grouped, minuteOf } from './numbers.ts';
import type { PlanObject, PlanResult } from './results/plan.ts';

export interface PlanShown extends PlanResult {
  /** What the first load means, in sentences. */
  readonly notes: readonly string[];
}

/** A plan for a terminal: what changes where, what it costs, what stands in the way. */
export function planText(shown: PlanShown): string {
  const { plan } = shown;
  return [
    ...section('Mapping', mappingLines(shown)),
    ...section('Workspace', workspaceLines(plan)),
    ...section('Data', dataLines(shown)),
    ...section('Gates', [gateLine(plan)]),
    ...section('Problems', [problemLine(plan)]),
    conclusion(shown),
  ].join('\n');
}

const WIDTH = 13;

function section(title: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? title.padEnd(WIDTH) + line : line));
}

function mappingLines({ mapping: { files, destinations } }: PlanResult): string[] {
  return [`${files.map(printable).join(', ')}   ${grouped(destinations)} destinations`];
}

function workspaceLines({ workspace, endpoint, structure }: PlanObject): string[] {
  const host = endpoint.replace(/^https?:\/\//, '').replace(/\.braze\.(com|eu)$/, '');
  const head = workspace === null ? host : `${printable(workspace)} (${host})`;
  const created = structure.create.map(({ name, fields }) => `  + catalog  ${name}   ${grouped(fields.length)} fields`);
  const added = structure.addFields.flatMap(({ catalog, fields }) =>
    fields.map(({ name, type }) => `  + field    ${catalog}.${name}   ${type}`),
  );
  const unknown = structure.unknown.map(
    ({ catalog, field }) => `  ? field    ${catalog}.${printable(field)}   not in the mapping, stays`,
  );
  const lines = [...created, ...added, ...unknown];
  return [head, ...(lines.length === 0 ? ['  = nothing to add'] : lines)];
}

function dataLines({ plan, notes }: PlanShown): string[] {
  const froms = plan.streams.flatMap(({ from }) => (from === null ? [] : [from])).toSorted();
  const [first] = froms;
  const head = plan.firstRun
    ? 'everything, for the first time'
    : `since ${first === undefined ? '–' : minuteOf(first)}`;
  const whole = plan.firstRun ? [] : plan.streams.filter(({ from }) => from === null).map(({ name }) => keyOf(name));
  return [
    whole.length === 0 ? head : `${head}; in full: ${whole.join(', ')}`,
    ...plan.streams.map(streamLine),
    `  ${'events'.padEnd(16)}${eventTexts(plan).join(' · ') || '0'}`,
    `  ${'cost'.padEnd(16)}${grouped(plan.attributes)} attributes · ${grouped(eventCount(plan))} events`,
    ...notes.map((note) => `  ${note}`),
  ];
}

function streamLine({ name, read, created, updated, deleted, unchanged }: PlanObject['streams'][number]): string {
  const parts: readonly (readonly [number, string])[] = [
    [created, 'create'],
    [updated, 'update'],
    [deleted, 'delete'],
    [unchanged, 'unchanged'],
  ];
  const texts = parts.filter(([count]) => count > 0).map(([count, word]) => `${grouped(count)} ${word}`);
  return `  ${keyOf(name).padEnd(16)}${`read ${grouped(read)}`.padEnd(14)}${texts.join(' · ')}`.trimEnd();
}

/** `catalog:accounts` → `accounts` */
export function keyOf(stream: string): string {
  return stream.slice(stream.indexOf(':') + 1);
}

export function eventTexts({ events }: Pick<PlanObject, 'events'>): string[] {
  return Object.entries(events)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => {
      const [event = name, reason] = name.split(' ');
      return `${grouped(count)} ${event}${reason === undefined ? '' : ` (${reason})`}`;
    });
}

function eventCount({ events }: PlanObject): number {
  return Object.values(events).reduce((sum, count) => sum + count, 0);
}

function gateLine({ gates }: PlanObject): string {
  const state = gates.some(({ reached }) => reached) ? 'reached ' : 'ok ';
  const counted = gates.filter(({ count, reached }) => count > 0 || reached);
  const shown = counted.length === 0 ? gates.slice(0, 3) : counted;
  return (
    state.padEnd(9) + shown.map(({ name, count, limit }) => `${name} ${grouped(count)}/${grouped(limit)}`).join(' · ')
  );
}

function problemLine({ problems }: PlanObject): string {
  const texts = Object.entries(problems)
    .filter(([code]) => Object.entries(codes).some(([known, { severity }]) => known === code && severity !== 'info'))
    .map(([code, count]) => `${code} ×${grouped(count)}`);
  return texts.length === 0 ? 'none' : texts.join('   ');
}

function conclusion({ plan, approval, differences, next }: PlanShown): string {
  if (approval !== null) return `Plan ${plan.id}   needs approval (${approval.code}): ${approval.message}\n  ${next}`;
  if (!differences) return `Plan ${plan.id}   nothing to send`;
  return `Plan ${plan.id}   no approval needed   ${next}`;
}
