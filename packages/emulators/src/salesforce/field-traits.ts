import type { FieldDefinition } from './schema.ts';

/** Long text, encrypted text and compound fields cannot stand in WHERE. */
export function isFilterable(field: FieldDefinition): boolean {
  return field.filterable ?? !UNSEARCHED.has(field.type);
}

export function isSortable(field: FieldDefinition): boolean {
  return field.sortable ?? !(UNSEARCHED.has(field.type) || field.type === 'multipicklist');
}

export function isGroupable(field: FieldDefinition): boolean {
  return field.groupable ?? (isSortable(field) && !UNGROUPED.has(field.type) && field.calculated !== true);
}

const UNSEARCHED: ReadonlySet<string> = new Set(['textarea', 'base64', 'address', 'location', 'encryptedstring']);
const UNGROUPED: ReadonlySet<string> = new Set(['double', 'currency', 'percent', 'datetime']);
