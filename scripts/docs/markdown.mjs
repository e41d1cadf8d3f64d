/** A table; cells are Markdown already. */
export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

/** Code that may hold backticks and, in a table, bars. */
export function code(text) {
  const fence = text.includes('`') ? '``' : '`';
  return text.includes('`') ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

function cell(text) {
  return text.replaceAll('\n', ' ').replaceAll(/(?<!\\)\|/g, String.raw`\|`);
}
