import { escapeControls, printable } from '@sf-braze/mapping-core';
import type { PreviewResult } from './results/preview.ts';

/** Characters of a body that fit on its line; a longer one is spread over several. */
const LINE = 100;

/** The calls of a preview, for a terminal. Whatever a record holds, it cannot move the cursor. */
export function previewText(preview: PreviewResult): string {
  return [
    ...headLines(preview),
    ...preview.phases.flatMap(({ number, calls }) => calls.flatMap((call) => callLines(number, call))),
    ...preview.problems.map(
      ({ severity, code, message, id }) => `  ${severity}  ${code}  ${printable(message)}  (${id})`,
    ),
    conclusion(preview),
  ].join('\n');
}

function headLines({ object, id, found, known }: PreviewResult): string[] {
  if (object === null || id === null) return [];
  const state = !found ? 'not found, or of an object that no mapping reads' : known ? 'known' : 'not known yet';
  return [`${object} ${id}   ${state}`];
}

type Call = PreviewResult['phases'][number]['calls'][number];

function callLines(phase: number, { method, path, body }: Call): string[] {
  const short = escapeControls(JSON.stringify(body));
  const text = short.length <= LINE ? short : escapeControls(JSON.stringify(body, undefined, 2));
  return [`  ${phase}  ${method} ${path}`, ...text.split('\n').map((line) => `     ${line}`)];
}

function conclusion({ phases, found }: PreviewResult): string {
  return phases.length === 0 && found
    ? 'Nothing to send: Braze has it as it is. Nothing was sent.'
    : 'Nothing was sent.';
}
