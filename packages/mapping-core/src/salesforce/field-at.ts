import type { Snapshot, SnapshotField } from './snapshot.ts';

/** The field a path ends in, when the snapshot has it. A polymorphic lookup leads to the first of its objects that has the field. */
export function fieldAt(snapshot: Snapshot, object: string, path: string): SnapshotField | undefined {
  const steps = path.split('.');
  const last = steps.pop();
  let objects: readonly string[] = [object];
  for (const step of steps) objects = objects.flatMap((name) => parentsOf(snapshot, name, step));
  const fields = objects.map((name) => snapshot.objects.get(name)?.fields.get(last ?? ''));
  return fields.find((field) => field !== undefined);
}

function parentsOf(snapshot: Snapshot, object: string, relationship: string): readonly string[] {
  const fields = [...(snapshot.objects.get(object)?.fields.values() ?? [])];
  return fields.find(({ relationshipName }) => relationshipName === relationship)?.referenceTo ?? [];
}
