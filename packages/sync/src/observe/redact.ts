const longest = 200;
// More is never shown, and the patterns below need time that grows with the square of the length.
const examined = 2000;

/** Removes secrets, in each spelling an answer can repeat them in, and every bearer token. Nothing else changes. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets.flatMap(spellings)) clean = clean.replaceAll(secret, '‹secret›');
  return clean.replaceAll(/\bBearer\s+[\w.~+/=-]+/giu, 'Bearer ‹secret›');
}

/**
 * Makes a foreign text fit for a message: one line of at most 200 characters without bearer tokens, e-mail addresses,
 * control characters and the given values.
 */
export function redactText(text: string, values: readonly string[] = []): string {
  let clean = text;
  // Longest first: a value that is part of another one must not break it up.
  for (const value of values.toSorted((a, b) => b.length - a.length)) clean = withoutValue(clean, value);
  clean = redactSecrets(clean.slice(0, examined), [])
    .replaceAll(/[^\s@"<>(),;:]+@[^\s@'"<>(),;:]+/gu, '‹email›')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

// Shorter values are parts of ordinary words.
const shortestPart = 4;

function withoutValue(text: string, value: string): string {
  if (value === '') return text;
  if (value.length >= shortestPart) return text.replaceAll(value, '‹value›');
  const escaped = value.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`);
  return text.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'gu'), '‹value›');
}

function spellings(secret: string): readonly string[] {
  if (secret === '') return [];
  const json = JSON.stringify(secret).slice(1, -1);
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  return [...new Set([secret, json, encodeURIComponent(secret), base64])];
}
