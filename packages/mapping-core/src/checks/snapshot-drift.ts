import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import type { Mapping } from '../language/mapping.ts';
import type { PicklistValue, Snapshot, SnapshotField } from '../salesforce/snapshot.ts';
import { expressionsOf, fieldOf } from './expressions.ts';

/** A field the mapping reads, and each place that names it. */
interface UsedField {
  readonly object: string;
  readonly field: string;
  readonly places: readonly Place[];
}

/**
 * What changed in the org since the snapshot was taken, as far as the mapping reads it.
 * Fields and objects that are gone are found by `analyze` with the new snapshot.
 */
export function checkSnapshotDrift(old: Snapshot, now: Snapshot, mapping: Mapping): readonly Diagnostic[] {
  return usedFields(mapping).flatMap((used) => {
    const before = old.objects.get(used.object)?.fields.get(used.field);
    const after = now.objects.get(used.object)?.fields.get(used.field);
    return before === undefined || after === undefined ? [] : changesOf(used, before, after);
  });
}

function changesOf(
  { object, field, places }: UsedField,
  before: SnapshotField,
  after: SnapshotField,
): readonly Diagnostic[] {
  if (before.type !== after.type)
    return places.map((place) =>
      diagnostic('salesforce/field-type-changed', place, { object, field, old: before.type, new: after.type }),
    );
  const changes = picklistChanges(before.picklist, after.picklist);
  if (changes === '') return [];
  return places.map((place) =>
    diagnostic('salesforce/picklist-changed', place, { field: `${object}.${field}`, changes }),
  );
}

/** `new `a`; gone `b`; relabelled `c``; a value that became inactive is gone. */
function picklistChanges(before: readonly PicklistValue[], after: readonly PicklistValue[]): string {
  const old = labels(before);
  const now = labels(after);
  const changes = {
    new: [...now.keys()].filter((value) => !old.has(value)),
    gone: [...old.keys()].filter((value) => !now.has(value)),
    relabelled: [...old].filter(([value, label]) => now.has(value) && now.get(value) !== label).map(([value]) => value),
  };
  return Object.entries(changes)
    .filter(([, values]) => values.length > 0)
    .map(([change, values]) => `${change} ${values.map((value) => `\`${value}\``).join(', ')}`)
    .join('; ');
}

function labels(values: readonly PicklistValue[]): ReadonlyMap<string, string> {
  return new Map(values.filter(({ active }) => active).map(({ value, label }) => [value, label]));
}

function usedFields(mapping: Mapping): readonly UsedField[] {
  const used = new Map<string, { object: string; field: string; places: Map<string, Place> }>();
  for (const { file, paths } of expressionsOf(mapping)) {
    for (const { object, path, span } of paths) {
      if (object === undefined) continue;
      const field = fieldOf(path);
      const entry = used.get(`${object}.${field}`) ?? { object, field, places: new Map<string, Place>() };
      entry.places.set(`${file}:${span.start}`, { file, span });
      used.set(`${object}.${field}`, entry);
    }
  }
  return [...used.values()].map(({ object, field, places }) => ({
    object,
    field,
    places: Array.from(places.values()),
  }));
}
