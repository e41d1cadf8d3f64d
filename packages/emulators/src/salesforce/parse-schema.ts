import {
  FIELD_TYPES,
  type FieldDefinition,
  type FieldType,
  type ObjectDefinition,
  type SchemaDefinition,
  type Switch,
  SWITCHES,
} from './schema.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Adds what a seed's `schema.json` says to the standard objects. The file holds
 * `{ "switches": {"personAccounts": true, …}, "objects": [describe, …] }`, where a describe is Salesforce's own answer
 * of `sobjects/X/describe` or any part of it: `{name, label, labelPlural, keyPrefix, custom, fields: [{name, type, …}]}`.
 * Fields replace the standard ones of the same name. Throws an Error that says what is wrong.
 */
export function extendSchema(standard: readonly ObjectDefinition[], given: unknown): SchemaDefinition {
  const file = asFields(given, 'schema.json');
  const switches = parseSwitches(file['switches'] ?? {});
  const objects = new Map(standard.map((object) => [object.name, object]));
  const list: unknown = file['objects'] ?? [];
  if (!Array.isArray(list)) throw new Error('schema.json: objects must be a list');
  for (const entry of list) {
    const object = parseObject(asFields(entry, 'an object of schema.json'), objects);
    objects.set(object.name, object);
  }
  return { switches: { ...ALL_ON, ...switches }, objects: [...objects.values()] };
}

/** Throws an Error for a name that is no switch or a value that is no boolean. */
export function parseSwitches(given: unknown): Partial<Record<Switch, boolean>> {
  const entries = Object.entries(asFields(given, 'switches'));
  for (const [name, value] of entries) {
    if (!SWITCHES.includes(name as Switch) || typeof value !== 'boolean') {
      throw new Error(`switches.${name}: must be one of ${SWITCHES.join(', ')} and true or false`);
    }
  }
  return Object.fromEntries(entries);
}

/** A field in the form of a describe; `type` defaults to `string`. Throws an Error. */
export function parseField(name: string, given: Fields): FieldDefinition {
  const type = given['type'] ?? 'string';
  if (!isFieldType(type)) throw new Error(`${name}: unknown type ${JSON.stringify(type)}`);
  const known = Object.fromEntries(
    Object.entries(given).filter(([key, value]) => KEYS.has(key) && value !== undefined),
  );
  const label = typeof given['label'] === 'string' ? given['label'] : name.replace(/__c$/u, '').replaceAll('_', ' ');
  return { length: type === 'string' ? 255 : 0, ...known, name, label, type, custom: name.endsWith('__c') };
}

export function isFieldType(value: unknown): value is FieldType {
  return FIELD_TYPES.some((type) => type === value);
}

export function asFields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${what} must be an object`);
  return value as Fields; // a plain JSON object, checked above
}

const ALL_ON: Readonly<Record<Switch, boolean>> = {
  personAccounts: true,
  multiCurrency: true,
  territories: true,
  contactsToMultipleAccounts: true,
  stateCountryPicklists: true,
};

const KEYS = new Set<string>([
  'length',
  'precision',
  'scale',
  'nillable',
  'calculated',
  'calculatedFormula',
  'createable',
  'updateable',
  'filterable',
  'sortable',
  'groupable',
  'nameField',
  'externalId',
  'unique',
  'idLookup',
  'encrypted',
  'htmlFormatted',
  'extraTypeInfo',
  'restrictedPicklist',
  'picklistValues',
  'compoundFieldName',
  'referenceTo',
  'relationshipName',
  'childRelationshipName',
] satisfies readonly (keyof FieldDefinition)[]);

function parseObject(given: Fields, known: ReadonlyMap<string, ObjectDefinition>): ObjectDefinition {
  const { name, label, labelPlural, keyPrefix, fields } = given;
  if (typeof name !== 'string') throw new Error('schema.json: an object without a name');
  const base = known.get(name);
  const prefix = typeof keyPrefix === 'string' ? keyPrefix : base?.keyPrefix;
  if (prefix === undefined || !/^[a-zA-Z0-9]{3}$/u.test(prefix))
    throw new Error(`${name}: keyPrefix must be 3 characters`);
  const merged = new Map((base?.fields ?? ID_ONLY).map((field) => [field.name, field]));
  for (const entry of Array.isArray(fields) ? (fields as unknown[]) : []) {
    const field = asFields(entry, `a field of ${name}`);
    const fieldName = field['name'];
    if (typeof fieldName !== 'string') throw new Error(`${name}: a field without a name`);
    const standard = merged.get(fieldName);
    merged.set(fieldName, { ...standard, ...parseField(fieldName, { ...standard, ...field }) });
  }
  return {
    ...base,
    name,
    label: typeof label === 'string' ? label : (base?.label ?? name),
    labelPlural: typeof labelPlural === 'string' ? labelPlural : (base?.labelPlural ?? `${name}s`),
    keyPrefix: prefix,
    custom: name.endsWith('__c'),
    fields: [...merged.values()],
  };
}

const ID_ONLY: readonly FieldDefinition[] = [
  { name: 'Id', label: 'Record ID', type: 'id', length: 18, nillable: false },
  { name: 'IsDeleted', label: 'Deleted', type: 'boolean', nillable: false },
  { name: 'CreatedDate', label: 'Created Date', type: 'datetime', nillable: false },
  { name: 'LastModifiedDate', label: 'Last Modified Date', type: 'datetime', nillable: false },
  { name: 'SystemModstamp', label: 'System Modstamp', type: 'datetime', nillable: false },
];
