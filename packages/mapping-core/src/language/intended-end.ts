/**
 * Where the expression that begins at `start` ends in the mind of its author: before a comment, at the end of the line,
 * or, inside braces, at the comma or brace that is not within brackets or quotes of its own.
 */
export function intendedEnd(text: string, start: number, inFlow: boolean): number {
  let depth = 0;
  let at = start;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n' || character === '\r') break;
    if (character === "'" || character === '"') at = closingQuote(text, at);
    else if ('([{'.includes(character)) depth++;
    else if (depth > 0 && ')]}'.includes(character)) depth--;
    else if (inFlow && depth === 0 && ',}]'.includes(character)) break;
    else if (depth === 0 && character === '#' && /\s/.test(text.charAt(at - 1))) break;
  }
  return start + text.slice(start, at).trimEnd().length;
}

/** Offset of the quote that closes the one at `open`, or of the last character of the line. */
function closingQuote(text: string, open: number): number {
  const quote = text.charAt(open);
  for (let at = open + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n') return at - 1;
    if (character === '\\') at++;
    else if (character === quote) return at;
  }
  return text.length - 1;
}
