import { lineIndex } from '../position.ts';

const KEY = /^(?<indent>[ ]*(?:- +)*)(?<key>"[^"]*"|'[^']*'|[^\s#'"{[][^:#]*?) *:(?:\s|$)/;

/**
 * Keys of a YAML text that lead to an offset, outermost first, read from the indentation alone: it also works where the
 * file cannot be parsed. Inside `{ … }` the path ends with the key of the line.
 */
export function keyPathAt(text: string, offset: number): readonly string[] {
  const lines = lineIndex(text);
  const path: string[] = [];
  let indent = Number.POSITIVE_INFINITY;
  for (let line = lines.positionAt(offset).line; line > 0 && indent > 0; line -= 1) {
    const groups = KEY.exec(lines.lineText(line))?.groups;
    const found = groups?.['indent']?.length ?? indent;
    if (found >= indent) continue;
    indent = found;
    path.unshift(groups?.['key'] ?? '');
  }
  return path;
}
