import { Parser } from 'htmlparser2';

import { trimWhiteSpace } from './white-space.ts';

const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);
const HIDDEN: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title', 'template']);

/** HTML as plain text: entities decoded, `<br>` and block ends as line breaks, scripts and styles out, ends trimmed. */
export function plainText(html: string): string {
  let plain = '';
  let hidden = 0;
  const parser = new Parser({
    onopentagname(name) {
      if (HIDDEN.has(name)) hidden++;
      if (name === 'br') plain += '\n';
    },
    onclosetag(name) {
      if (HIDDEN.has(name)) hidden--;
      if (BLOCKS.has(name) && !plain.endsWith('\n')) plain += '\n';
    },
    ontext(piece) {
      if (hidden === 0) plain += piece;
    },
  });
  parser.end(html);
  return trimWhiteSpace(plain);
}
