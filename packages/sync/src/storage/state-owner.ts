import { access } from 'node:fs/promises';
import type { StateOwner } from '../state.ts';
import { openDatabase, optionalText } from './database.ts';

/**
 * Whose state a file is, for those who look at it without a sign-in; undefined when there is no such file, or nothing in
 * it yet. Makes no file. Fails with `sync/state-unreadable`.
 */
export async function readStateOwner(file: string): Promise<StateOwner | undefined> {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (!there) return undefined;
  const database = await openDatabase(file);
  try {
    if (database.get("SELECT 1 FROM sqlite_schema WHERE name = 'setting'") === undefined) return undefined;
    const setting = (name: string): string | undefined =>
      optionalText(database.get('SELECT value FROM setting WHERE name = ?', name)?.['value']);
    const orgId = setting('org_id');
    const endpoint = setting('endpoint');
    return orgId === undefined || endpoint === undefined ? undefined : { orgId, endpoint };
  } finally {
    database.close();
  }
}
