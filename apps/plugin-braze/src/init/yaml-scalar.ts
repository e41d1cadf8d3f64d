/** Words that some reader of YAML takes for something else than text. */
const AMBIGUOUS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A text as a YAML value, also inside `{ … }`: as it is where every reader agrees on it, else in quotes. */
export function yamlScalar(text: string): string {
  const plain = /^[A-Za-z][\w./@=!()' -]*(?::[\w./@=!()-]+)*$/.test(text) && !text.endsWith(' ');
  if (plain && !AMBIGUOUS.test(text)) return text;
  // JSON is YAML, and escapes what quotes cannot hold; quotes that need no escapes read better.
  return /[\p{Cc}\u2028\u2029\uFEFF]/u.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}
