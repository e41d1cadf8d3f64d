import type { Fingerprint, KnownRule } from '@sf-braze/mapping-core';
import { type Database, jsonList, numberOf, textOf } from './database.ts';

/** Memories of event rules, by owner: a person's key or an item's id. */
export function readRules(
  database: Database,
  owners: readonly string[],
): ReadonlyMap<string, ReadonlyMap<string, KnownRule>> {
  const found = new Map<string, Map<string, KnownRule>>();
  const rows = database.all(
    'SELECT owner, name, digest, held, previous FROM rule WHERE owner IN (SELECT value FROM json_each(?))',
    jsonList(owners),
  );
  for (const row of rows) {
    const rules = found.get(textOf(row['owner'])) ?? new Map<string, KnownRule>();
    const previous = new Map(Object.entries(JSON.parse(textOf(row['previous'])) as Record<string, Fingerprint>)); // written below
    rules.set(textOf(row['name']), { digest: textOf(row['digest']), held: numberOf(row['held']) === 1, previous });
    found.set(textOf(row['owner']), rules);
  }
  return found;
}

export function writeRules(database: Database, owner: string, rules: ReadonlyMap<string, KnownRule>): void {
  for (const [name, rule] of rules) {
    database.run(
      'INSERT OR REPLACE INTO rule (owner, name, digest, held, previous) VALUES (?, ?, ?, ?, ?)',
      owner,
      name,
      rule.digest,
      rule.held ? 1 : 0,
      JSON.stringify(Object.fromEntries(rule.previous)),
    );
  }
}
