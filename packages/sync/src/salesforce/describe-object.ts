import {
  type FieldType,
  fieldTypes,
  type PicklistValue,
  type SnapshotField,
  type SnapshotObject,
} from '@sf-braze/mapping-core';
import { type Fields, listOfFields, textOf } from './json-fields.ts';

/** Reads `/sobjects/X/describe`. Fields of types this version does not know are left out. */
export function snapshotObject(describe: Fields): SnapshotObject {
  const fields = listOfFields(describe['fields']).flatMap((field) => snapshotField(field) ?? []);
  return {
    name: textOf(describe['name']),
    label: textOf(describe['label']),
    keyPrefix: optionalText(describe['keyPrefix']),
    fields: new Map(fields.map((field) => [field.name, field])),
  };
}

function snapshotField(field: Fields): SnapshotField | undefined {
  const { type, length } = field;
  if (!isFieldType(type)) return undefined;
  return {
    name: textOf(field['name']),
    label: textOf(field['label']),
    type,
    length: typeof length === 'number' ? length : 0,
    nillable: field['nillable'] === true,
    custom: field['custom'] === true,
    calculated: field['calculated'] === true,
    encrypted: field['encrypted'] === true || type === 'encryptedstring',
    filterable: field['filterable'] === true,
    html: field['htmlFormatted'] === true,
    referenceTo: texts(field['referenceTo']),
    relationshipName: optionalText(field['relationshipName']),
    picklist: listOfFields(field['picklistValues']).map((entry) => picklistValue(entry)),
    restrictedPicklist: field['restrictedPicklist'] === true,
  };
}

function picklistValue(entry: Fields): PicklistValue {
  const value = textOf(entry['value']);
  return { value, label: optionalText(entry['label']) ?? value, active: entry['active'] === true };
}

function isFieldType(type: unknown): type is FieldType {
  return (fieldTypes as readonly unknown[]).includes(type); // wider only for the question
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? (value as readonly unknown[]).filter((entry): entry is string => typeof entry === 'string')
    : [];
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
