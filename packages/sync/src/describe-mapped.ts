import type { Snapshot } from '@sf-braze/mapping-core';
import { parse } from 'yaml';
import type { Source } from './ports.ts';

/** Objects every B2B mapping leans on, also where it does not name them. Describes of absent ones are left out. */
const STANDARD = [
  'Account',
  'AccountContactRelation',
  'Contact',
  'Lead',
  'Opportunity',
  'OpportunityContactRole',
  'User',
] as const;

const LEVELS = 5;

/**
 * Describes the objects that mapping texts name, and the parents that their paths can lead to.
 * Broken texts name what can be read of them: findings about them are the checker's.
 */
export async function describeMapped(source: Source, texts: readonly string[]): Promise<Snapshot> {
  const wanted = new Set<string>([...STANDARD, ...texts.flatMap(objectsNamed)]);
  const parents = new Set(
    texts.flatMap((text) => [...text.matchAll(/\b([A-Za-z]\w*)\./g)].map(([, name]) => name ?? '')),
  );
  let snapshot = await source.describe([...wanted]);
  for (let level = 0; level < LEVELS; level++) {
    const missing = [...parentObjects(snapshot, parents)].filter((object) => !wanted.has(object));
    if (missing.length === 0) return snapshot;
    for (const object of missing) wanted.add(object);
    snapshot = await source.describe([...wanted]);
  }
  return snapshot;
}

/** Objects that a lookup named in a path points at. */
function parentObjects(snapshot: Snapshot, parents: ReadonlySet<string>): Set<string> {
  const objects = new Set<string>();
  for (const { fields } of snapshot.objects.values()) {
    for (const { relationshipName, referenceTo } of fields.values()) {
      if (relationshipName !== undefined && parents.has(relationshipName))
        for (const object of referenceTo) objects.add(object);
    }
  }
  return objects;
}

function objectsNamed(text: string): string[] {
  const value = plainValue(text);
  return [
    ...named(value, 'people', 'from'),
    ...named(value, 'catalogs', 'from'),
    ...named(value, 'links', 'through'),
    ...named(value, 'events', 'on'),
  ].filter((name) => /^[A-Za-z]\w*$/.test(name));
}

function named(value: unknown, section: string, key: string): string[] {
  const entries = property(value, section);
  if (typeof entries !== 'object' || entries === null) return [];
  return Object.values(entries).flatMap((entry) => {
    const name = property(entry, key);
    return typeof name === 'string' ? [name] : [];
  });
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const entries: Readonly<Record<string, unknown>> = { ...value };
  return entries[key];
}

function plainValue(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}
