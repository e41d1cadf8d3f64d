// Draws text as a terminal window, for the README: npm run demo | node scripts/draw-terminal.mjs docs/images/demo.svg
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';

const LAST_LINE = 55; // the rest of the demo is for those who run it
const CHARACTER = 7.8;
const LINE = 18;
const MARGIN = 18;

const [target] = process.argv.slice(2);
const lines = (await text(process.stdin)).split('\n').filter((line) => !/^(>|Building|Installing|$)/.test(line));
const shown = lines.slice(0, LAST_LINE);
const width = Math.ceil(Math.max(...shown.map((line) => line.length)) * CHARACTER + 2 * MARGIN);
const height = shown.length * LINE + 2 * MARGIN + 24;

function colourOf(line) {
  if (/^\d {2}/.test(line)) return '#ffffff';
  if (line.startsWith('$ ')) return '#7ee787';
  if (/^\s+(Done|Partial)/.test(line)) return '#79c0ff';
  return '#c9d1d9';
}

function escaped(line) {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const body = shown.map((line, index) => {
  const y = MARGIN + 24 + (index + 1) * LINE - 5;
  return `<text x="${MARGIN}" y="${y}" fill="${colourOf(line)}" xml:space="preserve">${escaped(line)}</text>`;
});
const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
  (fill, index) => `<circle cx="${MARGIN + 6 + index * 18}" cy="18" r="6" fill="${fill}"/>`,
);
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A terminal: sf braze plan, then two syncs">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${dots.join('')}
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">
${body.join('\n')}
</g>
</svg>
`;
await mkdir(dirname(target), { recursive: true });
await writeFile(target, svg);
