/** The field types a describe can name. */
export const fieldTypes = [
  'address',
  'anyType',
  'base64',
  'boolean',
  'combobox',
  'currency',
  'date',
  'datetime',
  'double',
  'email',
  'encryptedstring',
  'id',
  'int',
  'location',
  'long',
  'multipicklist',
  'percent',
  'phone',
  'picklist',
  'reference',
  'string',
  'textarea',
  'time',
  'url',
] as const;

export type FieldType = (typeof fieldTypes)[number];

/** What a field is inside an expression; `unmappable` types have no value to send (name their parts instead). */
export type ValueKind = 'string' | 'number' | 'boolean' | 'date' | 'datetime' | 'list' | 'unmappable';

const kinds: Readonly<Record<FieldType, ValueKind>> = {
  address: 'unmappable',
  anyType: 'unmappable',
  base64: 'unmappable',
  boolean: 'boolean',
  combobox: 'string',
  currency: 'number',
  date: 'date',
  datetime: 'datetime',
  double: 'number',
  email: 'string',
  encryptedstring: 'string',
  id: 'string',
  int: 'number',
  location: 'unmappable',
  long: 'number',
  multipicklist: 'list',
  percent: 'number',
  phone: 'string',
  picklist: 'string',
  reference: 'string',
  string: 'string',
  textarea: 'string',
  time: 'string',
  url: 'string',
};

export function valueKind(type: FieldType): ValueKind {
  return kinds[type];
}
