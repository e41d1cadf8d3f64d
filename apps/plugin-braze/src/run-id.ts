import { randomUUID } from 'node:crypto';

/** Names a run by its start and four random letters; good as a file name everywhere: `2026-11-23T10-00-02Z-4c1e`. */
export function newRunId(now: string): string {
  return `${now.slice(0, 19).replaceAll(':', '-')}Z-${randomUUID().slice(0, 4)}`;
}
