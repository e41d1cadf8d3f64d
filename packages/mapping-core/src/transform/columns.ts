import { fieldAt } from '../salesforce/field-at.ts';
import type { FieldType } from '../salesforce/field-types.ts';
import type { Column } from '../salesforce/record.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';

/** The columns of one query while it is being put together. */
export interface ColumnList {
  /** Index of the path; selects it when it is new. */
  add(path: string): number;
  /** The same for a path the object may not have: undefined when it has not. */
  addIfPresent(path: string): number | undefined;
  readonly columns: readonly Column[];
}

export function columnList(snapshot: Snapshot, object: string): ColumnList {
  const columns: Column[] = [];
  const indexes = new Map<string, number>();
  const append = (path: string, type: FieldType): number => {
    indexes.set(path, columns.length);
    return columns.push({ path, type }) - 1;
  };
  return {
    columns,
    // Without a describe every field is read as text, which changes no value that a fixture can give.
    add: (path) => indexes.get(path) ?? append(path, fieldAt(snapshot, object, path)?.type ?? 'string'),
    addIfPresent: (path) => {
      const known = indexes.get(path);
      if (known !== undefined) return known;
      const field = fieldAt(snapshot, object, path);
      return field === undefined ? undefined : append(path, field.type);
    },
  };
}

/** `Opportunity` for `OpportunityId`: the name that leads from a lookup to its record; undefined when the describe has none. */
export function relationshipOf(snapshot: Snapshot, object: string, path: string): string | undefined {
  const dot = path.lastIndexOf('.');
  const relationship = fieldAt(snapshot, object, path)?.relationshipName;
  return relationship === undefined ? undefined : path.slice(0, dot + 1) + relationship;
}
