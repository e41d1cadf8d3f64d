const WHITE_SPACE = /[\p{White_Space}\uFEFF]/u;

/** Cuts all Unicode white space off both ends. Linear, unlike a pattern that is anchored at the end. */
export function trimWhiteSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && WHITE_SPACE.test(text.charAt(start))) start++;
  while (end > start && WHITE_SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
