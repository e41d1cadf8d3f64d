import type { RecordId } from '../salesforce/id.ts';
import type { RecordFinding } from '../transform/wanted.ts';
import type { Problem } from './plans.ts';

/** A finding together with the record it is about. */
export function problemOf(
  { code, params, destination }: RecordFinding,
  { object, id }: { readonly object: string; readonly id: RecordId },
): Problem {
  return { code, params, destination, object, id };
}
