import { markdownSentence } from '@sf-braze/mapping-core';
import { grouped } from './numbers.ts';
import { eventTexts, keyOf, type PlanShown } from './plan-text.ts';

/** Lets a CI job find its own comment and replace it. */
const MARKER = '<!-- sf-braze plan -->';

/** A plan as one sticky comment of a pull request. */
export function planMarkdown(shown: PlanShown): string {
  const { plan, approval, notes, mapping } = shown;
  const rows = [...structureRows(shown), ...dataRows(shown)];
  const reached = plan.gates.filter((gate) => gate.reached);
  const gates =
    reached.length === 0
      ? 'Gates ok'
      : `Gates reached: ${reached.map(({ name, count, limit }) => `${name} ${grouped(count)} of ${grouped(limit)}`).join(', ')}`;
  const problems = Object.values(plan.problems).reduce((sum, count) => sum + count, 0);
  return [
    MARKER,
    `**braze plan** ${code(plan.environment)} · plan ${code(plan.id)} · ${mapping.files.length} mapping files, ${grouped(mapping.destinations)} destinations`,
    '',
    '| | Salesforce | Braze | change |',
    '| --- | --- | --- | --- |',
    ...(rows.length === 0 ? ['| = | – | – | nothing to send |'] : rows),
    '',
    `${gates} · at most ${grouped(plan.attributes)} attributes · ${grouped(problems)} known problems`,
    ...(approval === null ? [] : ['', `⚠️ Needs approval: ${markdownSentence(approval.message)}`]),
    ...notes.flatMap((note) => ['', `⚠️ ${markdownSentence(note)}`]),
  ].join('\n');
}

function structureRows({ plan: { structure } }: PlanShown): string[] {
  return [
    ...structure.create.map(
      ({ name, fields }) => `| ➕ | – | catalog ${code(name)} | new catalog, ${grouped(fields.length)} fields |`,
    ),
    ...structure.addFields.flatMap(({ catalog, fields }) =>
      fields.map(({ name, type }) => `| ➕ | – | catalog ${code(`${catalog}.${name}`)} | new field, ${type} |`),
    ),
    ...structure.unknown.map(
      ({ catalog, field }) => `| ❔ | – | catalog ${code(`${catalog}.${field}`)} | not in the mapping, stays |`,
    ),
  ];
}

function dataRows({ plan }: PlanShown): string[] {
  const streams = plan.streams
    .filter(({ created, updated, deleted }) => created + updated + deleted > 0)
    .map(
      ({ name, object, created, updated, deleted }) =>
        `| ✏️ | ${code(object)} | ${code(keyOf(name))} | ${grouped(created)} create, ${grouped(updated)} update, ${grouped(deleted)} delete |`,
    );
  const events = eventTexts(plan);
  return events.length === 0 ? streams : [...streams, `| 📣 | – | events | ${events.map(code).join(', ')} |`];
}

function code(text: string): string {
  return markdownSentence(`\`${text.replaceAll('`', "'")}\``);
}
