import { fieldAt, type Snapshot } from '@sf-braze/mapping-core';

/** Whether the org has every one of these paths and this user sees them, from the object on. */
export function sees(snapshot: Snapshot, object: string, ...paths: readonly string[]): boolean {
  return snapshot.objects.has(object) && paths.every((path) => fieldAt(snapshot, object, path) !== undefined);
}
