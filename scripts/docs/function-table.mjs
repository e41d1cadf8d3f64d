import { code, table } from './markdown.mjs';

const sqlSigns = { same: '●', lookup: '◐', none: '○' };

/** One row per function: how it is called, what it gives, what it does, an example that runs as a test. */
export function functionTable(entries, signatureOf) {
  const rows = entries.map((entry) => [
    code(signatureOf(entry)),
    resultOf(entry),
    entry.doc,
    `${code(entry.example.text)} → ${code(valueText(entry.example.result))}`,
    sqlSigns[entry.sql],
  ]);
  return table(['Call', 'Result', 'Meaning', 'Example', 'SQL'], rows);
}

function resultOf({ result }) {
  return result === 'argument' ? 'type of the argument' : result;
}

function valueText(value) {
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  return typeof value === 'string' ? `'${value.replaceAll('\n', String.raw`\n`)}'` : String(value);
}
