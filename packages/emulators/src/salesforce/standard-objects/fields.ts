import type { FieldDefinition, FieldType, PicklistValue, Switch } from '../schema.ts';

type More = Partial<Omit<FieldDefinition, 'name' | 'label' | 'type'>>;

function field(type: FieldType, name: string, label: string, more: More): FieldDefinition {
  return { name, label, type, ...more };
}

export const text = (name: string, label: string, length = 255, more: More = {}): FieldDefinition =>
  field('string', name, label, { length, ...more });
export const longText = (name: string, label: string, length = 32_000, more: More = {}): FieldDefinition =>
  field('textarea', name, label, { length, ...more });
export const email = (name: string, label: string, more: More = {}): FieldDefinition =>
  field('email', name, label, { length: 80, ...more });
export const phone = (name: string, label: string): FieldDefinition => field('phone', name, label, { length: 40 });
export const url = (name: string, label: string): FieldDefinition => field('url', name, label, { length: 255 });
export const bool = (name: string, label: string, more: More = {}): FieldDefinition =>
  field('boolean', name, label, { nillable: false, ...more });
export const date = (name: string, label: string, more: More = {}): FieldDefinition => field('date', name, label, more);
export const datetime = (name: string, label: string, more: More = {}): FieldDefinition =>
  field('datetime', name, label, more);
export const int = (name: string, label: string, more: More = {}): FieldDefinition => field('int', name, label, more);
export const double = (name: string, label: string, precision = 18, scale = 0): FieldDefinition =>
  field('double', name, label, { precision, scale });
export const percent = (name: string, label: string): FieldDefinition =>
  field('percent', name, label, { precision: 3, scale: 0 });
export const currency = (name: string, label: string, more: More = {}): FieldDefinition =>
  field('currency', name, label, { precision: 18, scale: 2, ...more });

/** The first value is the default when the field may not be empty. */
export function picklist(name: string, label: string, values: readonly string[], more: More = {}): FieldDefinition {
  return field('picklist', name, label, { length: 255, picklistValues: toPicklist(values, more), ...more });
}

export function multiPicklist(name: string, label: string, values: readonly string[]): FieldDefinition {
  return field('multipicklist', name, label, { length: 4099, picklistValues: toPicklist(values, {}) });
}

/** `relationshipName` is the path segment (`Owner`), `childRelationshipName` the list on the parent, if it has one. */
export function reference(
  name: string,
  label: string,
  referenceTo: readonly string[],
  relationshipName: string,
  more: More = {},
): FieldDefinition {
  return field('reference', name, label, { referenceTo, relationshipName, ...more });
}

export const owner = (...targets: readonly string[]): FieldDefinition =>
  reference('OwnerId', 'Owner ID', targets, 'Owner', { nillable: false });

export const currencyCode = (onlyWith: Switch = 'multiCurrency'): FieldDefinition =>
  picklist('CurrencyIsoCode', 'Currency ISO Code', ['USD', 'EUR', 'GBP', 'JPY'], {
    onlyWith,
    restrictedPicklist: true,
  });

export const recordType = (): FieldDefinition =>
  reference('RecordTypeId', 'Record Type ID', ['RecordType'], 'RecordType');

/** The fields every record has, Id first. */
export function systemFields(): readonly FieldDefinition[] {
  const readOnly: More = { createable: false, updateable: false, nillable: false };
  return [
    field('id', 'Id', 'Record ID', { length: 18, idLookup: true, ...readOnly }),
    bool('IsDeleted', 'Deleted', readOnly),
    datetime('CreatedDate', 'Created Date', readOnly),
    reference('CreatedById', 'Created By ID', ['User'], 'CreatedBy', readOnly),
    datetime('LastModifiedDate', 'Last Modified Date', readOnly),
    reference('LastModifiedById', 'Last Modified By ID', ['User'], 'LastModifiedBy', readOnly),
    datetime('SystemModstamp', 'System Modstamp', readOnly),
  ];
}

/** Name as parts and as a whole; the whole follows the parts. */
export function personName(): readonly FieldDefinition[] {
  const part: More = { compoundFieldName: 'Name' };
  return [
    text('LastName', 'Last Name', 80, { nillable: false, ...part }),
    text('FirstName', 'First Name', 40, part),
    picklist('Salutation', 'Salutation', ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.'], part),
    text('Name', 'Full Name', 121, { nillable: false, nameField: true, createable: false, updateable: false }),
  ];
}

/** An address by its parts and as a compound field; `prefix` is `''` for a lead's only address. */
export function address(prefix: string, label: string): readonly FieldDefinition[] {
  const part: More = { compoundFieldName: `${prefix}Address` };
  const coded: More = { ...part, onlyWith: 'stateCountryPicklists' };
  const location = (name: string) =>
    field('double', `${prefix}${name}`, `${label} ${name}`, { precision: 18, scale: 15, ...part });
  return [
    longText(`${prefix}Street`, `${label} Street`, 255, { ...part, filterable: true, sortable: true, groupable: true }),
    text(`${prefix}City`, `${label} City`, 40, part),
    text(`${prefix}State`, `${label} State/Province`, 80, part),
    text(`${prefix}PostalCode`, `${label} Zip/Postal Code`, 20, part),
    text(`${prefix}Country`, `${label} Country`, 80, part),
    picklist(`${prefix}StateCode`, `${label} State/Province Code`, STATES, { ...coded, length: 10 }),
    picklist(`${prefix}CountryCode`, `${label} Country Code`, COUNTRIES, { ...coded, length: 10 }),
    location('Latitude'),
    location('Longitude'),
    field('address', `${prefix}Address`, label, { createable: false, updateable: false }),
  ];
}

function toPicklist(values: readonly string[], more: More): readonly PicklistValue[] {
  return values.map((value, index) => ({
    value,
    label: value,
    active: true,
    defaultValue: index === 0 && more.nillable === false,
  }));
}

const STATES = ['AL', 'BE', 'CA', 'CO', 'FL', 'IL', 'MA', 'NW', 'NY', 'TX', 'WA'];
const COUNTRIES = 'AT AU BE BR CA CH CN CZ DE DK ES FI FR GB IE IN IT JP MX NL NO PL PT SE SG US ZA'.split(' ');
