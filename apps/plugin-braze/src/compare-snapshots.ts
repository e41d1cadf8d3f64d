import type { Snapshot, SnapshotField, SnapshotObject } from '@sf-braze/mapping-core';
import type { SnapshotDifference } from './results/snapshot.ts';

/** What changed in an org between two snapshots, as far as a mapping can depend on it. When it was taken is no change. */
export function compareSnapshots(before: Snapshot, now: Snapshot): SnapshotDifference[] {
  return [...orgDifferences(before, now), ...objectDifferences(before, now), ...currencyDifferences(before, now)];
}

function orgDifferences(before: Snapshot, now: Snapshot): SnapshotDifference[] {
  const other: SnapshotDifference[] =
    before.org.id === now.org.id ? [] : [{ kind: 'org', name: 'org', detail: `${before.org.id} → ${now.org.id}` }];
  const names = Object.keys(now.switches) as (keyof Snapshot['switches'])[]; // the object is built by key
  const switched = names.filter((name) => before.switches[name] !== now.switches[name]);
  return [
    ...other,
    ...switched.map((name) => ({ kind: 'switch' as const, name, detail: now.switches[name] ? 'on' : 'off' })),
  ];
}

function objectDifferences(before: Snapshot, now: Snapshot): SnapshotDifference[] {
  const names = [...new Set([...before.objects.keys(), ...now.objects.keys()])].toSorted();
  return names.flatMap((name) => {
    const old = before.objects.get(name);
    const fresh = now.objects.get(name);
    if (old === undefined) return [{ kind: 'added' as const, name, detail: 'object' }];
    if (fresh === undefined) return [{ kind: 'removed' as const, name, detail: 'object' }];
    return fieldDifferences(old, fresh);
  });
}

function fieldDifferences(old: SnapshotObject, fresh: SnapshotObject): SnapshotDifference[] {
  const names = [...new Set([...old.fields.keys(), ...fresh.fields.keys()])].toSorted();
  return names.flatMap((field) => {
    const name = `${fresh.name}.${field}`;
    const before = old.fields.get(field);
    const now = fresh.fields.get(field);
    if (before === undefined) return [{ kind: 'added' as const, name, detail: now?.type ?? '' }];
    if (now === undefined) return [{ kind: 'removed' as const, name, detail: before.type }];
    return changesOf(name, before, now);
  });
}

function changesOf(name: string, before: SnapshotField, now: SnapshotField): SnapshotDifference[] {
  const shape = [before, now].map(shapeOf);
  const retyped: SnapshotDifference[] =
    shape[0] === shape[1] ? [] : [{ kind: 'retyped', name, detail: `${shape[0] ?? ''} → ${shape[1] ?? ''}` }];
  const values = picklistChanges(before, now);
  return values === '' ? retyped : [...retyped, { kind: 'picklist', name, detail: values }];
}

function shapeOf({ type, length, nillable, calculated, encrypted, referenceTo, html }: SnapshotField): string {
  const notes = [
    ...(length > 0 ? [String(length)] : []),
    ...(nillable ? [] : ['required']),
    ...(calculated ? ['formula'] : []),
    ...(encrypted ? ['encrypted'] : []),
    ...(html ? ['rich text'] : []),
    ...(referenceTo.length > 0 ? [`to ${referenceTo.join(' or ')}`] : []),
  ];
  return notes.length === 0 ? type : `${type} (${notes.join(', ')})`;
}

/** Values that became inactive count as gone. */
function picklistChanges(before: SnapshotField, now: SnapshotField): string {
  const old = labels(before);
  const fresh = labels(now);
  const added = [...fresh.keys()].filter((value) => !old.has(value)).map((value) => `+ ${value}`);
  const gone = [...old.keys()].filter((value) => !fresh.has(value)).map((value) => `- ${value}`);
  const renamed = [...old].filter(([value, label]) => fresh.has(value) && fresh.get(value) !== label);
  return [...added, ...gone, ...renamed.map(([value]) => `~ ${value}`)].join(', ');
}

function labels({ picklist }: SnapshotField): ReadonlyMap<string, string> {
  return new Map(picklist.filter(({ active }) => active).map(({ value, label }) => [value, label]));
}

function currencyDifferences(before: Snapshot, now: Snapshot): SnapshotDifference[] {
  const texts = [before, now].map(({ corporateCurrency, rates }) =>
    JSON.stringify([corporateCurrency, rates.map((rate) => JSON.stringify(rate)).toSorted()]),
  );
  if (texts[0] === texts[1]) return [];
  return [{ kind: 'currency', name: 'rates', detail: 'the currencies or their rates changed' }];
}
